import type { Metric } from "./metric.ts";

/** Predictions and truth in the column's own units. */
export interface RegressionScored {
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
}

/** A truth nearer to zero counts as this far away, as in torchmetrics. */
const SMALLEST = 1.17e-6;

function mean({ predicted, actual }: RegressionScored, each: (predicted: number, actual: number) => number): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += each(predicted[i]!, actual[i]!);
  return sum / actual.length;
}

const squared = (p: number, a: number): number => (p - a) ** 2;
const share = (p: number, a: number): number => Math.abs(p - a) / Math.max(Math.abs(a), SMALLEST);
const symmetricShare = (p: number, a: number): number => (2 * Math.abs(p - a)) / Math.max(Math.abs(p) + Math.abs(a), SMALLEST);

export const regressionMetrics = {
  mean_absolute_error: {
    summary: "Mean size of the errors, in the column's unit.",
    goal: "min",
    score: (s) => mean(s, (p, a) => Math.abs(p - a)),
  },
  mean_squared_error: { summary: "Mean of the squared errors.", goal: "min", score: (s) => mean(s, squared) },
  root_mean_squared_error: {
    summary: "Square root of the mean squared error, in the column's unit.",
    goal: "min",
    score: (s) => Math.sqrt(mean(s, squared)),
  },
  mean_absolute_percentage_error: {
    summary: "Mean error as a share of the truth (0.1 is 10 %).",
    goal: "min",
    score: (s) => mean(s, share),
  },
  root_mean_squared_percentage_error: {
    summary: "Square root of the mean squared share of the truth.",
    goal: "min",
    score: (s) => Math.sqrt(mean(s, (p, a) => share(p, a) ** 2)),
  },
  symmetric_mean_absolute_percentage_error: {
    summary: "Mean error as a share of the middle between truth and prediction: from 0 to 2.",
    goal: "min",
    score: (s) => mean(s, symmetricShare),
  },
  median_absolute_error: {
    summary: "The size that half of the errors stay below, in the column's unit: outliers do not matter.",
    goal: "min",
    score: (s) => median(Float64Array.from(s.actual, (a, i) => Math.abs(s.predicted[i]! - a))),
  },
  explained_variance: {
    summary: "Share of the variance explained when a constant error is forgiven: 1 is perfect.",
    goal: "max",
    score: explainedVariance,
  },
  r2: { summary: "Share of the variance explained: 1 is perfect, 0 is as good as the mean.", goal: "max", score: r2 },
} satisfies Record<string, Metric<RegressionScored>>;

/** NaN where the truth does not vary. */
function r2(scored: RegressionScored): number {
  const middle = mean(scored, (_, a) => a);
  const spread = mean(scored, (_, a) => (a - middle) ** 2);
  return spread === 0 ? Number.NaN : 1 - mean(scored, squared) / spread;
}

/** NaN where the truth does not vary. */
function explainedVariance(scored: RegressionScored): number {
  const spread = variance(scored, (_, a) => a);
  return spread === 0 ? Number.NaN : 1 - variance(scored, (p, a) => a - p) / spread;
}

function variance(scored: RegressionScored, of: (predicted: number, actual: number) => number): number {
  const middle = mean(scored, of);
  return mean(scored, (p, a) => (of(p, a) - middle) ** 2);
}

/** Of an even number of values, the middle of the two in the middle; NaN for none. */
export function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
