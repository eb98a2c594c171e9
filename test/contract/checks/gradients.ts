import * as tf from "../../../src/engine/tf.ts";
import { close, equal, type Check } from "./check.ts";

const numbers = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1)));

/** Sums over leading axes, which are the gradients of biases, and relu's gradient: against plain loops. */
export const gradientChecks = (): readonly Check[] => [
  ...[[1, 1], [3, 5], [130, 16], [9, 333], [1000, 2]].map(([rows = 1, n = 1]): Check => ({
    name: `kernel column sums of ${rows} rows of ${n}: those of a loop, with axes kept and in the gradient of a bias`,
    async run() {
      const before = tf.memory().numTensors;
      const values = numbers(rows * n);
      const expected = Float32Array.from({ length: n }, (_, j) => Array.from({ length: rows }, (_, i) => values[i * n + j]!).reduce((a, b) => a + b, 0));
      const made = tf.tidy(() => {
        const x = tf.tensor2d(values, [rows, n]);
        const deep = tf.tensor4d(values, [1, rows, 1, n]);
        const slope = tf.grad((bias) => tf.sum(tf.mul(tf.add(x, bias), x)))(tf.zeros([n]));
        return [tf.sum(x, 0), tf.sum(x, 0, true), tf.sum(deep, [0, 1, 2]), tf.sum(deep, [1, 0]), slope];
      });
      const tolerance = tf.getBackend() === "webgpu" ? 1e-4 : 1e-5;
      for (const [k, sums] of made.entries()) close(await sums.data(), expected, tolerance, `sum ${k}`);
      equal(made.map(({ shape }) => shape), [[n], [1, n], [n], [1, n], [n]], "shapes");
      tf.dispose(made);
      equal(tf.memory().numTensors, before, "tensors");
    },
  })),
  {
    name: "kernel relu's gradient: lets through where the result is above zero",
    async run() {
      const slope = tf.tidy(() => tf.grad((x) => tf.relu(x))(tf.tensor1d([-1, 0, 2, 3, -4, 5, 0.5]), tf.tensor1d([1, 2, 3, 4, 5, 6, 7])));
      equal([...(await slope.data())], [0, 0, 3, 4, 0, 6, 7], "gradient");
      slope.dispose();
    },
  },
];
