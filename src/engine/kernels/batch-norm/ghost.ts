import * as tf from "../../tf.ts";
import type { Tensor } from "../../tf.ts";
import type { Affine } from "../layer-norm/index.ts";
import { writeRows } from "../write-rows.ts";
import { plainNormalizeBy, type Averages } from "./index.ts";

/**
 * Batch normalisation of a large batch as of several small ones (Hoffer, Hubara and Soudry, 2017), composed of ordinary ops: x: [batch, ..., d];
 * weights: [batch], null for all the same. There are `⌈batch / virtual⌉` small batches, and row i belongs to the one numbered i modulo
 * that: rows that only fill up, which stand at the end, are dealt to all of them. A small batch without a row that weighs anything
 * does not count. The averages take up the mean of what the others have, as much of it as if they had come one after another.
 */
export function ghostNorm(
  x: Tensor, affine: Affine | null, weights: Tensor | null, averages: Averages, epsilon: number, momentum: number, virtual: number,
): Tensor {
  const [batch = 0, ...inner] = x.shape;
  const count = Math.ceil(batch / virtual);
  const rows = Math.ceil(batch / count);
  const missing = rows * count - batch;
  const d = inner.at(-1)!;
  const filled = <T extends Tensor>(tensor: T): T => (missing === 0 ? tensor : tf.pad(tensor, [[0, missing], ...tensor.shape.slice(1).map((): [number, number] => [0, 0])]));
  const dealt = tf.reshape(filled(x), [rows, count, -1, d]);
  const counts = tf.reshape(filled(weights ?? tf.ones([batch])), [rows, count, 1, 1]);
  const moments = momentsOf(dealt, counts);
  takeUp(averages, moments, tf.reshape(tf.step(tf.sum(counts, 0)), [count, 1]), momentum);
  const y = tf.reshape(plainNormalizeBy(dealt, affine, moments, epsilon), [rows * count, ...inner]);
  return missing === 0 ? y : tf.slice(y, [0, ...inner.map(() => 0)], x.shape);
}

interface Moments { readonly mean: Tensor; readonly variance: Tensor }

/** Of each small batch, [1, count, 1, d]; zeros where nothing weighs anything. */
function momentsOf(dealt: Tensor, counts: Tensor): Moments {
  const shares = tf.div(counts, tf.add(tf.mul(tf.sum(counts, 0, true), dealt.shape[2]!), 1e-20));
  const mean = (values: Tensor) => tf.sum(tf.sum(tf.mul(values, shares), 2, true), 0, true);
  const middle = mean(dealt);
  return { mean: middle, variance: mean(tf.square(tf.sub(dealt, middle))) };
}

/** present: [count, 1] */
function takeUp(averages: Averages, moments: Moments, present: Tensor, momentum: number): void {
  const many = tf.sum(present);
  const kept = tf.pow(tf.fill([], momentum), many);
  for (const which of ["mean", "variance"] as const) {
    const d = moments[which].shape.at(-1)!;
    const now = tf.div(tf.sum(tf.mul(tf.reshape(moments[which], [-1, d]), present), 0), many);
    const next = tf.add(tf.mul(averages[which], kept), tf.mul(now, tf.sub(1, kept)));
    writeRows(tf.reshape(averages[which], [1, d]), tf.reshape(next, [1, d]), tf.zeros([1]));
  }
}
