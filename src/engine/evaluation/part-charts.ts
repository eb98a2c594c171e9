/** What is drawn of answers of several parts, whatever the parts are: how far off they are, and the rows that are furthest off. */
import type { ErrorSpreadChart, PartAnswers, WorstRowsChart } from "../charts.ts";
import { largestOf } from "../data/largest.ts";

const BINS = 20;
/** Answers that are worth being looked at one by one. */
const WORST = 24;
/** Of float32 sums, what is nearer to zero is none. */
const ROUNDING = 1e-6;

/** A spread over the errors there can be (a share from 0 to 1; of vectors up to the largest), and the furthest off, where any are. */
export function partCharts(output: string, { of, rows, error }: PartAnswers): readonly (ErrorSpreadChart | WorstRowsChart)[] {
  if (rows.length === 0) return [];
  const size = (i: number): number => (error[i]! < ROUNDING ? 0 : error[i]!);
  const ascending = Uint32Array.from(rows.keys()).sort((a, b) => size(a) - size(b) || a - b);
  const largest = size(ascending.at(-1)!);
  const most = of === "vector" ? largest || 1 : 1;
  const bins = Array.from({ length: BINS }, (): number[] => []);
  for (let i = 0; i < rows.length; i++) bins[Math.min(BINS - 1, Math.floor((size(i) / most) * BINS))]!.push(rows[i]!);
  const middle = (ascending.length - 1) / 2;
  const wrong = ascending.filter((i) => size(i) > 0).length;
  const worst = largestOf(rows.length, size, Math.min(WORST, wrong));
  return [
    {
      kind: "error_spread", output, of,
      edges: Array.from({ length: BINS + 1 }, (_, i) => (i / BINS) * most),
      rows: bins,
      mean: error.reduce((sum, value) => sum + value, 0) / rows.length,
      median: (size(ascending[Math.floor(middle)]!) + size(ascending[Math.ceil(middle)]!)) / 2,
      exact: rows.length - wrong,
    },
    ...(worst.length > 0 ? [{ kind: "worst_rows", output, of, rows: worst.map((i) => rows[i]!), error: worst.map(size), all: rows.length, wrong } as const] : []),
  ];
}
