import type { Chart } from "../charts.ts";

const RANGES = 10;

/** The mean size of the errors in ranges of the truth that hold equally many rows; equal truths stay together, so that there may be fewer. */
export function rangeBars(output: string, { predicted, actual, rows }: Readonly<Record<"predicted" | "actual" | "rows", ArrayLike<number>>>): readonly Chart[] {
  const error = (i: number): number => Math.abs(predicted[i]! - actual[i]!);
  const ranges = equalRanges(actual, RANGES);
  if (ranges.length < 2) return [];
  const worst = ranges.map(({ members }) => members.toSorted((a, b) => error(b) - error(a)));
  return [{
    kind: "bars", output, of: "error_of_range",
    labels: ranges.map(({ from, to }) => `${from} – ${to}`),
    edges: [...ranges.map(({ from }) => from), ranges.at(-1)!.to],
    values: worst.map((members) => members.reduce((sum, i) => sum + error(i), 0) / members.length),
    counts: worst.map(({ length }) => length),
    rows: worst.map((members) => members.map((i) => rows[i]!)),
    all: ranges.length,
  }];
}

export interface Range { readonly from: number; readonly to: number; readonly members: readonly number[] }

/** At most `count` ranges of values with about equally many members each, in ascending order; a range reaches up to the least value of the next. */
export function equalRanges(values: ArrayLike<number>, count: number): readonly Range[] {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const starts = new Set<number>();
  for (let range = 0; range < count; range++) {
    let start = Math.floor((range * order.length) / count);
    while (start > 0 && values[order[start]!] === values[order[start - 1]!]) start--;
    if (start < order.length) starts.add(start);
  }
  const begins = [...starts].sort((a, b) => a - b);
  return begins.map((start, i) => {
    const end = begins[i + 1] ?? order.length;
    return { from: values[order[start]!]!, to: values[order[Math.min(end, order.length - 1)]!]!, members: order.slice(start, end) };
  });
}
