import { expect, test } from "vitest";
import { openSoup, type Candidate } from "../../../src/engine/training/soup.ts";
import { trained } from "./runs.ts";

const candidate = (round: number, value: number, weight = round): Candidate => ({ round, value, weights: [Float32Array.of(weight, -weight)] });
const never = (): Promise<number> => Promise.reject(new Error("nobody was to be judged"));

test("the best rounds are kept, whatever their order; of what is not known, the latest", () => {
  const soup = openSoup("uniform", 3, "max", []);
  for (const [round, value] of [[1, 0.5], [2, 0.7], [3, NaN], [4, 0.6], [5, 0.4], [6, 0.7]] as const) if (soup.wants(value)) soup.add(candidate(round, value));
  expect(soup.kept.map(({ round }) => round)).toEqual([2, 6, 4]);
  const blind = openSoup("uniform", 2, "min", [candidate(2, NaN), candidate(1, NaN), candidate(3, NaN)]);
  expect(blind.kept.map(({ round }) => round)).toEqual([3, 2]);
});

test("a uniform soup is the mean of all, a greedy one of those that help", async () => {
  const all = [candidate(1, 3), candidate(2, 2, 6), candidate(3, 1, 4)];
  expect((await openSoup("uniform", 3, "min", all).blend(never))[0]).toEqual(Float32Array.of(11 / 3, -11 / 3));
  // As good as the mean is near 4.5: 5 helps, 3.67 does not.
  const asked: number[] = [];
  const greedy = openSoup("greedy", 3, "min", all);
  const found = await greedy.blend(async ([weights]) => { asked.push(weights![0]!); return Math.abs(weights![0]! - 4.5); });
  expect(asked).toEqual([5, expect.closeTo(11 / 3, 5)]);
  expect(found[0]).toEqual(Float32Array.of(5, -5));
});

test("a run ends with the mean of its best rounds' weights", async () => {
  const asked = { epochs: 6, trainer: "early_stop: 0" };
  const best = await trained(asked);
  const one = await trained({ ...asked, trainer: "early_stop: 0, model_soup: uniform, model_soup_top_k: 1" });
  const soup = await trained({ ...asked, trainer: "early_stop: 0, model_soup: uniform, model_soup_top_k: 3" });
  const greedy = await trained({ ...asked, trainer: "early_stop: 0, model_soup: greedy" });
  expect(one.bundle.weights.data).toEqual(best.bundle.weights.data);
  expect(soup.bundle.weights.data).not.toEqual(best.bundle.weights.data);
  const accuracyOf = ({ evaluations }: typeof best) => evaluations.find(({ split }) => split === "validation")!.outputs["kind"]!.metrics["accuracy"]!;
  expect(accuracyOf(greedy)).toBeGreaterThanOrEqual(accuracyOf(best));
});
