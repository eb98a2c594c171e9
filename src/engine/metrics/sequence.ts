import type { Metric } from "./metric.ts";
import { isScheme, spanCounts, spansOf, type SpanCounts } from "./spans.ts";

/** Tags or words at the positions of rows, [rows, time] each, row-major. */
export interface SequenceScored {
  /** What class numbers stand for. */
  readonly labels: readonly string[];
  readonly time: number;
  /** −1 on padding, which is not judged. */
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** −ln of the true class's probability; anything on padding. */
  readonly surprise: ArrayLike<number>;
}

export const sequenceMetrics = {
  token_accuracy: { summary: "Share of all positions answered rightly; padding is left out.", goal: "max", score: (s) => overPositions(s, isRight(s)) },
  sequence_accuracy: {
    summary: "Share of rows answered rightly at every position (exact match).",
    goal: "max",
    countsRows: true,
    score: (s) => mean(rows(s).map((row) => Number(positions(s, row).every((at) => isRight(s)(at) === 1)))),
  },
  perplexity: {
    summary: "Among how many equally likely answers the model seems to choose at a position: e to the mean of −ln of the truth's probability.",
    goal: "min",
    score: (s) => Math.exp(overPositions(s, (at) => s.surprise[at]!)),
  },
  span_f1: { summary: "Harmonic mean of span precision and span recall.", goal: "max", score: (s) => spanScore(s, ({ right, predicted, truth }) => (2 * right) / (predicted + truth)) },
  span_precision: { summary: "Of the spans answered (BIO tags, or runs of one tag), the share at the right place with the right kind.", goal: "max", score: (s) => spanScore(s, ({ right, predicted }) => right / predicted) },
  span_recall: { summary: "Of the spans there are, the share answered at the right place with the right kind.", goal: "max", score: (s) => spanScore(s, ({ right, truth }) => right / truth) },
} satisfies Record<string, Metric<SequenceScored>>;

const isRight = ({ truth, predicted }: SequenceScored) => (at: number): number => Number(truth[at] === predicted[at]);
const rows = ({ truth, time }: SequenceScored): readonly number[] => Array.from({ length: truth.length / time }, (_, row) => row);

/** The places of a row that are judged. */
const positions = ({ truth, time }: SequenceScored, row: number): readonly number[] =>
  Array.from({ length: time }, (_, step) => row * time + step).filter((at) => truth[at]! >= 0);

/** The mean over all positions of all rows; NaN for none. */
function overPositions({ truth }: SequenceScored, of: (at: number) => number): number {
  let sum = 0, count = 0;
  for (let at = 0; at < truth.length; at++) {
    if (truth[at]! < 0) continue;
    sum += of(at);
    count++;
  }
  return sum / count;
}

/** Over the spans of all rows together; 0 where there is nothing to divide by, NaN without rows. */
function spanScore(scored: SequenceScored, of: (counts: SpanCounts) => number): number {
  const { labels, truth, predicted } = scored;
  if (truth.length === 0) return Number.NaN;
  const named = isScheme(labels);
  const tagsOf = (classes: ArrayLike<number>, row: number) => positions(scored, row).map((at) => labels[classes[at]!] ?? null);
  const all = rows(scored).reduce<SpanCounts>((sum, row) => {
    const counts = spanCounts(spansOf(tagsOf(truth, row), named), spansOf(tagsOf(predicted, row), named));
    return { right: sum.right + counts.right, predicted: sum.predicted + counts.predicted, truth: sum.truth + counts.truth };
  }, { right: 0, predicted: 0, truth: 0 });
  const score = of(all);
  return Number.isNaN(score) ? 0 : score;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
