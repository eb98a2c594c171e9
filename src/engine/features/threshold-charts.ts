import type { PrecisionRecallChart, PrecisionRecallOfLabel, RocChart, RocOfLabel, ThresholdsChart } from "../charts.ts";
import { precisionRecallOfSteps, rocOfSteps, stepsOf, type Steps } from "../metrics/roc.ts";
import type { ClassPromises } from "./calibration-chart.ts";

/** Corners of a curve that a screen can tell apart; of each of many curves, enough to read it by. */
const CORNERS = 1000;
const CORNERS_OF_CLASS = 200;

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
  const step = some(steps.thresholds.length);
  return [
    { kind: "roc_curve", output, ...rocOf(labels[1], steps, CORNERS) },
    { kind: "precision_recall", output, ...precisionRecallOf(labels[1], steps, CORNERS) },
    {
      kind: "thresholds", output, labels, chosen: threshold, positives, negatives,
      thresholds: step.map((i) => steps.thresholds[i]!),
      truePositives: step.map((i) => steps.truePositives[i]!),
      falsePositives: step.map((i) => steps.falsePositives[i]!),
    },
  ];
}

/** ROC and precision against recall of each class against all others; those that no row has, or all have, are left out. */
export function classCurves(output: string, classes: readonly ClassPromises[]): readonly (RocChart | PrecisionRecallChart)[] {
  const told = classes
    .map(({ label, promised, cameTrue }) => ({ label, judged: promised.length, steps: stepsOf(promised, cameTrue) }))
    .filter(({ steps }) => steps.positives > 0 && steps.negatives > 0);
  if (told.length === 0) return [];
  const rocs = told.map(({ label, judged, steps }) => ({ ...rocOf(label, steps, CORNERS_OF_CLASS), judged }));
  const curves = told.map(({ label, judged, steps }) => ({ ...precisionRecallOf(label, steps, CORNERS_OF_CLASS), judged }));
  return [
    { kind: "roc_curve", output, ...rocs.reduce((worst, of) => (of.area < worst.area ? of : worst)), classes: rocs },
    { kind: "precision_recall", output, ...curves.reduce((worst, of) => (of.averagePrecision < worst.averagePrecision ? of : worst)), classes: curves },
  ];
}

function rocOf(positive: string, steps: Steps, most: number): RocOfLabel {
  const roc = rocOfSteps(steps);
  const corner = some(roc.thresholds.length, most);
  return {
    positive, area: roc.area,
    falsePositiveRate: corner.map((i) => roc.falsePositiveRate[i]!),
    truePositiveRate: corner.map((i) => roc.truePositiveRate[i]!),
    thresholds: corner.map((i) => roc.thresholds[i]!),
  };
}

function precisionRecallOf(positive: string, steps: Steps, most: number): PrecisionRecallOfLabel {
  const { positives, negatives } = steps;
  const { precisions, recalls, averagePrecision } = precisionRecallOfSteps(steps);
  const step = positives === 0 ? [] : some(steps.thresholds.length, most);
  // The curve of precisions ends with no row at recall 0, which no threshold makes.
  const ofStep = (values: readonly number[]): readonly number[] => step.map((i) => values[values.length - 2 - i]!);
  return {
    positive, averagePrecision, prevalence: positives / (positives + negatives),
    precision: ofStep(precisions), recall: ofStep(recalls), thresholds: step.map((i) => steps.thresholds[i]!),
  };
}

/** Evenly spaced places of a long list, the first and the last among them. */
export function some(length: number, most = CORNERS): readonly number[] {
  const shown = Math.min(length, most);
  return Array.from({ length: shown }, (_, i) => (shown === 1 ? 0 : Math.round((i * (length - 1)) / (shown - 1))));
}
