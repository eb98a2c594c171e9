import type { Metric } from "./metric.ts";

/** Sets of labels, [rows, labels] each, row-major: 1 where a label is in the set. */
export interface SetScored {
  readonly labels: number;
  readonly predicted: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

interface Counts { readonly both: number; readonly predicted: number; readonly truth: number }
const NONE: Counts = { both: 0, predicted: 0, truth: 0 };
const joined = (a: Counts, b: Counts): Counts => ({ both: a.both + b.both, predicted: a.predicted + b.predicted, truth: a.truth + b.truth });

export const setMetrics = {
  jaccard: {
    summary: "Mean over rows of: labels in both sets, as a share of the labels in either. Two empty sets agree.",
    goal: "max",
    score: (s) => mean(rowsOf(s).map(({ both, predicted, truth }) => (predicted + truth === 0 ? 1 : both / (predicted + truth - both)))),
  },
  f1_micro: {
    summary: "Harmonic mean of precision and recall over all labels of all rows together.",
    goal: "max",
    score: (s) => f1(rowsOf(s).reduce(joined, NONE)),
  },
  f1_macro: {
    summary: "Mean over labels of their F1: rare labels count as much as common ones. Labels in no set are left out.",
    goal: "max",
    score: (s) => mean(labelsOf(s).map(f1).filter((figure) => !Number.isNaN(figure))),
  },
  precision_micro: { summary: "Of all labels answered, the share that are right.", goal: "max", score: (s) => share(s, "predicted") },
  recall_micro: { summary: "Of all labels there are, the share that were answered.", goal: "max", score: (s) => share(s, "truth") },
  exact_match: {
    summary: "Share of rows whose set is answered without a mistake (subset accuracy).",
    goal: "max",
    countsRows: true,
    score: (s) => mean(rowsOf(s).map(({ both, predicted, truth }) => Number(both === predicted && both === truth))),
  },
  hamming_loss: {
    summary: "Share of all yes-or-no questions, one for each label of each row, that are answered wrongly.",
    goal: "min",
    score: (s) => mean(rowsOf(s).map(({ both, predicted, truth }) => (predicted + truth - 2 * both) / s.labels)),
  },
} satisfies Record<string, Metric<SetScored>>;

const rowsOf = (scored: SetScored): readonly Counts[] => countsOf(scored, scored.truth.length / scored.labels, (place) => Math.floor(place / scored.labels));
const labelsOf = (scored: SetScored): readonly Counts[] => countsOf(scored, scored.labels, (place) => place % scored.labels);

function countsOf({ predicted, truth }: SetScored, groups: number, groupOf: (place: number) => number): readonly Counts[] {
  const counts = Array.from({ length: groups }, () => ({ both: 0, predicted: 0, truth: 0 }));
  for (let place = 0; place < truth.length; place++) {
    const count = counts[groupOf(place)]!;
    count.predicted += predicted[place]!;
    count.truth += truth[place]!;
    count.both += predicted[place]! * truth[place]!;
  }
  return counts;
}

/** NaN where a label is in neither. */
const f1 = ({ both, predicted, truth }: Counts): number => (2 * both) / (predicted + truth);
/** 0 where there is nothing to divide by, NaN without rows. */
function share(scored: SetScored, of: "predicted" | "truth"): number {
  const all = rowsOf(scored).reduce(joined, NONE);
  return scored.truth.length === 0 ? Number.NaN : all[of] === 0 ? 0 : all.both / all[of];
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
