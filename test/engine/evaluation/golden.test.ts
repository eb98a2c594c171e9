/** What is drawn of an evaluation, against scikit-learn and SciPy (test/golden/evaluation.py). */
import { describe, expect, test } from "vitest";
import type { Chart } from "../../../src/engine/charts.ts";
import { fisher, logFactorials, rankSum, ranksOf } from "../../../src/engine/evaluation/significance.ts";
import { partCharts } from "../../../src/engine/evaluation/part-charts.ts";
import { brierBars, calibrationChart, classCalibrations, classPromises } from "../../../src/engine/features/calibration-chart.ts";
import { wilson } from "../../../src/engine/metrics/wilson.ts";
import { classBars } from "../../../src/engine/features/classification-charts.ts";
import { setAnswers, shareAnswers } from "../../../src/engine/features/part-answers.ts";
import { classCoverages, topKChart } from "../../../src/engine/features/ranking-charts.ts";
import { f1Bars, tallyLabels } from "../../../src/engine/features/label-tally.ts";
import { bestThresholds } from "../../../src/engine/features/set/thresholds.ts";
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
  const { classes, truth, logits, f1, top_k, one_against_rest } = golden.classes;
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

  test("the calibration of each class against all others", () => {
    const labels = one_against_rest.map((_, c) => `c${c}`);
    const found = classCalibrations(classPromises(labels, answers.whole(), truth, rows));
    expect(found.map(({ label }) => label)).toEqual(labels);
    one_against_rest.forEach((wanted, c) => {
      const { bins, error, brier, judged } = found[c]!;
      close(bins.map(({ share }) => share), wanted.share);
      close(bins.map(({ promised }) => promised), wanted.promised);
      expect(bins.map((bin) => bin.rows.length)).toEqual(wanted.counts);
      expect(judged).toBe(truth.length);
      expect(error).toBeCloseTo(wanted.ece, 6);
      expect(brier).toBeCloseTo(wanted.brier, 6);
    });
  });

  test("the Brier score of each class, and the rows that surprise most", () => {
    const [bars] = brierBars("o", classes, classPromises(one_against_rest.map((_, c) => `c${c}`), answers.whole(), truth, rows));
    close(bars!.values.map((value) => value ?? NaN), one_against_rest.map(({ brier }) => brier));
    expect(bars!.counts).toEqual(one_against_rest.map((_, c) => truth.filter((label) => label === c).length));
    const { probabilities } = answers.whole();
    const off = (row: number) => Math.abs(probabilities[(row / 7) * classes]! - Number(truth[row / 7] === 0));
    expect(bars!.rows[0]).toEqual(rows.toSorted((a, b) => off(b) - off(a)).slice(0, 20));
    expect(brierBars("o", 2, classPromises(["a", "b"], answers.whole(), truth, rows))).toEqual([]);
  });

  test("of very many rows, a bin of a class holds those that surprise most, and how many there are", () => {
    const many = 1000;
    const promised = Float32Array.from({ length: many }, (_, i) => 0.01 + 0.00005 * i);
    const places = Uint32Array.from(promised.keys());
    const [one] = classCalibrations(classPromises(["a"], { places, classes: 1, probabilities: promised }, Int32Array.from(promised, (_, i) => (i === 3 ? 0 : 1)), places));
    expect(one!.bins).toHaveLength(1);
    expect(one!.bins[0]).toMatchObject({ count: many, share: 1 / many });
    expect(one!.bins[0]!.rows).toHaveLength(200);
    expect(one!.bins[0]!.rows.slice(0, 2)).toEqual([3, many - 1]); // it came true though unlikely; then the likeliest that did not
  });

  test("coverage of the rows of each class", () => {
    const right = (row: number): boolean => scored.predicted[row] === truth[row];
    const found = classCoverages(one_against_rest.map((_, c) => `c${c}`), truth, scored.confidence, right);
    found.forEach(({ coverage, accuracy, wrong }, c) => {
      const own = truth.flatMap((label, row) => (label === c ? [row] : []));
      expect(coverage.at(-1)).toBe(1);
      expect(wrong.at(-1)).toBe(own.filter((row) => !right(row)).length);
      expect(accuracy.at(-1)).toBeCloseTo(own.filter(right).length / own.length, 9);
    });
    expect(classCoverages(["a", "never"], [0, 0], [0.9, 0.8], () => true).map(({ label }) => label)).toEqual(["a"]);
  });
});

describe("answers of several parts", () => {
  const { judged, rows: trained, labels, shares, one_vs_rest, soft } = golden.parts;
  const width = 3;
  const truth = labels.slice(trained * width);
  const rows = Array.from({ length: truth.length / width }, (_, i) => 100 + i);
  const names = ["a", "b", "c"];

  test("precision, recall and F1 of each label, and the rows behind them", () => {
    const said = (i: number): boolean => one_vs_rest[i]! >= judged.threshold;
    const tallies = tallyLabels(width, (note) => truth.forEach((is, i) => { if (is === 1 || said(i)) note(i % width, is === 1, said(i), rows[Math.floor(i / width)]!); }));
    const { values, parts } = f1Bars("o", "f1_of_label", names, tallies);
    close(values.map((value) => value ?? NaN), judged.f1);
    close(parts!.precision.map((value) => value ?? NaN), judged.precision);
    close(parts!.recall.map((value) => value ?? NaN), judged.recall);
    names.forEach((_, c) => {
      expect(parts!.missed[c]).toEqual(rows.filter((_, row) => truth[row * width + c] === 1 && !said(row * width + c)));
      expect(parts!.given[c]).toEqual(rows.filter((_, row) => truth[row * width + c] === 0 && said(row * width + c)));
    });
  });

  test("the threshold that tells each label best", () => {
    const { best, f1 } = bestThresholds({ labels: width, shown: width, probabilities: Float32Array.from(one_vs_rest), truth });
    close(f1.map((value) => value ?? NaN), judged.best_f1);
    best.forEach((threshold, c) => expect(judged.best_thresholds[c]).toContain(threshold));
    expect(best[1]).toBe(0.5); // of 0.46 to 0.51, which do alike
    expect(bestThresholds({ labels: 1, shown: 1, probabilities: [0.7], truth: [0] })).toEqual({ best: [null], f1: [null] });
  });

  test("the overlap of each set, and how sure it is of its least sure label", () => {
    const answers = setAnswers(names, rows, truth, Float32Array.from(one_vs_rest), judged.threshold);
    close(Array.from(answers.error, (error) => 1 - error), judged.overlap);
    rows.forEach((_, row) => {
      const own = one_vs_rest.slice(row * width, (row + 1) * width);
      expect(answers.confidence![row]).toBeCloseTo(Math.min(...own.map((p) => (p >= judged.threshold ? p : 1 - p))), 6);
      const { starts, labels: said } = answers.predicted;
      expect(Array.from(said!.subarray(starts[row], starts[row + 1]))).toEqual(own.flatMap((p, c) => (p >= judged.threshold ? [c] : [])));
    });
  });

  test("the total variation of shares, its spread and its worst rows", () => {
    const answers = shareAnswers(names, rows, Float32Array.from(shares.slice(trained * width)), Float32Array.from(soft));
    close(answers.error, judged.total_variation);
    const [spread, worst] = partCharts("o", answers);
    if (spread?.kind !== "error_spread" || worst?.kind !== "worst_rows") throw new Error("both are drawn");
    expect(spread.rows.flat()).toHaveLength(rows.length);
    spread.rows.forEach((behind, bin) => behind.forEach((row) => {
      const error = answers.error[row - 100]!;
      expect(error).toBeGreaterThanOrEqual(spread.edges[bin]! - 1e-9);
      expect(error).toBeLessThanOrEqual(spread.edges[bin + 1]! + 1e-9);
    }));
    const descending = judged.total_variation.toSorted((a, b) => b - a);
    close(worst.error, descending.slice(0, worst.error.length));
    expect(spread.mean).toBeCloseTo(descending.reduce((a, b) => a + b) / rows.length, 6);
    expect(spread.median).toBeCloseTo((descending[29]! + descending[30]!) / 2, 6);
    expect({ exact: spread.exact, all: worst.all, wrong: worst.wrong }).toEqual({ exact: 0, all: 60, wrong: 60 });
  });

  test("nothing is worst where everything is exact", () => {
    expect(partCharts("o", setAnswers(names, [5, 6], [1, 0, 0, 0, 0, 0], [0.9, 0.1, 0, 0, 0, 0.2], 0.5))).toEqual([expect.objectContaining({ kind: "error_spread", exact: 2, median: 0 })]);
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
