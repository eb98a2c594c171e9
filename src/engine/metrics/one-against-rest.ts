/** Rows compared class by class: does a row of the class get a higher probability for it than a row of another? */
export interface Compared {
  /** [compared] the true class of each row, or −1. */
  readonly truth: ArrayLike<number>;
  /** [compared] where each row stands in `probabilities`. */
  readonly at: ArrayLike<number>;
  /** [kept, classes] */
  readonly probabilities: Float32Array;
  readonly classes: number;
}
export interface OneAgainstRest {
  /** Means over classes; NaN where there is none to compare. */
  readonly rocAuc: number;
  readonly averagePrecision: number;
}

/**
 * The area under each class's curve by ranks (Mann and Whitney, 1947), and its average precision, ties as one step; classes without a row
 * are left out, and of the areas those that have all rows. Costs no more than rows · log rows for a common class, rows for a row of a rare one.
 */
export function oneAgainstRest({ truth, at, probabilities, classes }: Compared): OneAgainstRest {
  const column = new Float32Array(truth.length);
  const areas = mean(), precisions = mean();
  rowsByClass(truth, classes).forEach((positives, c) => {
    if (positives.length === 0) return;
    for (let i = 0; i < column.length; i++) column[i] = probabilities[at[i]! * classes + c]!;
    const { wins, precision } = compare(column, positives);
    const negatives = column.length - positives.length;
    if (negatives > 0) areas.add((wins - positives.length ** 2 / 2) / (positives.length * negatives)); // positives against each other win half
    precisions.add(precision / positives.length);
  });
  return { rocAuc: areas.value(), averagePrecision: precisions.value() };
}

/** Positives against all, themselves included: wins, ties counting half; and the sum over positives of the precision at their score. */
function compare(column: Float32Array, positives: readonly number[]): { readonly wins: number; readonly precision: number } {
  const among = ranker(Float32Array.from(positives, (i) => column[i]!), positives.length);
  const all = ranker(column, positives.length);
  let wins = 0, precision = 0;
  for (const i of positives) {
    const score = column[i]!;
    const [below, notAbove] = [all.below(score), all.notAbove(score)];
    wins += (below + notAbove) / 2;
    precision += (positives.length - among.below(score)) / (column.length - below);
  }
  return { wins, precision };
}

/** Questions after which sorting has paid. */
const MANY = 24;

/** How many of the values are less than one, or not greater; `asked`: how often that will be asked. */
function ranker(values: Float32Array, asked: number): { below(value: number): number; notAbove(value: number): number } {
  if (asked < MANY) return { below: (value) => countIf(values, (other) => other < value), notAbove: (value) => countIf(values, (other) => other <= value) };
  const sorted = values.slice().sort();
  return { below: (value) => firstWhere(sorted, (other) => other >= value), notAbove: (value) => firstWhere(sorted, (other) => other > value) };
}

function countIf(values: Float32Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}

/** The first place from which on the test holds. */
function firstWhere(sorted: Float32Array, test: (value: number) => boolean): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rowsByClass(truth: ArrayLike<number>, classes: number): readonly (readonly number[])[] {
  const rows = Array.from({ length: classes }, (): number[] => []);
  for (let i = 0; i < truth.length; i++) if (truth[i]! >= 0) rows[truth[i]!]!.push(i);
  return rows;
}

function mean(): { add(value: number): void; value(): number } {
  let sum = 0, count = 0;
  return {
    add(value) {
      sum += value;
      count++;
    },
    value: () => sum / count,
  };
}
