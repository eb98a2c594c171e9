import { describe, expect, test } from "vitest";
import type { Chart } from "../../../src/engine/charts.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { compareOutputs } from "../../../src/engine/evaluation/compare.ts";
import type { OutputEvaluation } from "../../../src/engine/evaluation/evaluation.ts";

const share = (right: readonly boolean[]) => right.filter(Boolean).length / right.length;
const ofOutput = (rows: number, metrics: OutputEvaluation["metrics"], intervals: OutputEvaluation["intervals"], charts: readonly Chart[]): OutputEvaluation =>
  ({ type: "binary", rows, metrics, baseline: {}, intervals, goals: { accuracy: "max", root_mean_squared_error: "min" }, charts, statistics: {} });

/** All rows are truly the first label. */
function classified(right: readonly boolean[], first = 0): OutputEvaluation {
  const rows = right.map((_, i) => first + i);
  const cells = [[rows.filter((_, i) => right[i]), rows.filter((_, i) => !right[i])], [[], []]];
  const p = share(right);
  const reach = 1.96 * Math.sqrt((p * (1 - p)) / right.length);
  return ofOutput(right.length, { accuracy: p }, { accuracy: [p - reach, p + reach] }, [{ kind: "confusion_matrix", output: "y", labels: ["a", "b"], rows: cells }]);
}

function measured(predicted: readonly number[]): OutputEvaluation {
  const rmse = Math.sqrt(predicted.reduce((sum, e) => sum + e * e, 0) / predicted.length);
  return ofOutput(predicted.length, { root_mean_squared_error: rmse }, { root_mean_squared_error: [rmse * 0.8, rmse * 1.2] },
    [{ kind: "predicted_against_actual", output: "y", actual: predicted.map(() => 0), predicted, rows: predicted.map((_, i) => i) }]);
}

/** Sets of which each row has so much in error, and no labels to speak of. */
function overlapping(error: readonly number[]): OutputEvaluation {
  const none = { starts: new Uint32Array(error.length + 1), labels: new Int32Array() };
  const jaccard = 1 - error.reduce((a, b) => a + b) / error.length;
  return {
    ...ofOutput(error.length, { jaccard }, { jaccard: [jaccard - 0.05, jaccard + 0.05] }, []),
    answers: { kind: "parts", of: "set", labels: [], rows: Uint32Array.from(error.keys()), truth: none, predicted: none, more: 0, error: Float32Array.from(error) },
  };
}

describe("on the same rows", () => {
  test("sets are compared row by row too", () => {
    const error = Array.from({ length: 200 }, (_, i) => (i % 5) / 5);
    const less = error.map((of) => Math.max(0, of - 0.01));
    const found = compareOutputs(overlapping(error), overlapping(less), "jaccard", true);
    expect(found).toMatchObject({ verdict: "better", paired: true });
    expect(found.difference).toBeCloseTo(0.008, 6);
    expect(found.interval![0]).toBeGreaterThan(0); // of the overlap, not of what is wrong
    expect(compareOutputs(overlapping(error), overlapping(less), "jaccard", false)).toMatchObject({ verdict: "within_noise", paired: false });
  });

  const before = Array.from({ length: 400 }, (_, i) => i % 4 !== 0);

  test("a run that mends some mistakes and makes none is better, though the intervals overlap", () => {
    const after = before.map((ok, i) => ok || i % 40 === 0);
    expect(compareOutputs(classified(before), classified(after), "accuracy", true)).toMatchObject({ verdict: "better", paired: true });
    expect(compareOutputs(classified(after), classified(before), "accuracy", true)).toMatchObject({ verdict: "worse", paired: true });
    expect(compareOutputs(classified(before), classified(after), "accuracy", false)).toMatchObject({ verdict: "within_noise", paired: false });
  });

  test("as many mended as made is noise", () => {
    const other = before.map((ok, i) => (i % 20 === 0 ? true : i % 20 === 1 ? false : ok));
    expect(compareOutputs(classified(before), classified(other), "accuracy", true)).toMatchObject({ difference: 0, verdict: "within_noise", paired: true });
  });

  test("an error that is smaller on every row is better, whatever the spread between rows", () => {
    const random = seededRandom(3, "errors");
    const errors = Array.from({ length: 200 }, () => 100 * (random() - 0.5));
    const found = compareOutputs(measured(errors), measured(errors.map((e) => 0.95 * e)), "root_mean_squared_error", true);
    expect(found).toMatchObject({ verdict: "better", paired: true });
    expect(found.interval![0]).toBeLessThan(found.difference);
    expect(found.interval![1]).toBeGreaterThan(found.difference);
  });

  test("its interval covers the difference of runs that are equally good in 90 to 99 of 100 drawings", () => {
    const covered = Array.from({ length: 100 }, (_, seed) => {
      const random = seededRandom(seed, "coverage");
      const draw = () => Array.from({ length: 300 }, () => random() < 0.8);
      const [low, high] = compareOutputs(classified(draw()), classified(draw()), "accuracy", true).interval!;
      return low <= 0 && high >= 0;
    });
    expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(90);
    expect(covered.filter(Boolean).length).toBeLessThanOrEqual(99);
  });
});

test("other rows, or rows of another table, are compared by their intervals", () => {
  const [good, bad] = [Array.from({ length: 200 }, (_, i) => i % 10 !== 0), Array.from({ length: 200 }, (_, i) => i % 2 === 0)];
  const found = compareOutputs(classified(bad), classified(good, 500), "accuracy", true);
  expect(found).toMatchObject({ verdict: "better", paired: false });
  const variance = (0.5 * 0.5 + 0.9 * 0.1) / 200;
  expect(found.interval![0]).toBeCloseTo(0.4 - 1.96 * Math.sqrt(variance), 6);
});

test("charts that do not tell every row are no ground to judge row by row", () => {
  const right = Array.from({ length: 200 }, (_, i) => i % 4 !== 0);
  const whole = classified(right);
  expect(compareOutputs(whole, whole, "accuracy", true)).toMatchObject({ paired: true });
  const lumped = { ...whole, charts: whole.charts.map((chart) => (chart.kind === "confusion_matrix" ? { ...chart, rest: true as const } : chart)) };
  expect(compareOutputs(lumped, lumped, "accuracy", true)).toMatchObject({ paired: false });
  const drawnInPart = { ...whole, rows: 1000 };
  expect(compareOutputs(drawnInPart, drawnInPart, "accuracy", true)).toMatchObject({ paired: false });
});

test("what is undefined is not compared", () => {
  const alone = ofOutput(1, { accuracy: 1 }, {}, []);
  expect(compareOutputs(alone, alone, "accuracy", true)).toMatchObject({ interval: null, verdict: "unknown" });
  expect(compareOutputs(alone, alone, "roc_auc", true)).toMatchObject({ difference: NaN, interval: null, verdict: "unknown" });
});
