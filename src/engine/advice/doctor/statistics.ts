/** The few distributions and measures that checks decide by. */

/** P(Z > z) of a standard normal; Abramowitz and Stegun 7.1.26 for erfc, |error| < 1.5e−7, an asymptotic series beyond 6. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  if (z > 6) return Math.exp((-z * z) / 2) / (z * Math.sqrt(2 * Math.PI)) * (1 - 1 / (z * z));
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  return 0.5 * t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

/** P(χ² > x) with so many degrees of freedom, by Wilson and Hilferty's cube root. */
export function chiSquareTail(x: number, freedom: number): number {
  if (freedom <= 0 || x <= 0) return 1;
  const spread = 2 / (9 * freedom);
  return normalTail((Math.cbrt(x / freedom) - (1 - spread)) / Math.sqrt(spread));
}

/** P(X ≥ hits) for X binomial; the sum itself, from its largest term down. */
export function binomialTail(hits: number, trials: number, chance: number): number {
  if (hits <= 0) return 1;
  if (hits > trials || chance <= 0) return 0;
  if (chance >= 1) return 1;
  let term = Math.exp(logChoose(trials, hits) + hits * Math.log(chance) + (trials - hits) * Math.log1p(-chance));
  let sum = 0;
  for (let k = hits; k <= trials && term > sum * 1e-12; k++) {
    sum += term;
    term *= ((trials - k) / (k + 1)) * (chance / (1 - chance));
  }
  return Math.min(1, sum);
}

/** P(X ≥ hits) for X Poisson. */
export function poissonTail(hits: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return Math.max(0, 1 - below);
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
/** Stirling's series; exact below 2. */
function logFactorial(n: number): number {
  if (n < 2) return 0;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/** Which hypotheses hold at this level after Holm's correction for having tested all of them. */
export function holm(chances: readonly number[], level = 0.01): readonly boolean[] {
  const order = chances.map((_, i) => i).sort((a, b) => chances[a]! - chances[b]!);
  const held = chances.map(() => false);
  for (const [rank, i] of order.entries()) {
    if (!(chances[i]! <= level / (chances.length - rank))) break;
    held[i] = true;
  }
  return held;
}

/** [values] from 1; equal values share their mean rank. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranked[order[i]!] = (from + to + 1) / 2;
  }
  return ranked;
}

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

/** Pearson's; 0 where one of them does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - ma, b[i]! - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Of values in an order, how much of their spread is left between neighbours: about 1 where the order says nothing, 0 where it says all (von Neumann). */
export function restlessness(values: ArrayLike<number>): number {
  const middle = mean(values);
  let [steps, spread] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    spread += (values[i]! - middle) ** 2;
    if (i > 0) steps += (values[i]! - values[i - 1]!) ** 2;
  }
  return spread > 0 ? (steps / 2 / spread) * (values.length / (values.length - 1)) : 1;
}

/** The value below which a share of the sorted values lies, between neighbours where it falls between them. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low);
}
