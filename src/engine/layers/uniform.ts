import { dropout } from "../kernels/dropout.ts";
import * as tf from "../tf.ts";

/** Bits of a number: float32 holds each such number exactly. */
const BITS = 20;

/**
 * Numbers from 0 up to 1, [rows, count], a pure function of (seed, step, place): the same on every backend, and again after a resume. Each
 * bit is one place of the dropout kernel at the rate of one half, so that nothing random comes from JavaScript, which a replay would repeat.
 */
export function uniform(rows: number, count: number, step: tf.Tensor, seed: number): tf.Tensor2D {
  const halves = Float32Array.from({ length: rows * count * BITS }, (_, i) => 2 ** -((i % BITS) + 2)); // kept, it is doubled
  return tf.sum(dropout(tf.tensor(halves, [rows, count, BITS]), step, { rate: 0.5, seed }), -1);
}
