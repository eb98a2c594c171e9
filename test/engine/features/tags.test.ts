import { describe, expect, test } from "vitest";
import type { PartAnswers } from "../../../src/engine/charts.ts";
import { FAR_BELOW } from "../../../src/engine/layers/marks.ts";
import { output } from "./open.ts";

const cells = ["O B O", "O O O B", "B"];
const { feature } = output("sequence", cells);
const STEPS = 6;

/** Logits of one row: a tag for each step, none where null. */
const row = (tags: readonly (0 | 1 | null)[]) => Float32Array.from(tags.flatMap((tag) => (tag === null ? [FAR_BELOW, FAR_BELOW] : tag === 0 ? [2, 0] : [0, 2])));
const rows = (...all: readonly Float32Array[]) => Float32Array.from(all.flatMap((one) => [...one]));

describe("tags that are predicted", () => {
  test("stand between start and stop symbol, on the side that is not padding", () => {
    expect(Array.from(feature.target(["O B", "", "O O O B O O"]).data)).toEqual([
      -2, 0, 1, -2, -2, -2,
      -2, -2, -2, -2, -2, -2,
      -2, 0, 0, 0, 1, -2,
    ]);
    const { feature: left } = output("sequence", cells, { preprocessing: { padding: "left" } });
    expect(Array.from(left.target(["O B"]).data)).toEqual([-2, -2, -2, 0, 1, -2]);
  });
  test("a tag that was never seen is no target", () => {
    expect(Array.from(feature.target(["O X"]).data).slice(0, 3)).toEqual([-2, 0, -1]);
  });
  test("end where the row ends, and are never a special symbol", () => {
    const predictions = feature.predict(rows(row([0, 0, 1, 0, null, null]), row([1, 1, 1, 1, 1, 0]), row([0, 0, null, null, null, null])), 3);
    expect(predictions).toMatchObject({ kind: "sequence", labels: ["O", "B"], starts: Uint32Array.of(0, 2, 6, 6) });
    const columns = feature.columns(predictions);
    expect(columns["f_predictions"]).toEqual(['["O","B"]', '["B","B","B","B"]', "[]"]);
    expect(columns["f_probabilities"]![0]).toBe("[0.8807971, 0.8807971]");
    expect(Number(columns["f_probability"]![0])).toBeCloseTo(2 * Math.log(0.880797), 4);
    expect(columns).not.toHaveProperty("f_response");
  });
  test("a text's are written as a text as well", () => {
    const { feature: text } = output("text", ["O B O"], { preprocessing: { tokenizer: "space" } });
    expect(text.columns(text.predict(row([0, 0, 1, 0, null]), 1))["f_response"]).toEqual(["O B"]);
  });
  test("are judged token by token; one that was never seen is a miss", () => {
    const target = feature.target(["O B", "O X"]);
    const scores = feature.score(rows(row([0, 0, 1, 0, null, null]), row([0, 0, 1, 0, null, null])), target, 2);
    expect(scores).toMatchObject({ token_accuracy: 0.75, sequence_accuracy: 0.5 });
    const [matrix, tags, places, ...more] = feature.charts(rows(row([0, 0, 1, 0, null, null]), row([0, 0, 1, 0, null, null])), target, [4, 9]);
    expect(matrix).toMatchObject({ kind: "confusion_matrix", labels: ["O", "B", "<UNSEEN>"], counts: [[2, 0, 0], [0, 1, 0], [0, 1, 0]], rows: [[[4, 9], [], []], [[], [4], []], [[], [9], []]] });
    expect(more).toEqual([]); // both are equally long
    expect(tags).toMatchObject({ of: "f1_of_tag", labels: ["O", "B"], values: [1, 2 / 3], counts: [2, 1], rows: [[], [9]] });
    expect(places).toMatchObject({ of: "right_at_place", labels: ["1", "2"], values: [1, 0.5], rows: [[], [9]] });
  });
  test("are shown row by row, and by how long rows are", () => {
    const target = feature.target(["O B", "O O O B"]);
    const logits = rows(row([0, 0, 1, 0, null, null]), row([0, 0, 1, 0, 0, 0]));
    const taken = feature.judge(target, 2);
    taken.take(logits, 0);
    const { confidence, ...each } = taken.each!([4, 9]) as PartAnswers; // of tags
    expect(each).toEqual({
      kind: "parts", of: "sequence", labels: ["O", "B", "<UNSEEN>"], more: 0, rows: Uint32Array.of(4, 9), error: Float32Array.of(0, 0.5),
      truth: { starts: Uint32Array.of(0, 2, 6), labels: Int32Array.of(0, 1, 0, 0, 0, 1) },
      predicted: { starts: Uint32Array.of(0, 2, 6), labels: Int32Array.of(0, 1, 0, 1, 0, 0) },
    });
    expect(confidence![0]).toBeCloseTo(0.8808, 4);
    const lengths = feature.charts(logits, target, [4, 9]).at(-1);
    expect(lengths).toMatchObject({ of: "right_by_length", labels: ["2", "4"], values: [1, 0.5], counts: [1, 1], rows: [[], [9]] });
  });
  test("a trivial answer gives the commonest tag everywhere", () => {
    expect(feature.baseline).toHaveLength(STEPS * 2);
    expect(feature.score(feature.baseline, feature.target(["O O B"]), 1)["token_accuracy"]).toBeCloseTo(2 / 3);
  });
  test("a column without a tag cannot be learnt", () => {
    expect(output("sequence", ["", " "]).complaints).toEqual([expect.stringMatching(/^error: /)]);
  });
  test("the heads of the attention divide its width", () => {
    expect(output("sequence", cells, { decoder: { type: "tagger", use_attention: true, attention_embedding_size: 10 } }).problems).toEqual([expect.stringContaining("attention_num_heads must divide")]);
  });
});
