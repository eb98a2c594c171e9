import { calibrationError, surprise } from "./calibration.ts";
import type { CategoryScored } from "./category-answers.ts";
import type { Metric } from "./metric.ts";
import { accuracy, kappa, macro, matthews, weighted } from "./tally.ts";

export const categoryMetrics = {
  accuracy: {
    summary: "Mean over classes of the share answered rightly (macro recall): every class counts the same, as in Ludwig.",
    goal: "max",
    score: (s) => macro(s.tally, "recall"),
  },
  accuracy_micro: { summary: "Share of rows answered rightly: what is usually called accuracy.", goal: "max", countsRows: true, score: (s) => accuracy(s.tally) },
  hits_at_k: {
    summary: "Mean over classes of the share whose true class is among the k likeliest; k is the output's top_k.",
    goal: "max",
    score: (s) => hitsAtK(s, meanByClass),
  },
  hits_at_k_micro: {
    summary: "Share of rows whose true class is among the k likeliest; k is the output's top_k.",
    goal: "max",
    countsRows: true,
    score: (s) => hitsAtK(s, (hits) => meanOf(hits)),
  },
  mean_reciprocal_rank: {
    summary: "Mean of 1 / place of the true class among the likeliest: 1 is always first, 0.5 is second.",
    goal: "max",
    score: (s) => meanOf(Float64Array.from(s.rank, (rank) => (rank === s.classes ? 0 : 1 / (rank + 1)))),
  },
  precision_macro: { summary: "Mean over classes of: of the rows given this answer, the share that are right.", goal: "max", score: (s) => macro(s.tally, "precision") },
  precision_weighted: { summary: "The same, each class by its number of rows.", goal: "max", score: (s) => weighted(s.tally, "precision") },
  f1_macro: { summary: "Mean over classes of the harmonic mean of precision and recall.", goal: "max", score: (s) => macro(s.tally, "f1") },
  f1_weighted: { summary: "The same, each class by its number of rows.", goal: "max", score: (s) => weighted(s.tally, "f1") },
  matthews_correlation_coefficient: {
    summary: "Correlation of answers and truth: 1 is perfect, 0 is chance; fair where classes differ in size.",
    goal: "max",
    score: (s) => matthews(s.tally),
  },
  kappa: { summary: "Agreement of answers and truth beyond chance (Cohen): 1 is perfect, 0 is chance.", goal: "max", score: (s) => kappa(s.tally) },
  roc_auc: {
    summary:
      "Mean over classes of the chance that a row of the class gets a higher probability for it than another row. Of more than four million probabilities, over evenly spaced rows.",
    goal: "max",
    score: (s) => s.compared().rocAuc,
  },
  average_precision: {
    summary: "Mean over classes of the area under precision against recall. Of more than four million probabilities, over evenly spaced rows.",
    goal: "max",
    score: (s) => s.compared().averagePrecision,
  },
  log_loss: {
    summary: "Mean of −ln of the true class's probability: what a confident mistake costs.",
    goal: "min",
    score: (s) => meanOfKnown(s, (row) => surprise(s.share[row]!)),
  },
  brier_score: {
    summary: "Mean squared distance of the probabilities from the truth, summed over the classes: from 0 to 2.",
    goal: "min",
    score: (s) => meanOfKnown(s, (row) => s.squares[row]! - 2 * s.share[row]! + 1),
  },
  expected_calibration_error: {
    summary: "How far the answers' probabilities are, on average, from how often such answers are right; in ten equal bins.",
    goal: "min",
    score: (s) => calibrationError(s.truth.length, (row) => s.confidence[row]!, (row) => s.predicted[row] === s.truth[row]),
  },
} satisfies Record<string, Metric<CategoryScored>>;

/** NaN unless there are more classes than guesses: it would be 1 whatever the model says. */
function hitsAtK(scored: CategoryScored, mean: (hits: Float64Array, scored: CategoryScored) => number): number {
  return scored.classes <= scored.topK ? Number.NaN : mean(Float64Array.from(scored.rank, (rank) => Number(rank < scored.topK)), scored);
}

/** NaN without rows. */
const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean over classes, of those that have rows, of the mean over their rows. */
function meanByClass(values: Float64Array, { truth, tally: { truths }, classes }: CategoryScored): number {
  const sums = new Float64Array(classes + 1);
  values.forEach((value, row) => { sums[truth[row]! < 0 ? classes : truth[row]!]! += value; });
  const means = sums.map((sum, c) => sum / truths[c]!).filter((_, c) => truths[c]! > 0);
  return meanOf(means);
}

/** Over the rows whose true class was known in training; NaN for none. */
function meanOfKnown({ truth }: CategoryScored, of: (row: number) => number): number {
  let sum = 0, rows = 0;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row]! < 0) continue;
    sum += of(row);
    rows++;
  }
  return sum / rows;
}
