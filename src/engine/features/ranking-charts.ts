import type { CoverageChart, CoverageCurve, TopKChart } from "../charts.ts";
import { MOST_CLASSES } from "./calibration-chart.ts";
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
export const coverageChart = (output: string, confidence: ArrayLike<number>, right: (row: number) => boolean): CoverageChart => ({
  kind: "coverage", output, ...curveOf(Uint32Array.from(confidence, (_, row) => row), confidence, right),
});

/** The same of the rows of each of the commonest classes; `labels` stand by falling frequency. Classes that no row has are left out. */
export function classCoverages(labels: readonly string[], truth: ArrayLike<number>, confidence: ArrayLike<number>, right: (row: number) => boolean): NonNullable<CoverageChart["classes"]> {
  return labels.slice(0, MOST_CLASSES).flatMap((label, c) => {
    const own = Uint32Array.from(truth, (_, row) => row).filter((row) => truth[row] === c);
    return own.length === 0 ? [] : [{ label, ...curveOf(own, confidence, right) }];
  });
}

function curveOf(rows: Uint32Array, confidence: ArrayLike<number>, right: (row: number) => boolean): CoverageCurve {
  const order = rows.sort((a, b) => confidence[b]! - confidence[a]!);
  const given: { readonly threshold: number; readonly count: number; readonly wrong: number }[] = [];
  let wrong = 0;
  order.forEach((row, i) => {
    wrong += Number(!right(row));
    if (i + 1 === order.length || confidence[order[i + 1]!] !== confidence[row]) given.push({ threshold: confidence[row]!, count: i + 1, wrong });
  });
  const shown = some(given.length, POINTS).map((i) => given[i]!);
  return {
    thresholds: shown.map(({ threshold }) => threshold),
    coverage: shown.map(({ count }) => count / order.length),
    accuracy: shown.map((of) => 1 - of.wrong / of.count),
    wrong: shown.map((of) => of.wrong),
  };
}
