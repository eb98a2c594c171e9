import type { Metric } from "../metrics/metric.ts";

/** Every metric of a table over the same answers. */
export const scoreAll = <Scored>(metrics: Readonly<Record<string, Metric<Scored>>>, scored: Scored): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric.score(scored)]));

/** A 32-bit float with as few digits as name it alone. */
export function shortFloat(value: number): string {
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(Number(single.toPrecision(9)));
}
