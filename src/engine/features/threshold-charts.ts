import type { PrecisionRecallChart, RocChart, ThresholdsChart } from "../charts.ts";
import { precisionRecallOfSteps, rocOfSteps, stepsOf } from "../metrics/roc.ts";

/** Corners of a curve that a screen can tell apart. */
const CORNERS = 1000;

interface Answered {
  readonly output: string;
  readonly labels: readonly [negative: string, positive: string];
  /** [rows] of the positive label; [rows] 0 or 1. */
  readonly probability: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
  /** From which probability on the output says yes. */
  readonly threshold: number;
}

/** What every threshold of a yes-or-no answer makes of the rows: ROC, precision against recall, and the counts themselves. */
export function thresholdCharts({ output, labels, probability, truth, threshold }: Answered): readonly [RocChart, PrecisionRecallChart, ThresholdsChart] {
  const steps = stepsOf(probability, (row) => truth[row] === 1);
  const { positives, negatives } = steps;
  const roc = rocOfSteps(steps);
  const { precisions, recalls, averagePrecision } = precisionRecallOfSteps(steps);
  const positive = labels[1];
  const corner = some(roc.thresholds.length);
  const step = some(steps.thresholds.length);
  // The curve of precisions ends with no row at recall 0, which no threshold makes.
  const ofStep = (values: readonly number[]): readonly number[] => (positives === 0 ? [] : step.map((i) => values[values.length - 2 - i]!));
  return [
    {
      kind: "roc_curve", output, positive, area: roc.area,
      falsePositiveRate: corner.map((i) => roc.falsePositiveRate[i]!),
      truePositiveRate: corner.map((i) => roc.truePositiveRate[i]!),
      thresholds: corner.map((i) => roc.thresholds[i]!),
    },
    {
      kind: "precision_recall", output, positive, averagePrecision, prevalence: positives / (positives + negatives),
      precision: ofStep(precisions), recall: ofStep(recalls), thresholds: positives === 0 ? [] : step.map((i) => steps.thresholds[i]!),
    },
    {
      kind: "thresholds", output, labels, chosen: threshold, positives, negatives,
      thresholds: step.map((i) => steps.thresholds[i]!),
      truePositives: step.map((i) => steps.truePositives[i]!),
      falsePositives: step.map((i) => steps.falsePositives[i]!),
    },
  ];
}

/** Evenly spaced places of a long list, the first and the last among them. */
export function some(length: number, most = CORNERS): readonly number[] {
  const shown = Math.min(length, most);
  return Array.from({ length: shown }, (_, i) => (shown === 1 ? 0 : Math.round((i * (length - 1)) / (shown - 1))));
}
