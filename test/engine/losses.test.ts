/** How losses whose answers are no softmax are read. */
import { describe, expect, it } from "vitest";
import { sparsemax, entmax15 } from "../../src/engine/losses/sparse.ts";
import { corn } from "../../src/engine/losses/corn.ts";
import type { Link, LossFn } from "../../src/engine/losses/loss.ts";
import type { LabelledClasses } from "../../src/engine/losses/classes.ts";
import type { Choice } from "../../src/engine/schema/choice.ts";
import { output } from "./features/open.ts";

function linkOf(loss: Choice<LossFn<LabelledClasses>>, params: object, labels: readonly string[]): Link & { readonly said: readonly string[] } {
  const said: string[] = [];
  const { link } = loss.open(params, [], () => {})({ idx2str: labels }, (severity, message) => said.push(`${severity}: ${message}`));
  return { ...link!, said };
}
const shares = (link: Link, logits: readonly number[]): number[] => Array.from(link.logProbabilities(Float32Array.from(logits)), Math.exp);

describe("sparse answers", () => {
  it("are the closed forms: differences beyond 1 leave nothing", () => {
    expect(shares(linkOf(sparsemax, {}, ["a", "b", "c"]), [1, 0.4, -3])).toEqual([expect.closeTo(0.8, 6), expect.closeTo(0.2, 6), 0]);
    expect(shares(linkOf(entmax15, {}, ["a", "b"]), [2, 0])).toEqual([expect.closeTo(1, 6), 0]);
    expect(shares(linkOf(entmax15, {}, ["a", "b"]), [0, 0])).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  });
});

describe("ordered answers", () => {
  const half = 0; // a logit of 0 says yes to half
  it("are products along the questions", () => {
    const link = linkOf(corn, { order: ["low", "middle", "high"] }, ["middle", "high", "low"]);
    expect(shares(link, [half, half, 99])).toEqual([0.25, 0.25, 0.5].map((p) => expect.closeTo(p, 6)));
  });
  it("order numbers by size, and words by the alphabet with a note", () => {
    expect(linkOf(corn, {}, ["10", "2"])).toMatchObject({ said: [] });
    expect(shares(linkOf(corn, {}, ["10", "2"]), [-50, 0])).toEqual([expect.closeTo(0, 6), expect.closeTo(1, 6)]);
    expect(linkOf(corn, {}, ["b", "a"]).said).toEqual([expect.stringContaining("note: corn needs to know which class is beyond which")]);
  });
  it("complain about an order that is not of these classes", () => {
    expect(linkOf(corn, { order: ["a"] }, ["b", "a"]).said).toEqual([expect.stringContaining("error: order: expected every class")]);
  });
});

it.each(["sparsemax", "entmax15", "corn"])("%s gives back the shares of the trivial predictor, and answers by its own map", (type) => {
  const { feature } = output("category", ["a", "a", "a", "b", "b", "c"], { loss: { type } });
  const answered = feature.predict(feature.baseline, 1);
  if (answered.kind !== "category") throw new Error("of another kind");
  expect([...answered.probabilities]).toEqual([3 / 6, 2 / 6, 1 / 6].map((p) => expect.closeTo(p, 3)));
  expect(feature.recipe).toContain("instead of a softmax");
});
