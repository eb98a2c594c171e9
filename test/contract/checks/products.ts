import * as tf from "../../../src/engine/tf.ts";
import { close, type Check } from "./check.ts";

/** Blocks that are full and that are not, a single number, batches, each way of transposing. */
const sizes = [[1, 1, 1, 1], [1, 4, 8, 3], [1, 9, 17, 5], [3, 5, 2, 7]] as const;
const ways = [[false, false], [false, true], [true, false], [true, true]] as const;

export const productChecks: readonly Check[] = [
  ...sizes.map(([batch, m, n, k]): Check => ({
    name: `matrix product ${batch}×[${m}, ${k}] by [${k}, ${n}], however its operands lie`,
    async run() {
      const a = Float32Array.from({ length: batch * m * k }, (_, i) => Math.sin(i));
      const b = Float32Array.from({ length: batch * k * n }, (_, i) => Math.cos(i));
      const sum = (at: number, row: number, column: number): number =>
        Array.from({ length: k }, (_, j) => a[(at * m + row) * k + j]! * b[(at * k + j) * n + column]!).reduce((x, y) => x + y);
      const expected = Float32Array.from({ length: batch * m * n }, (_, i) => sum(Math.floor(i / (m * n)), Math.floor(i / n) % m, i % n));
      for (const [turnA, turnB] of ways) {
        const made = tf.tidy(() => {
          const [x, y] = [tf.tensor3d(a, [batch, m, k]), tf.tensor3d(b, [batch, k, n])];
          return tf.matMul(turnA ? tf.transpose(x, [0, 2, 1]) : x, turnB ? tf.transpose(y, [0, 2, 1]) : y, turnA, turnB);
        });
        close(await made.data(), expected, 1e-5, `transposed ${turnA}, ${turnB}`);
        made.dispose();
      }
    },
  })),
];
