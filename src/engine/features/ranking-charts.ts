import type { CoverageChart, TopKChart } from "../charts.ts";
import { some } from "./threshold-charts.ts";

/** Guesses that a chart allows at most. */
const MOST_GUESSES = 10;
const POINTS = 200;

/** rank: [rows] how many classes come before the true one, all of them where it is unknown; rows: where they stand in the data set. None for two classes. */
export function topKChart(output: string, classes: number, rank: ArrayLike<number>, rows: ArrayLike<number>): readonly TopKChart[] {
  if (classes < 3) return [];
  const guesses = Array.from({ length: Math.min(MOST_GUESSES, classes - 1) }, (_, i) => i + 1);
  const missed = guesses.map((k) => Array.from(rank).flatMap((of, i) => (of >= k ? [rows[i]!] : [])));
  return [{ kind: "top_k", output, classes, shares: missed.map(({ length }) => 1 - length / rank.length), rows: missed }];
}

/** Accuracy against coverage (Chow, 1970, "On optimum recognition error and reject tradeoff"); answers of equal confidence are given together. */
export function coverageChart(output: string, confidence: ArrayLike<number>, right: (row: number) => boolean): CoverageChart {
  const order = Uint32Array.from({ length: confidence.length }, (_, row) => row).sort((a, b) => confidence[b]! - confidence[a]!);
  const given: { readonly threshold: number; readonly count: number; readonly wrong: number }[] = [];
  let wrong = 0;
  order.forEach((row, i) => {
    wrong += Number(!right(row));
    if (i + 1 === order.length || confidence[order[i + 1]!] !== confidence[row]) given.push({ threshold: confidence[row]!, count: i + 1, wrong });
  });
  const shown = some(given.length, POINTS).map((i) => given[i]!);
  return {
    kind: "coverage", output,
    thresholds: shown.map(({ threshold }) => threshold),
    coverage: shown.map(({ count }) => count / order.length),
    accuracy: shown.map((of) => 1 - of.wrong / of.count),
    wrong: shown.map((of) => of.wrong),
  };
}
