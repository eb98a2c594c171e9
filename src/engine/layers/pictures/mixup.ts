import * as tf from "../../tf.ts";
import { uniform } from "../uniform.ts";

/** How rows of a batch are joined with other rows, pictures and answers alike. Zhang et al., 2018. */
export interface Mixing {
  /** Of the distribution Beta(alpha, alpha) of the share that a row keeps: the smaller, the nearer to 0 or 1. */
  readonly alpha: number;
  /** Share of the batches that are mixed. */
  readonly probability: number;
}

/** Quantiles that stand for the distribution. */
const QUANTILES = 1024;
/** Cells of the integral that the quantiles are read from. */
const CELLS = 8192;

/**
 * What each row of a batch keeps of itself at that step, []: one number for all of them, as in the paper; 1 where the batch is not mixed. A
 * pure function of (seed, step), the same on every backend.
 */
export function shareAt({ alpha, probability }: Mixing, step: tf.Tensor, seed: number): tf.Scalar {
  const [fires, drawn] = tf.split(tf.reshape(uniform(1, 2, step, seed), [2]), 2) as [tf.Tensor, tf.Tensor]; // in halves
  // Taken whole, not summed up: the last digit of what is nearly 1 decides how much of its partner a row has.
  const isTaken = tf.equal(tf.floor(tf.mul(drawn, QUANTILES)), tf.range(0, QUANTILES));
  const share = tf.sum(tf.mul(tf.cast(isTaken, "float32"), tf.tensor1d([...betaQuantiles(alpha, QUANTILES)])));
  return tf.sub(1, tf.mul(tf.reshape(tf.step(tf.sub(probability, fires)), []), tf.sub(1, share)));
}

/** The quantiles of Beta(alpha, alpha) in the middles of `count` equal parts of its mass. */
export function betaQuantiles(alpha: number, count: number): readonly number[] {
  // With s = x^alpha the density's pole at 0 is gone: F(x) ~ ∫ (1 − s^(1/alpha))^(alpha − 1) ds, up to the middle, from where it mirrors.
  const cell = 0.5 ** alpha / CELLS;
  const masses = Array.from({ length: CELLS }, (_, i) => (1 - ((i + 0.5) * cell) ** (1 / alpha)) ** (alpha - 1));
  const half = masses.reduce((sum, mass) => sum + mass, 0);
  let [at, below] = [0, 0];
  const lower = Array.from({ length: Math.ceil(count / 2) }, (_, k) => {
    const wanted = (2 * half * (k + 0.5)) / count;
    while (at < CELLS - 1 && below + masses[at]! < wanted) below += masses[at++]!;
    return ((at + (wanted - below) / masses[at]!) * cell) ** (1 / alpha);
  });
  return Array.from({ length: count }, (_, k) => (k < lower.length ? lower[k]! : 1 - lower[count - 1 - k]!));
}

/** Of each row the row that it is mixed with, [batch, …]: the next one, which in a shuffled batch is any. */
export function partners<T extends tf.Tensor>(rows: T): T {
  const [first, ...rest] = rows.shape as [number, ...number[]]; // of a batch
  const from = (row: number, count: number): T => tf.slice(rows, [row, ...rest.map(() => 0)], [count, ...rest]);
  return tf.concat<T>([from(1, first - 1), from(0, 1)], 0);
}

export const mixed = <T extends tf.Tensor>(rows: T, share: tf.Tensor): T => tf.add(tf.mul(rows, share), tf.mul(partners(rows), tf.sub(1, share)));

/** A layer that mixes what passes by. */
export interface MixingLayer {
  /** null: it mixes nothing. */
  readonly mixing: (Mixing & { readonly seed: number }) | null;
  /** [] what each row keeps, set by `setShare`; null: nothing is mixed. */
  share: tf.Tensor | null;
}

const isMixing = (layer: tf.layers.Layer): layer is tf.layers.Layer & MixingLayer => "mixing" in layer && layer.mixing !== null;

/** How a model mixes its rows, all its inputs in the same way; null: it does not. */
export const mixingOf = (model: tf.LayersModel): MixingLayer["mixing"] => model.layers.find(isMixing)?.mixing ?? null;

/** Tell every layer that mixes what a row keeps of itself in the next batch; null: all of it. */
export function setShare(model: tf.LayersModel, share: tf.Tensor | null): void {
  for (const layer of model.layers) if (isMixing(layer)) layer.share = share;
}
