import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { apply } from "../../../src/engine/layers/apply.ts";
import { BatchNormalization } from "../../../src/engine/layers/batch-normalization.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/combiners.json" with { type: "json" };
import { variablesOf } from "./cases.ts";
import { close, type Check } from "./check.ts";
import { numbers, tolerance } from "./twins.ts";

interface Given { readonly x: ArrayLike<number>; readonly dy: ArrayLike<number>; readonly weights: readonly number[] | null; readonly d: number; readonly virtual: number }

/** One step in training: y, dx, dγ, dβ and the moving averages. γ and β are given, and the loss is Σ dy·y. */
async function trained({ x, dy, weights, d, virtual }: Given, gamma: readonly number[], beta: readonly number[]): Promise<Float32Array[]> {
  registerFusedKernels();
  const layer = new BatchNormalization({ name: "n", epsilon: 1e-3, momentum: 0.95, affine: true, virtualBatch: virtual });
  const input = tf.input({ shape: [d] });
  const model = tf.model({ inputs: input, outputs: apply(layer, input) });
  const variables = variablesOf(model.trainableWeights);
  tf.tidy(() => { [gamma, beta].forEach((values, i) => variables[i]!.assign(tf.tensor1d([...values]))); });
  layer.rowWeights = weights === null ? null : tf.tensor1d([...weights]);
  const shape: [number, number] = [x.length / d, d];
  const [fed, slope] = [tf.tidy(() => tf.variable(tf.tensor2d(Float32Array.from(x), shape))), tf.tensor2d(Float32Array.from(dy), shape)];
  let y: tf.Tensor | null = null;
  const { value, grads } = tf.variableGrads(() => {
    y = tf.keep(layer.apply(fed, { training: true }) as tf.Tensor); // eager in, eager out
    return tf.sum<tf.Scalar>(tf.mul(y, slope));
  }, [...variables, fed]);
  const all = [y!, grads[fed.name]!, ...variables.map(({ name }) => grads[name]!), ...variablesOf(model.nonTrainableWeights)];
  const read = await Promise.all(all.map((tensor) => tensor.data<"float32">()));
  tf.dispose([fed, slope, layer.rowWeights ?? [], value, y!, grads]);
  model.dispose();
  return read.map((values) => values.slice());
}

const WHAT = ["y", "dx", "dγ", "dβ", "moving mean", "moving variance"];

const goldenCheck = (example: (typeof golden.ghost)[number]): Check => ({
  name: `golden ghost batch normalisation, ${example.shape[0]} rows by ${example.virtual}`,
  async run() {
    const found = await trained({ ...example, weights: null, d: example.shape[1]! }, example.gamma, example.beta);
    [example.y, example.dx, example.dGamma, example.dBeta, example.moving_mean, example.moving_variance].forEach((wanted, i) => close(found[i]!, wanted, 10 * tolerance(), WHAT[i]!));
  },
});

/** Rows that fill up a batch go to every small batch; where they are all that one of them has, it does not count. */
const padding: readonly Check[] = [[9, 3], [2, 6]].map(([rows = 0, filled = 0]) => ({
  name: `ghost batch normalisation of ${rows} rows filled up by ${filled} of weight 0 knows nothing of those`,
  async run() {
    const [d, virtual] = [3, 4];
    const count = Math.ceil((rows + filled) / virtual);
    const one = { d, virtual };
    const values = (salt: number, filler: number) => [...numbers(rows * d, salt), ...new Array<number>(filled * d).fill(filler)];
    const weights = [...new Array<number>(rows).fill(1), ...new Array<number>(filled).fill(0)];
    const [gamma, beta] = [[1, 2, 3], [0, 0.5, -1]];
    const [first, other] = [await trained({ ...one, x: values(1, 0), dy: values(2, 0), weights }, gamma, beta), await trained({ ...one, x: values(1, 1e3), dy: values(2, 0), weights }, gamma, beta)];
    WHAT.forEach((what, i) => close(other[i]!.subarray(0, i < 2 ? rows * d : d), first[i]!.subarray(0, i < 2 ? rows * d : d), 10 * tolerance(), what));
    // What each small batch that has rows has for a mean, and of those the mean.
    const x = numbers(rows * d, 1);
    const parts = Array.from({ length: Math.min(count, rows) }, (_, part) => Array.from({ length: Math.ceil((rows - part) / count) }, (_, i) => part + i * count));
    const wanted = [0, 1, 2].map((column) => parts.reduce((sum, part) => sum + part.reduce((all, row) => all + x[row * d + column]!, 0) / part.length, 0) / parts.length);
    close(first[4]!, wanted.map((mean) => mean * (1 - 0.95 ** parts.length)), 10 * tolerance(), "moving mean");
  },
}));

export const ghostNormChecks: readonly Check[] = [...golden.ghost.map(goldenCheck), ...padding];
