import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Tensor } from "../../../src/engine/tf.ts";

const values = (n: number, salt: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(7.1 * (i + 1) + 3.3 * salt));

/** Slopes by central differences, the measure every gradient here is held against. */
async function slopes(loss: (x: Tensor) => Tensor, x: Float32Array, shape: number[]): Promise<number[]> {
  const at = async (data: Float32Array) => {
    const result = tf.tidy(() => loss(tf.tensor(data, shape)));
    const [value] = await result.data();
    result.dispose();
    return value!;
  };
  const found: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const moved = (by: number) => x.map((v, k) => (k === i ? v + by : v));
    found.push(((await at(moved(0.01))) - (await at(moved(-0.01)))) / 0.02);
  }
  return found;
}

const cases: Readonly<Record<string, { shape: number[]; loss(x: Tensor): Tensor }>> = {
  "sum over an axis": { shape: [3, 4], loss: (x) => tf.sum(tf.square(tf.sum(x, 0))) },
  "mean of everything": { shape: [3, 4], loss: (x) => tf.square(tf.mean(x)) },
  "mean that keeps its axis": { shape: [2, 3, 2], loss: (x) => tf.sum(tf.square(tf.sub(x, tf.mean(x, 1, true)))) },
  "maximum with a broadcast row": { shape: [4], loss: (x) => tf.sum(tf.square(tf.maximum(tf.tensor(values(12, 2), [3, 4]), x))) },
  "minimum with a scalar": { shape: [], loss: (x) => tf.sum(tf.square(tf.minimum(tf.tensor(values(6, 4)), x))) },
  "squared difference with a column": { shape: [3, 1], loss: (x) => tf.sum(tf.squaredDifference(tf.tensor(values(12, 5), [3, 4]), x)) },
  "a product masked by a comparison": { shape: [6], loss: (x) => tf.sum(tf.mul(tf.cast(tf.greater(x, 0.2), "float32"), tf.square(x))) },
  "a transposed product": { shape: [4, 3], loss: (x) => tf.sum(tf.square(tf.matMul(x, tf.tensor(values(20, 6), [4, 5]), true))) },
  "a product of batches": { shape: [2, 3, 4], loss: (x) => tf.sum(tf.square(tf.matMul(x, tf.tensor(values(40, 7), [2, 5, 4]), false, true))) },
};

describe.each(["cpu", "wasm"] as const)("gradients on %s", (backend) => {
  beforeAll(async () => {
    const { report } = await startBackend(backend, { gpu: null, timeout: 10_000 });
    expect(report.chosen).toBe(backend);
  });

  test.each(Object.entries(cases))("%s", async (_, { shape, loss }) => {
    const x = values(shape.reduce((a, b) => a * b, 1), 1);
    const gradient = tf.tidy(() => tf.grad(loss)(tf.tensor(x, shape)));
    expect(gradient.shape).toEqual(shape);
    const found = [...(await gradient.data())];
    const wanted = await slopes(loss, x, shape);
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 1.6));
    gradient.dispose();
  });
});
