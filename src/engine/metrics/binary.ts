import type { Metric } from "./metric.ts";
import { rocAuc } from "./roc.ts";

/** Answers to yes-or-no; every row's truth is known. */
export interface BinaryScored {
  /** [rows] of the positive label. */
  readonly probability: ArrayLike<number>;
  /** [rows] 0 or 1, by the output's threshold. */
  readonly predicted: ArrayLike<number>;
  /** [rows] 0 or 1. */
  readonly truth: ArrayLike<number>;
}

/** Precision, recall and specificity cut at one half whatever the output's threshold, as Ludwig's do. */
const cut = ({ probability }: BinaryScored, row: number): number => (probability[row]! >= 0.5 ? 1 : 0);

function count({ truth }: BinaryScored, test: (row: number) => boolean): number {
  let n = 0;
  for (let row = 0; row < truth.length; row++) if (test(row)) n++;
  return n;
}
/** 0 where nothing could have been counted, NaN without rows. */
const ratio = (s: BinaryScored, part: number, whole: number): number =>
  s.truth.length === 0 ? Number.NaN : whole === 0 ? 0 : part / whole;

const rate =
  (predicted: number, truth: number, of: "predicted" | "truth") =>
  (s: BinaryScored): number => {
    const both = count(s, (row) => cut(s, row) === predicted && s.truth[row] === truth);
    return ratio(s, both, of === "truth" ? count(s, (row) => s.truth[row] === truth) : count(s, (row) => cut(s, row) === predicted));
  };

export const binaryMetrics = {
  accuracy: {
    summary: "Share of rows answered rightly, at the output's threshold.",
    goal: "max",
    score: (s) =>
      ratio(
        s,
        count(s, (row) => s.predicted[row] === s.truth[row]),
        s.truth.length,
      ),
  },
  precision: { summary: "Of the rows called positive at one half, the share that are.", goal: "max", score: rate(1, 1, "predicted") },
  recall: { summary: "Of the positive rows, the share called positive at one half.", goal: "max", score: rate(1, 1, "truth") },
  specificity: { summary: "Of the negative rows, the share called negative at one half.", goal: "max", score: rate(0, 0, "truth") },
  roc_auc: {
    summary: "Chance that a positive row gets a higher probability than a negative one.",
    goal: "max",
    score: (s) => rocAuc(s.probability, (row) => s.truth[row] === 1),
  },
} satisfies Record<string, Metric<BinaryScored>>;
