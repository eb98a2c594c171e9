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

/** As Ludwig writes a list of numbers into a file. */
export const listText = (texts: readonly string[]): string => `[${texts.join(", ")}]`;

/** [rows, classes] logits → probabilities. */
export function softmaxRows(logits: Float32Array, rows: number, classes: number): Float32Array {
  const out = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = Float64Array.from(own, (z) => Math.exp(z - highest));
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((p, c) => {
      out[row * classes + c] = p / sum;
    });
  }
  return out;
}
