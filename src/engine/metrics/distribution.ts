import { largest } from "./category-answers.ts";
import type { Metric } from "./metric.ts";
import { accuracy, macro, tally, type Tally } from "./tally.ts";

/** Shares of classes, answered and true: [rows, classes] each, row-major. */
export interface SharesScored {
  readonly classes: number;
  readonly shares: Float32Array;
  readonly truth: ArrayLike<number>;
}

export const distributionMetrics = {
  accuracy: {
    summary: "Of the classes with the largest share: the mean over classes of the share answered rightly (macro recall).",
    goal: "max",
    score: (s) => macro(ofLargest(s), "recall"),
  },
  accuracy_micro: { summary: "Share of rows in which the class with the largest share is the one that is true.", goal: "max", countsRows: true, score: (s) => accuracy(ofLargest(s)) },
  total_variation: {
    summary: "Mean share that is given to the wrong classes: 0 is exact, 1 has nothing in common with the truth.",
    goal: "min",
    score: ({ classes, shares, truth }) => {
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += Math.abs(shares[i]! - truth[i]!) / 2;
      return sum / (shares.length / classes);
    },
  },
} satisfies Record<string, Metric<SharesScored>>;

const ofLargest = ({ classes, shares, truth }: SharesScored): Tally => tally(largest(truth, classes), largest(shares, classes), classes);
