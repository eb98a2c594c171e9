import fc from "fast-check";
import { expect, test } from "vitest";
import type { LabelAnswers } from "../../../src/engine/charts.ts";
import { cheapest, costOf, countsAt, pointsOf, positiveShare, rowsWhere, stepAt } from "../../../src/app/charts/thresholds.ts";
import { thresholdCharts } from "../../../src/engine/features/threshold-charts.ts";

const probability = Float32Array.of(0.9, 0.8, 0.8, 0.6, 0.4, 0.3);
const truth = Int32Array.of(1, 1, 0, 1, 0, 0);
const [roc, , chart] = thresholdCharts({ output: "o", labels: ["no", "yes"], probability, truth, threshold: 0.5 });
const answers: LabelAnswers = { kind: "labels", labels: ["no", "yes"], rows: Uint32Array.of(10, 11, 12, 13, 14, 15), truth, predicted: Int32Array.from(probability, (p) => Number(p >= 0.5)), confidence: probability.map((p) => Math.max(p, 1 - p)), positive: probability };

test("a threshold makes the counts that counting makes", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (threshold) => {
    const counted = (is: number, said: boolean) => probability.filter((p, i) => truth[i] === is && p >= threshold === said).length;
    expect(countsAt(chart, threshold)).toEqual({ found: counted(1, true), alarms: counted(0, true), missed: counted(1, false), left: counted(0, false) });
  }));
});

test("the cheapest threshold costs no more than any other, and is the model's own where that is as cheap", () => {
  for (const costs of [{ alarm: 1, miss: 1 }, { alarm: 10, miss: 1 }, { alarm: 1, miss: 10 }, { alarm: 0, miss: 0 }]) {
    const least = costOf(countsAt(chart, cheapest(chart, costs)), costs);
    for (const other of [0, 0.35, 0.5, 0.7, 0.85, 0.95]) expect(least).toBeLessThanOrEqual(costOf(countsAt(chart, other), costs));
  }
  expect(cheapest(chart, { alarm: 1, miss: 10 })).toBeCloseTo(0.6, 6);
});

test("rows lie on a curve where they are called, and a point leads to the rows that are called there", () => {
  const points = pointsOf(answers, [12, 15], roc.thresholds!, positiveShare);
  expect(points.map((i) => roc.thresholds![i])).toEqual([probability[1], probability[5]]);
  expect(rowsWhere(answers, (i) => positiveShare(answers, i) >= probability[1]!)).toEqual([10, 11, 12]);
  expect(pointsOf(undefined, [12], roc.thresholds!, positiveShare)).toEqual([]);
  expect(stepAt(chart.thresholds, 0.95)).toBe(-1);
});
