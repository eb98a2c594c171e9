/** What is drawn of an evaluation, against scikit-learn and SciPy (test/golden/evaluation.py). */
import { describe, expect, test } from "vitest";
import type { Chart } from "../../../src/engine/charts.ts";
import { fisher, logFactorials, rankSum, ranksOf } from "../../../src/engine/evaluation/significance.ts";
import { calibrationChart, wilson } from "../../../src/engine/features/calibration-chart.ts";
import { classBars } from "../../../src/engine/features/classification-charts.ts";
import { topKChart } from "../../../src/engine/features/ranking-charts.ts";
import { thresholdCharts } from "../../../src/engine/features/threshold-charts.ts";
import { binaryMetrics } from "../../../src/engine/metrics/binary.ts";
import { categoryAnswers } from "../../../src/engine/metrics/category-answers.ts";
import golden from "../../golden/evaluation.json" with { type: "json" };

const close = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => expect(found[i], `at ${i}`).toBeCloseTo(value, 6));
};

describe("an answer of yes or no", () => {
  const { truth, probability, ...wanted } = golden.yes_or_no;
  const rows = truth.map((_, i) => 1000 + i);
  const [roc, pr, thresholds] = thresholdCharts({ output: "o", labels: ["no", "yes"], probability, truth, threshold: 0.5 });

  test("the ROC curve, its thresholds and its area", () => {
    expect([roc.thresholds![0], roc.falsePositiveRate[0], roc.truePositiveRate[0]]).toEqual([Infinity, 0, 0]);
    roc.thresholds!.slice(1).forEach((threshold, i) => {
      const at = wanted.roc.thresholds.findIndex((other) => Math.abs(other - threshold) < 1e-7) + 1;
      expect(roc.falsePositiveRate[i + 1]).toBeCloseTo(wanted.roc.fpr[at]!, 6);
      expect(roc.truePositiveRate[i + 1]).toBeCloseTo(wanted.roc.tpr[at]!, 6);
    });
    expect([roc.falsePositiveRate.at(-1), roc.truePositiveRate.at(-1)]).toEqual([1, 1]);
    expect(roc.area).toBeCloseTo(wanted.auc, 9);
  });

  test("precision against recall, and the average precision", () => {
    close(pr.precision.toReversed(), wanted.pr.precision);
    close(pr.recall.toReversed(), wanted.pr.recall);
    close(pr.thresholds.toReversed(), wanted.pr.thresholds);
    expect(pr.averagePrecision).toBeCloseTo(wanted.average_precision, 9);
    expect(pr.prevalence).toBeCloseTo(truth.filter((t) => t === 1).length / truth.length, 12);
  });

  test("the counts at a threshold", () => {
    wanted.confusion.at.forEach((at, i) => {
      const step = thresholds.thresholds.findLastIndex((threshold) => threshold >= at);
      const [tp, fp] = [thresholds.truePositives[step]!, thresholds.falsePositives[step]!];
      expect([thresholds.negatives - fp, fp, thresholds.positives - tp, tp]).toEqual(wanted.confusion.tn_fp_fn_tp[i]);
    });
  });

  test("calibration: bins, error and Brier score", () => {
    const brier = binaryMetrics.brier_score.score({ probability, truth, predicted: truth });
    const chart = calibrationChart({ output: "o", positive: "yes", promised: probability, rows, cameTrue: (row) => truth[row] === 1, brier });
    close(chart.bins.map(({ share }) => share), wanted.calibration.share);
    close(chart.bins.map(({ promised }) => promised), wanted.calibration.promised);
    expect(chart.bins.map((bin) => bin.rows.length)).toEqual(wanted.calibration.counts);
    expect(chart.error).toBeCloseTo(wanted.ece, 6);
    expect(chart.brier).toBeCloseTo(wanted.brier, 9);
    for (const { from, to, rows: behind } of chart.bins) expect(behind.every((row) => probability[row - 1000]! >= from && probability[row - 1000]! < to)).toBe(true);
  });
});

describe("classes", () => {
  const { classes, truth, logits, f1, top_k } = golden.classes;
  const answers = categoryAnswers(truth, classes, 3);
  answers.take(Float32Array.from(logits), 0);
  const scored = answers.scored();
  const rows = truth.map((_, i) => 7 * i);

  test("accuracy among the first k guesses", () => {
    const [chart] = topKChart("o", classes, scored.rank, rows);
    close(chart!.shares, top_k);
    expect(chart!.rows[0]).toEqual(rows.filter((_, i) => scored.predicted[i] !== truth[i]));
  });

  test("the F1 of each class", () => {
    const [bars] = classBars("o", truth.slice(0, classes).map((_, c) => `c${c}`), truth, scored.predicted, rows) as readonly Extract<Chart, { kind: "bars" }>[]; // of that kind
    close(bars!.values.map((value) => value ?? NaN), f1);
  });
});

describe("chance", () => {
  test("Fisher's exact test", () => {
    for (const { group: [wrong, size, allWrong, rows], p } of golden.tests.fisher) expect(fisher(wrong!, size!, allWrong!, rows!, logFactorials(rows!))).toBeCloseTo(p, 9);
  });

  test("the rank-sum test", () => {
    const { error, members, p } = golden.tests.rank_sum;
    const ranks = ranksOf(error);
    // SciPy corrects the variance for ties, of which there are few.
    expect(rankSum(members.reduce((sum, i) => sum + ranks[i]!, 0), members.length, error.length)).toBeCloseTo(p, 3);
  });

  test("Wilson's interval", () => {
    for (const { times, of, interval } of golden.tests.wilson) close(wilson(times, of), interval);
  });
});
