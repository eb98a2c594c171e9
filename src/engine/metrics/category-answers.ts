import { oneAgainstRest, type OneAgainstRest } from "./one-against-rest.ts";
import { tally, type Tally } from "./tally.ts";

/** Answers among classes, as far as metrics look at them. A truth of −1 is a label the training rows did not have: no answer is right. */
export interface CategoryScored {
  readonly classes: number;
  /** How many guesses `hits_at_k` allows. */
  readonly topK: number;
  /** [rows] index of the true class, or −1. */
  readonly truth: Int32Array;
  /** [rows] index of the class answered: the likeliest, of equals the first. */
  readonly predicted: Int32Array;
  /** [rows] how many classes come before the true one; all where it is unknown. */
  readonly rank: Int32Array;
  /** [rows] probability of the true class, 0 where it is unknown; of the class answered; Σ p² over all. */
  readonly share: Float32Array;
  readonly confidence: Float32Array;
  readonly squares: Float32Array;
  readonly tally: Tally;
  /** Class by class; NaN where too few of these rows were kept whole. */
  readonly compared: () => OneAgainstRest;
}

/** Probabilities that are kept whole, of evenly spaced rows: of 2,000 classes two thousand rows, of five all that a browser holds. */
const MOST_NUMBERS = 2 ** 22;

/** A split's answers, condensed as they come: a handful of numbers for each row, whatever the number of classes. */
export interface CategoryAnswers {
  /** logits: [n, classes] of the rows from `from` on, whose softmax are the probabilities. */
  take(logits: Float32Array, from: number): void;
  /** All rows, or those that were drawn, which may be drawn more than once. */
  scored(drawn?: Uint32Array): CategoryScored;
  /** The probabilities of every class. */
  whole(): OneByOne;
}

/** Probabilities that are kept whole: of all rows, or of evenly spaced ones. */
export interface OneByOne {
  /** Which rows they are. */
  readonly places: Uint32Array;
  readonly classes: number;
  /** [places, classes] */
  readonly probabilities: Float32Array;
}

export function categoryAnswers(truth: ArrayLike<number>, classes: number, topK: number): CategoryAnswers {
  const rows = truth.length;
  const all = {
    truth: Int32Array.from(truth),
    predicted: new Int32Array(rows),
    rank: new Int32Array(rows),
    share: new Float32Array(rows),
    confidence: new Float32Array(rows),
    squares: new Float32Array(rows),
  };
  const step = Math.max(1, Math.ceil((rows * classes) / MOST_NUMBERS));
  const whole = new Float32Array(Math.ceil(rows / step) * classes);
  const places = Uint32Array.from({ length: Math.ceil(rows / step) }, (_, i) => i * step);
  const take = (own: Float32Array, row: number): void => {
    const answer = likeliest(own);
    const highest = own[answer]!;
    const { sum, squares } = powers(own, highest);
    const label = all.truth[row]!;
    all.predicted[row] = answer;
    all.confidence[row] = 1 / sum;
    all.squares[row] = squares / sum ** 2;
    all.rank[row] = label < 0 ? classes : rankOf(own, label);
    all.share[row] = label < 0 ? 0 : Math.exp(own[label]! - highest) / sum;
    if (row % step !== 0) return;
    const place = (row / step) * classes;
    for (let c = 0; c < classes; c++) whole[place + c] = Math.exp(own[c]! - highest) / sum;
  };
  const compare = (of: Uint32Array): OneAgainstRest =>
    oneAgainstRest({ truth: Int32Array.from(of, (row) => all.truth[row]!), at: of.map((row) => row / step), probabilities: whole, classes });
  return {
    take(logits, from) {
      for (let row = 0; row * classes < logits.length; row++) take(logits.subarray(row * classes, (row + 1) * classes), from + row);
    },
    whole: () => ({ places, classes, probabilities: whole }),
    scored(drawn) {
      const chosen = drawn ? rowsOf(all, drawn) : all;
      const kept = drawn ?? places;
      let compared = drawn && step > 1 ? UNKNOWN : null;
      return { classes, topK, ...chosen, tally: tally(chosen.truth, chosen.predicted, classes), compared: () => (compared ??= compare(kept)) };
    },
  };
}

const UNKNOWN: OneAgainstRest = { rocAuc: Number.NaN, averagePrecision: Number.NaN };

type PerRow = Pick<CategoryScored, "truth" | "predicted" | "rank" | "share" | "confidence" | "squares">;
const rowsOf = ({ truth, predicted, rank, share, confidence, squares }: PerRow, rows: Uint32Array): PerRow => {
  const integers = (values: Int32Array): Int32Array => Int32Array.from(rows, (row) => values[row]!);
  const numbers = (values: Float32Array): Float32Array => Float32Array.from(rows, (row) => values[row]!);
  return { truth: integers(truth), predicted: integers(predicted), rank: integers(rank), share: numbers(share), confidence: numbers(confidence), squares: numbers(squares) };
};

/** [rows] the class with the largest of its numbers, [rows, classes]; of equals, the first. */
export const largest = (values: ArrayLike<number>, classes: number): Int32Array =>
  Int32Array.from({ length: values.length / classes }, (_, row) => largestFrom(values, row * classes, classes));

const likeliest = (logits: Float32Array): number => largestFrom(logits, 0, logits.length);

function largestFrom(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c++) if (values[start + c]! > values[start + best]!) best = c;
  return best;
}

/** Σ and Σ of squares of e^(z − highest). */
function powers(logits: Float32Array, highest: number): { readonly sum: number; readonly squares: number } {
  let sum = 0, squares = 0;
  for (let c = 0; c < logits.length; c++) {
    const power = Math.exp(logits[c]! - highest);
    sum += power;
    squares += power * power;
  }
  return { sum, squares };
}

/** How many classes are likelier; of equals, the earlier one is. */
function rankOf(logits: Float32Array, of: number): number {
  const own = logits[of]!;
  let likelier = 0;
  for (let c = 0; c < logits.length; c++) if (logits[c]! > own || (logits[c]! === own && c < of)) likelier++;
  return likelier;
}
