/** How likely chance alone would make a group of rows do so badly: one-sided p-values. */

/**
 * Fisher's exact test (1922): the chance of `wrong` or more wrong answers in a group of `size`, if the `allWrong` wrong ones of all `rows`
 * lay anywhere. `logs`: of the factorials from 0 to `rows`.
 */
export function fisher(wrong: number, size: number, allWrong: number, rows: number, logs: Float64Array): number {
  const choose = (n: number, k: number): number => logs[n]! - logs[k]! - logs[n - k]!;
  const total = choose(rows, size);
  let chance = 0;
  for (let k = wrong; k <= Math.min(size, allWrong); k++) {
    if (size - k <= rows - allWrong) chance += Math.exp(choose(allWrong, k) + choose(rows - allWrong, size - k) - total);
  }
  return Math.min(1, chance);
}

/** ln of the factorials from 0 to n. */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logs[i] = logs[i - 1]! + Math.log(i);
  return logs;
}

/** [values] the rank of each, from 1; equal values share the mean of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** The rank-sum test (Mann & Whitney, 1947) in its normal approximation: the chance that ranks of a group of `size` among `rows` add up to so much. */
export function rankSum(sum: number, size: number, rows: number): number {
  const others = rows - size;
  if (size === 0 || others === 0) return 1;
  const middle = (size * (rows + 1)) / 2;
  return upperTail((sum - middle) / Math.sqrt((size * others * (rows + 1)) / 12));
}

/** 1 − Φ(z), off by at most 7.5e-8 (Abramowitz & Stegun 1964, 26.2.17). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
