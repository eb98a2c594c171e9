import type { Chart } from "../charts.ts";
import { MOST_BARS } from "./label-tally.ts";

/** Rows that stand behind a bar: those with the largest errors. */
const WORST = 20;

/** Answers and truth, both [rows, labels]; rows: where they stand in the data set. */
interface Answers {
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
}

/** The mean size of the errors of each number of an answer; of many those that are furthest off, in their order. */
export function errorBars(output: string, of: "error_of_dimension" | "error_of_share", labels: readonly string[], { predicted, actual, rows }: Answers): Chart {
  const size = labels.length;
  const error = (row: number, i: number): number => Math.abs(predicted[row * size + i]! - actual[row * size + i]!);
  const places = Array.from({ length: rows.length }, (_, row) => row);
  const means = labels.map((_, i) => places.reduce((sum, row) => sum + error(row, i) / rows.length, 0));
  const shown = [...means.keys()].sort((a, b) => means[b]! - means[a]!).slice(0, MOST_BARS).sort((a, b) => a - b);
  return {
    kind: "bars",
    output,
    of,
    labels: shown.map((i) => labels[i]!),
    values: shown.map((i) => means[i]!),
    counts: shown.map(() => rows.length),
    rows: shown.map((i) => places.toSorted((a, b) => error(b, i) - error(a, i)).slice(0, WORST).map((row) => rows[row]!)),
    all: size,
  };
}
