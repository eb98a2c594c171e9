import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { float } from "../schema/params.ts";

/** The key every loss has. */
export const weightParam = float(1, "What this output's loss counts in the combined loss.", { min: 0, scale: "log", impact: "medium" });

/** Not a key of Ludwig's. */
export const smoothingParam = float(0, "Share of each target that is spread evenly over all answers: labels may be wrong (Szegedy et al., 2016).", {
  min: 0,
  max: 1,
});

/** Σ w·x / Σ w over rows, x and weights: [batch]; 0 when no row weighs anything. */
export const weightedMean = (perRow: Tensor, weights: Tensor): Tensor => tf.div(tf.sum(tf.mul(perRow, weights)), positive(tf.sum(weights)));

/** The same number, kept from being zero, so that a batch without known targets divides without harm. */
export const positive = (x: Tensor): Tensor => tf.add(x, 1e-20);

/** Weights [batch] with 0 where the target is −1: a label that the training rows did not have. */
export const knownOnly = (target: Tensor, weights: Tensor): Tensor => tf.mul(weights, tf.cast(tf.greaterEqual(target, 0), "float32"));

/** The mean of what `each` gives over rows 0 to rows − 1; undefined leaves a row out. NaN for none. */
export function meanOver(rows: number, each: (row: number) => number | undefined): number {
  let sum = 0,
    count = 0;
  for (let row = 0; row < rows; row++) {
    const value = each(row);
    if (value === undefined) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
