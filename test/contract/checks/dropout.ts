import { dropout, keepMask } from "../../../src/engine/kernels/dropout.ts";
import * as tf from "../../../src/engine/tf.ts";
import { equal, type Check } from "./check.ts";

const CASES = [
  { size: 1, rate: 0.5, seed: 0, step: 0 },
  { size: 7, rate: 0.3, seed: 11, step: 1 },
  { size: 1030, rate: 0.25, seed: 2 ** 32 - 1, step: 16_777_215 },
  { size: 256, rate: 0.9, seed: 123_456_789, step: 4097 },
  { size: 33, rate: 1, seed: 5, step: 2 },
];

/** The same mask on every backend to the last bit, forward and in the gradient. */
export const dropoutChecks = (): readonly Check[] =>
  CASES.map(({ size, rate, seed, step }) => ({
    name: `kernel dropout of ${size} numbers at rate ${rate}: the mask is the plain one, the gradient's too`,
    async run() {
      const before = tf.memory().numTensors;
      const x = tf.fill([size], 2);
      const taken = tf.scalar(step);
      const y = dropout(x, taken, { rate, seed });
      const slope = tf.tidy(() => tf.grad((at) => dropout(at, taken, { rate, seed }))(x, tf.fill([size], 4)));
      const mask = keepMask(size, rate, seed, step);
      equal([...(await y.data())], [...mask.map((kept) => 2 * kept)], "forward");
      equal([...(await slope.data())], [...mask.map((kept) => 4 * kept)], "gradient");
      tf.dispose([x, taken, y, slope]);
      equal(tf.memory().numTensors, before, "tensors");
    },
  }));
