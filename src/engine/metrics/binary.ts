import { calibrationError, surprise } from "./calibration.ts";
import type { Metric } from "./metric.ts";
import { averagePrecisionOfSteps, rocAucOfSteps, stepsOf, type Steps } from "./roc.ts";
import { accuracy, kappa, macro, matthews, perClass, tally, weighted, type Tally } from "./tally.ts";

/** Answers to yes-or-no; every row's truth is known. */
export interface BinaryScored {
  /** [rows] of the positive label. */
  readonly probability: ArrayLike<number>;
  /** [rows] 0 or 1, by the output's threshold. */
  readonly predicted: ArrayLike<number>;
  /** [rows] 0 or 1. */
  readonly truth: ArrayLike<number>;
}

/** At the output's threshold; precision, recall and specificity are cut at one half whatever it is, as Ludwig's. */
const atThreshold = (s: BinaryScored): Tally => countsOf(s).atThreshold;
const atHalf = (s: BinaryScored): Tally => countsOf(s).atHalf;

/** What several metrics are made of, counted once. */
interface Counts { readonly atThreshold: Tally; readonly atHalf: Tally; readonly steps: Steps }
const counted = new WeakMap<BinaryScored, Counts>();

function countsOf(scored: BinaryScored): Counts {
  const known = counted.get(scored);
  if (known) return known;
  const { truth, predicted, probability } = scored;
  const counts = {
    atThreshold: tally(truth, predicted, 2),
    atHalf: tally(truth, Uint8Array.from(probability, (p) => (p >= 0.5 ? 1 : 0)), 2),
    steps: stepsOf(probability, isPositive(scored)),
  };
  counted.set(scored, counts);
  return counts;
}

/** Of one label: 0 where nothing could have been counted, NaN without rows. */
const ofLabel = (label: 0 | 1, of: "precision" | "recall" | "f1", counted: Tally): number =>
  counted.rows === 0 ? Number.NaN : perClass(counted, of)[label]!;

const isPositive = ({ truth }: BinaryScored) => (row: number): boolean => truth[row] === 1;
function mean({ probability, truth }: BinaryScored, of: (p: number, truth: number) => number): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) sum += of(probability[row]!, truth[row]!);
  return sum / truth.length;
}

export const binaryMetrics = {
  accuracy: { summary: "Share of rows answered rightly, at the output's threshold.", goal: "max", countsRows: true, score: (s) => accuracy(atThreshold(s)) },
  precision: { summary: "Of the rows called positive at one half, the share that are.", goal: "max", score: (s) => ofLabel(1, "precision", atHalf(s)) },
  recall: { summary: "Of the positive rows, the share called positive at one half.", goal: "max", score: (s) => ofLabel(1, "recall", atHalf(s)) },
  specificity: { summary: "Of the negative rows, the share called negative at one half.", goal: "max", score: (s) => ofLabel(0, "recall", atHalf(s)) },
  roc_auc: {
    summary: "Chance that a positive row gets a higher probability than a negative one.",
    goal: "max",
    score: (s) => rocAucOfSteps(countsOf(s).steps),
  },
  average_precision: {
    summary: "Area under precision against recall, over all thresholds: for a yes that is rare.",
    goal: "max",
    score: (s) => averagePrecisionOfSteps(countsOf(s).steps),
  },
  f1: { summary: "Harmonic mean of the positives' precision and recall, at the output's threshold.", goal: "max", score: (s) => ofLabel(1, "f1", atThreshold(s)) },
  precision_macro: { summary: "Mean of both labels' precision, at the output's threshold.", goal: "max", score: (s) => macro(atThreshold(s), "precision") },
  recall_macro: { summary: "Mean of both labels' recall, at the output's threshold: balanced accuracy.", goal: "max", score: (s) => macro(atThreshold(s), "recall") },
  f1_macro: { summary: "Mean of both labels' F1, at the output's threshold.", goal: "max", score: (s) => macro(atThreshold(s), "f1") },
  precision_weighted: { summary: "Both labels' precision, each by its number of rows.", goal: "max", score: (s) => weighted(atThreshold(s), "precision") },
  f1_weighted: { summary: "Both labels' F1, each by its number of rows.", goal: "max", score: (s) => weighted(atThreshold(s), "f1") },
  matthews_correlation_coefficient: {
    summary: "Correlation of answers and truth, at the output's threshold: 1 is perfect, 0 is chance.",
    goal: "max",
    score: (s) => matthews(atThreshold(s)),
  },
  kappa: { summary: "Agreement of answers and truth beyond chance (Cohen), at the output's threshold.", goal: "max", score: (s) => kappa(atThreshold(s)) },
  log_loss: {
    summary: "Mean of −ln of the probability of the truth: what a confident mistake costs.",
    goal: "min",
    score: (s) => mean(s, (p, truth) => surprise(truth === 1 ? p : 1 - p)),
  },
  brier_score: {
    summary: "Mean squared distance of the probability from the truth: 0 is perfect, 0.25 is always one half.",
    goal: "min",
    score: (s) => mean(s, (p, truth) => (p - truth) ** 2),
  },
  expected_calibration_error: {
    summary: "How far the probabilities are, on average, from how often the answer is yes; in ten equal bins.",
    goal: "min",
    score: (s) => calibrationError(s.truth.length, (row) => s.probability[row]!, isPositive(s)),
  },
} satisfies Record<string, Metric<BinaryScored>>;
