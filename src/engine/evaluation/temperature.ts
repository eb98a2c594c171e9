import { labelledRows } from "./scores.ts";
import type { Encoded } from "../data/encoded.ts";
import type { OutputFeature } from "../features/feature.ts";

/**
 * Temperature scaling (Guo et al., 2017, "On Calibration of Modern Neural Networks"): one number that divides an output's logits so that
 * −ln of the truth's probability is least on rows it did not learn from. The order of the classes stays as it is.
 */

/** Numbers that are looked at: of more, evenly spaced rows. */
const MOST_NUMBERS = 2 ** 22;
/** 1/T lies between 1/20 and 20: rows that are all answered rightly, or none, would have it at an end. */
const FURTHEST = 20;

/** Takes an output's logits to some rows, as `Answers` do, and then says the temperature. */
export interface Thermometer {
  take(logits: Float32Array, from: number): void;
  /** null where no row can tell. */
  temperature(): number | null;
}

export function thermometer(output: OutputFeature, target: Encoded, rows: number): Thermometer {
  const units = output.baseline.length;
  const step = Math.max(1, Math.ceil((rows * units) / MOST_NUMBERS));
  const kept = new Float32Array(Math.ceil(rows / step) * units);
  const told = labelledRows(target);
  const knows = (row: number): boolean => target.data[row]! >= 0 && (!told || target.known?.[row] === 1);
  return {
    take(logits, from) {
      const ordinary = output.ordinary(logits);
      for (let row = from; row < from + logits.length / units; row++) {
        if (row % step === 0) kept.set(ordinary.subarray((row - from) * units, (row - from + 1) * units), (row / step) * units);
      }
    },
    temperature() {
      const judged = Array.from({ length: kept.length / units }, (_, i) => i).filter((i) => knows(i * step));
      return judged.length === 0 ? null : fitTemperature(judged.map((i) => ({ logits: kept.subarray(i * units, (i + 1) * units), truth: target.data[i * step]! })));
    },
  };
}

interface Row {
  /** [1], whose sigmoid is the probability of truth 1, or [classes], whose softmax are the probabilities. */
  readonly logits: Float32Array;
  readonly truth: number;
}

/** The loss is convex in β = 1/T: Newton's steps, kept within the bounds that its slope has shown so far. */
export function fitTemperature(rows: readonly Row[]): number {
  let [low, high] = [1 / FURTHEST, FURTHEST];
  let beta = 1;
  for (let i = 0; i < 100 && high - low > 1e-9 * beta; i++) {
    const { slope, bend } = rows.map((row) => slopeAt(row, beta)).reduce((a, b) => ({ slope: a.slope + b.slope, bend: a.bend + b.bend }));
    if (slope === 0) break;
    if (slope > 0) high = beta;
    else low = beta;
    const next = beta - slope / bend;
    if (Math.abs(next - beta) < 1e-12 * beta) break;
    beta = next > low && next < high ? next : Math.sqrt(low * high);
  }
  return 1 / beta;
}

/** First and second derivative by β of −ln p(truth), p of β·logits: the mean logit less the truth's, and the variance of the logits. */
function slopeAt({ logits, truth }: Row, beta: number): { readonly slope: number; readonly bend: number } {
  const [z, own] = logits.length === 1 ? [[0, logits[0]!], truth * logits[0]!] : [logits, logits[truth]!];
  if (own === -Infinity) return { slope: 0, bend: 0 }; // exactly impossible at every temperature
  let highest = -Infinity, sum = 0, mean = 0, squares = 0;
  for (const value of z) highest = Math.max(highest, value);
  for (const value of z) {
    const power = Math.exp(beta * (value - highest));
    if (power === 0) continue;
    sum += power;
    mean += power * (value - highest);
    squares += power * (value - highest) ** 2;
  }
  mean /= sum;
  return { slope: mean + highest - own, bend: squares / sum - mean ** 2 };
}
