import { entmax, plainEntmax } from "../../../src/engine/kernels/entmax/index.ts";
import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/combiners.json" with { type: "json" };
import { close, equal, holds, type Check } from "./check.ts";
import { asItsTwin, tolerance } from "./twins.ts";

const goldenCheck = ({ alpha, shape, ...example }: (typeof golden.entmax)[number]): Check => ({
  name: `golden entmax of α ${alpha} over [${shape.join()}], with its gradient`,
  async run() {
    registerFusedKernels();
    const before = tf.memory().numTensors;
    for (const op of [entmax, plainEntmax]) {
      const made = tf.tidy(() => {
        const x = tf.tensor(example.x, shape);
        return [op(x, alpha), tf.grad((given: tf.Tensor) => op(given, alpha))(x, tf.tensor(example.dy, shape))];
      });
      const [y, dx] = await Promise.all(made.map((tensor) => tensor.data()));
      close(y!, example.y, tolerance(), "y");
      close(dx!, example.dx, 10 * tolerance(), "dx"); // steep where a number just entered the support
      equal([...y!].map((value) => value === 0), example.y.map((value) => value === 0), "what is left out");
      tf.dispose(made);
    }
    equal(tf.memory().numTensors, before, "tensors left");
  },
});

/** Large numbers, a single one, and rows that a thread begins in the middle of. */
const twins = ([[3, 1], [7, 5], [2, 3, 66], [70, 9]] as const).flatMap((shape) =>
  [2, 1.5, 1.2].map((alpha) => asItsTwin(`entmax of α ${alpha} over [${shape.join()}]`, (x) => entmax(x, alpha), (x) => plainEntmax(x, alpha), [{ shape: [...shape] }], [0])));

const far: Check = {
  name: "entmax of numbers far from each other and far from 0 sums to 1, and chooses the largest",
  async run() {
    for (const alpha of [2, 1.5, 1.1]) {
      const y = tf.tidy(() => entmax(tf.tensor2d([1e6, -1e6, 0, 3e4, 3e4 + 0.5, -5], [2, 3]), alpha));
      const values = await y.data();
      close([values[0]!, values[1]!, values[2]!], [1, 0, 0], 1e-6, "a row with one that is far above");
      holds(Math.abs(values[3]! + values[4]! + values[5]! - 1) < 1e-5, "the second row does not sum to 1");
      y.dispose();
    }
  },
};

export const entmaxChecks: readonly Check[] = [...golden.entmax.map(goldenCheck), ...twins, far];
