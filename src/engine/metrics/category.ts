import type { Metric } from "./metric.ts";
import { rocAuc } from "./roc.ts";

/** Answers among classes. A truth of −1 is a label the training rows did not have: no answer can be right. */
export interface CategoryScored {
  readonly classes: number;
  /** [rows, classes], row-major. */
  readonly probabilities: Float32Array;
  /** [rows] index of the class answered. */
  readonly predicted: ArrayLike<number>;
  /** [rows] index of the true class, or −1. */
  readonly truth: ArrayLike<number>;
  /** How many guesses `hits_at_k` allows. */
  readonly topK: number;
}

export const categoryMetrics = {
  accuracy: {
    summary: "Mean over classes of the share answered rightly: every class counts the same, as in Ludwig.",
    goal: "max",
    score: (s) => macro(s, (row) => s.predicted[row] === s.truth[row]),
  },
  accuracy_micro: { summary: "Share of rows answered rightly: what is usually called accuracy.", goal: "max", score: micro },
  hits_at_k: { summary: "Mean over classes of the share whose true class is among the k likeliest.", goal: "max", score: hitsAtK },
  roc_auc: {
    summary: "Mean over classes of the chance that a row of the class gets a higher probability for it than another row.",
    goal: "max",
    score: oneAgainstRest,
  },
} satisfies Record<string, Metric<CategoryScored>>;

function micro({ predicted, truth }: CategoryScored): number {
  let right = 0;
  for (let row = 0; row < truth.length; row++) if (predicted[row] === truth[row]) right++;
  return right / truth.length;
}

/** Mean recall over the classes that occur in the truth or in an answer; NaN without rows. */
function macro({ truth, predicted, classes }: CategoryScored, hit: (row: number) => boolean): number {
  const rows = new Float64Array(classes + 1);
  const hits = new Float64Array(classes + 1); // the last: labels not known in training
  const seen = new Set<number>();
  for (let row = 0; row < truth.length; row++) {
    const of = truth[row]! < 0 ? classes : truth[row]!;
    seen.add(of).add(predicted[row]!);
    rows[of]!++;
    if (hit(row)) hits[of]!++;
  }
  let sum = 0;
  for (const of of seen) sum += rows[of]! === 0 ? 0 : hits[of]! / rows[of]!;
  return seen.size === 0 ? Number.NaN : sum / seen.size;
}

/** NaN unless there are more classes than guesses: it would be 1 whatever the model says. */
function hitsAtK(scored: CategoryScored): number {
  const { classes, probabilities, truth, topK } = scored;
  if (classes <= topK) return Number.NaN;
  const rows = new Float64Array(classes + 1);
  const hits = new Float64Array(classes + 1);
  for (let row = 0; row < truth.length; row++) {
    const of = truth[row]! < 0 ? classes : truth[row]!;
    rows[of]!++;
    if (of < classes && rankOf(probabilities, row * classes, classes, of) < topK) hits[of]!++;
  }
  const present = Array.from(rows.keys()).filter((of) => rows[of]! > 0);
  return present.reduce((sum, of) => sum + hits[of]! / rows[of]!, 0) / present.length;
}

/** How many classes are likelier; of equals, the earlier one is. */
function rankOf(probabilities: Float32Array, start: number, classes: number, of: number): number {
  const own = probabilities[start + of]!;
  let likelier = 0;
  for (let c = 0; c < classes; c++) {
    const other = probabilities[start + c]!;
    if (other > own || (other === own && c < of)) likelier++;
  }
  return likelier;
}

/** Classes that are absent, or alone, are left out; NaN when that leaves none. */
function oneAgainstRest({ classes, probabilities, truth }: CategoryScored): number {
  const areas = Array.from({ length: classes }, (_, c) => {
    const scores = Float32Array.from({ length: truth.length }, (_, row) => probabilities[row * classes + c]!);
    return rocAuc(scores, (row) => truth[row] === c);
  }).filter((area) => !Number.isNaN(area));
  return areas.reduce((a, b) => a + b, 0) / areas.length;
}
