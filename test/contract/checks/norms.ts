import { batchNorm, hasBatchNorm, normalizeBy, plainMoments, plainNormalizeBy } from "../../../src/engine/kernels/batch-norm/index.ts";
import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { layerNorm, plainLayerNorm, type Affine } from "../../../src/engine/kernels/layer-norm/index.ts";
import { apply } from "../../../src/engine/layers/apply.ts";
import { BatchNormalization } from "../../../src/engine/layers/batch-normalization.ts";
import * as tf from "../../../src/engine/tf.ts";
import { variablesOf } from "./cases.ts";
import { close, type Check } from "./check.ts";
import { asItsTwin, numbers, tolerance } from "./twins.ts";

/** [batch, d], [batch, time, d]; widths and rows that are no multiple of what a kernel takes at once. */
const shapes = [[5, 1], [9, 7], [4, 3, 50], [2, 300]];
const EPSILON = 1e-3;

const affineOf = (gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined): Affine | null =>
  gamma && beta ? { gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D } : null; // as the operands are shaped

const layerNorms = shapes.flatMap((shape) => {
  const columns = { shape: [shape[shape.length - 1]!] };
  const fused = (x: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) => layerNorm(x, affineOf(gamma, beta), EPSILON);
  const plain = (x: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) => plainLayerNorm(x, affineOf(gamma, beta), EPSILON);
  return [
    asItsTwin(`layer normalisation of [${shape.join()}]`, fused, plain, [{ shape }, columns, columns], [0, 1, 2]),
    asItsTwin(`layer normalisation without γ and β of [${shape.join()}]`, fused, plain, [{ shape }], [0]),
  ];
});

const batchNorms = [[9, 7], [4, 3, 50], [130, 2]].flatMap((shape) => {
  const [batch, d] = [shape[0]!, shape[shape.length - 1]!];
  const weights = { shape: [batch], values: Float32Array.from({ length: batch }, (_, row) => (row % 3) / 2) };
  const averages = () => ({ mean: tf.zeros<tf.Rank.R1>([d]), variance: tf.ones<tf.Rank.R1>([d]) });
  const twins = (isWeighted: boolean) => {
    const fused = (x: tf.Tensor, w: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) => hasBatchNorm()
      ? batchNorm(x, affineOf(gamma, beta), isWeighted ? w : null, averages(), EPSILON, 0.9)
      : plain(x, w, gamma, beta);
    const plain = (x: tf.Tensor, w: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) =>
      plainNormalizeBy(x, affineOf(gamma, beta), plainMoments(x, isWeighted ? w : null), EPSILON);
    return [fused, plain] as const;
  };
  const answers = [normalizeBy, plainNormalizeBy].map((op) => (x: tf.Tensor, mean: tf.Tensor, spread: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) =>
    op(x, affineOf(gamma, beta), { mean: mean as tf.Tensor1D, variance: tf.abs(spread as tf.Tensor1D) }, EPSILON)) as [Twin, Twin];
  const [columns, of] = [{ shape: [d] }, `of [${shape.join()}]`];
  return [
    asItsTwin(`batch normalisation ${of}`, ...twins(false), [{ shape }, weights, columns, columns], [0, 2, 3]),
    asItsTwin(`batch normalisation by weights ${of}`, ...twins(true), [{ shape }, weights, columns, columns], [0, 2, 3]),
    asItsTwin(`batch normalisation by weights without γ and β ${of}`, ...twins(true), [{ shape }, weights], [0]),
    asItsTwin(`batch normalisation at prediction ${of}`, ...answers, [{ shape }, columns, columns, columns, columns], [0]),
  ];
});
type Twin = (...operands: tf.Tensor[]) => tf.Tensor;

/** y, dx, dγ, dβ and the moving averages of one training step whose loss is Σ w·c·y. */
async function trained(rows: number, padding: number, inner: readonly number[]): Promise<Float32Array[]> {
  const layer = new BatchNormalization({ name: "n", epsilon: EPSILON, momentum: 0.9, affine: true });
  const input = tf.input({ shape: [...inner] });
  const model = tf.model({ inputs: input, outputs: apply(layer, input) });
  const size = tf.util.sizeFromShape([...inner]);
  const padded = (salt: number, filler: number) =>
    tf.tensor([...numbers(rows * size, salt), ...new Array<number>(padding * size).fill(filler)], [rows + padding, ...inner]);
  const [x, slope] = [padded(1, 1e3), padded(2, 0)];
  layer.rowWeights = tf.tensor1d([...new Array<number>(rows).fill(1), ...new Array<number>(padding).fill(0)]);
  const variables = variablesOf(model.trainableWeights);
  let y: tf.Tensor | null = null;
  const loss = (given: tf.Tensor) => {
    y = tf.keep(layer.apply(given, { training: true }) as tf.Tensor); // eager in, eager out
    return tf.sum<tf.Scalar>(tf.mul(y, slope));
  };
  const held = tf.variable(x); // x's own gradient as that of a variable, so that the step is taken once
  const { value, grads } = tf.variableGrads(() => loss(held), [...variables, held]);
  const all = [y!, grads[held.name]!, ...variables.map(({ name }) => grads[name]!), ...variablesOf(model.nonTrainableWeights)];
  const read = await Promise.all(all.map((tensor) => tensor.data<"float32">()));
  tf.dispose([x, slope, layer.rowWeights, value, y!, grads, held]);
  model.dispose();
  return read.map((values, i) => (i < 2 ? values.subarray(0, rows * size) : values));
}

const padding = [[3], [2, 5]].map((inner): Check => ({
  name: `batch normalisation of [batch, ${inner.join()}] padded to a longer batch: answers, gradients and moving averages of the rows alone`,
  async run() {
    registerFusedKernels();
    const [alone, padded] = [await trained(100, 0, inner), await trained(100, 28, inner)];
    ["y", "dx", "dγ", "dβ", "moving mean", "moving variance"].forEach((what, i) => close(padded[i]!, alone[i]!, tolerance(), what));
    close(alone[4]!.map((mean) => mean * 10), await meansOf(100, inner), tolerance(), "a tenth of the batch's mean");
  },
}));

/** The means of what `trained` feeds, by columns. */
async function meansOf(rows: number, inner: readonly number[]): Promise<Float32Array> {
  const d = inner[inner.length - 1]!;
  const x = numbers(rows * tf.util.sizeFromShape([...inner]), 1);
  const sums = new Float64Array(d);
  x.forEach((value, i) => { sums[i % d]! += value; });
  return Float32Array.from(sums, (sum) => (sum * d) / x.length);
}

export const normChecks: readonly Check[] = [...layerNorms, ...batchNorms, ...padding];
