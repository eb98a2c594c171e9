import { expect, test } from "vitest";
import type { OutputEvaluation, SplitEvaluation } from "../../../src/engine/evaluation/evaluation.ts";
import { verdict } from "../../../src/app/screens/4-evaluate/verdict.ts";
import { answerOf, headline, inWords, knownNumbers, shortAnswer, trackRecord } from "../../../src/app/screens/5-predict/answers.ts";

const output = (metrics: Record<string, number>, baseline: Record<string, number>, goal: "max" | "min"): OutputEvaluation => ({
  type: "t", rows: 67, metrics, baseline, intervals: {}, goals: Object.fromEntries(Object.keys(metrics).map((m) => [m, goal])), charts: [], statistics: {},
});
const split: SplitEvaluation = {
  split: "test",
  rows: 67,
  combined: { loss: 1 },
  outputs: {
    Species: output({ accuracy: 0.97, accuracy_micro: 66 / 67 }, { accuracy: 1 / 3, accuracy_micro: 26 / 67 }, "max"),
    "Body Mass (g)": output({ root_mean_squared_error: 330.2 }, { root_mean_squared_error: 906 }, "min"),
    Sex: output({ accuracy: 57 / 67 }, { accuracy: 34 / 67 }, "max"),
  },
};

test("the verdict is built from the numbers, with the trivial guess beside it", () => {
  expect(verdict(split)).toBe(
    "On 67 rows it had never seen, the model named **Species right 66 times** and **Sex 57 times**, and its guess of **Body Mass is typically 330\u00a0g off**. ~~Always giving the commonest answer is right 26 and 34 times; always giving the mean is 906\u00a0g off.~~",
  );
});

test("a model no better than its baseline is told so", () => {
  const lost = { ...split, outputs: { Sex: output({ accuracy: 0.5 }, { accuracy: 0.5 }, "max") } };
  expect(verdict(lost)).toContain("For Sex, the trivial guess is as good");
});

test("one number alone makes a sentence", () => {
  expect(verdict({ ...split, split: "validation", outputs: { Price: output({ root_mean_squared_error: 3 }, { root_mean_squared_error: 5 }, "min") } })).toMatch(/^On the 67 validation rows, the model makes guesses: its guess of \*\*Price is typically 3 off\*\*\./);
});

test("answers of each kind, the likeliest first", () => {
  const labels = ["a", "b", "c"];
  const classes = answerOf({ kind: "category", labels, probabilities: Float32Array.of(0, 0, 1, 0.25, 0.5, 0.25), predicted: Int32Array.of(2, 1) }, 1);
  expect(classes).toMatchObject({ kind: "classes", top: { label: "b", share: 0.5 }, items: [{ label: "b" }, { label: "a" }, { label: "c" }] });
  // With a threshold other than one half the answer may be the less likely of the two.
  const pair = answerOf({ kind: "binary", labels: ["no", "yes"], probability: Float32Array.of(0.25), predicted: Uint8Array.of(1) });
  expect(pair).toMatchObject({ kind: "pair", top: { label: "yes", share: 0.25 }, items: [{ label: "yes" }, { label: "no", share: 0.75 }] });
  expect(answerOf({ kind: "number", values: Float64Array.of(3860) })).toEqual({ kind: "number", value: 3860 });
});

test("sets, shares, vectors and tags each have their own answer", () => {
  const labels = ["rain", "wind", "snow"];
  const set = answerOf({ kind: "set", labels, probabilities: Float32Array.of(0.9, 0.2, 0.6, 0.1, 0.2, 0.3), predicted: Uint8Array.of(1, 0, 1, 0, 0, 0) });
  expect(set).toMatchObject({ kind: "set", chosen: [{ label: "rain" }, { label: "snow" }], items: [{ label: "rain" }, { label: "snow" }, { label: "wind" }] });
  expect(headline(set, "")).toBe("rain, snow");
  const empty = answerOf({ kind: "set", labels, probabilities: Float32Array.of(0.1, 0.2, 0.3), predicted: Uint8Array.of(0, 0, 0) });
  expect(headline(empty, "")).toBe("None of them");
  const shares = answerOf({ kind: "distribution", labels, shares: Float32Array.of(0.2, 0.5, 0.3) });
  expect(shortAnswer(shares, "")).toEqual({ label: "wind", detail: "50%" });
  const vector = answerOf({ kind: "vector", size: 5, values: Float32Array.of(9, 9, 9, 9, 9, 1, 2, 0.5, 4, 5) }, 1);
  expect(shortAnswer(vector, "m").label).toBe("1, 2, 0.5, 4 and 1 more");
  const tags = answerOf({ kind: "sequence", labels: ["O", "B"], starts: Uint32Array.of(0, 2, 5), predicted: Int32Array.of(0, 0, 1, 0, 1), probabilities: Float32Array.of(1, 1, 0.5, 0.75, 0.25) }, 1);
  expect(tags).toMatchObject({ kind: "tags", tags: [{ label: "B", share: 0.5 }, { label: "O", share: 0.75 }, { label: "B", share: 0.25 }] });
  expect(headline(tags, "")).toBe("3 tags, one for each token");
});

test("words are as sure as the share", () => {
  expect([0.97, 0.8, 0.4].map((share) => inWords({ label: "Adelie", share, index: 0 }))).toEqual(["Almost certainly Adelie", "Probably Adelie", "Perhaps Adelie"]);
});

test("the record of an output comes from the rows it was judged on", () => {
  expect(trackRecord(split, "Species", "")).toBe("right 66 times of 67 on test");
  expect(trackRecord(split, "absent", "")).toBe("");
  const actual = Array.from({ length: 20 }, (_, i) => i);
  const judged = { ...split.outputs["Body Mass (g)"]!, charts: [{ kind: "predicted_against_actual" as const, output: "m", actual, predicted: actual.map((a) => a + 2), rows: actual }] };
  expect(knownNumbers(judged)?.within).toBe(2);
  expect(trackRecord({ ...split, outputs: { m: judged } }, "m", "g")).toBe("9 of 10 test rows fell within ±2\u00a0g");
});
