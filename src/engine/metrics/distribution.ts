import { categoryAnswers, type CategoryScored } from "./category-answers.ts";
import { categoryMetrics } from "./category.ts";
import type { Metric } from "./metric.ts";

/** Shares of classes, answered and true. */
export interface SharesScored {
  readonly classes: number;
  /** [rows, classes] */
  readonly shares: Float32Array;
  /** [rows, classes] */
  readonly truth: ArrayLike<number>;
  /** How many guesses `hits_at_k` allows. */
  readonly topK: number;
}

/** A metric of categories, judged by the class with the largest share. */
const ofLargest = ({ summary, goal, score }: Metric<CategoryScored>): Metric<SharesScored> => ({
  summary,
  goal,
  score({ classes, shares, truth, topK }) {
    const answers = categoryAnswers(largest(truth, classes), classes, topK);
    answers.take(shares.map(Math.log), 0);
    return score(answers.scored());
  },
});

export const distributionMetrics = {
  accuracy: ofLargest(categoryMetrics.accuracy),
  accuracy_micro: ofLargest(categoryMetrics.accuracy_micro),
  hits_at_k: ofLargest(categoryMetrics.hits_at_k),
  total_variation: {
    summary: "Mean share that lies with the wrong classes: 0 is exact, 1 has nothing in common with the truth.",
    goal: "min",
    score: ({ classes, shares, truth }) => {
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += Math.abs(shares[i]! - truth[i]!) / 2;
      return sum / (shares.length / classes);
    },
  },
} satisfies Record<string, Metric<SharesScored>>;

/** [rows] the class with the largest share; of equals, the first. */
export function largest(shares: ArrayLike<number>, classes: number): Int32Array {
  return Int32Array.from({ length: shares.length / classes }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (shares[row * classes + c]! > shares[row * classes + best]!) best = c;
    return best;
  });
}
