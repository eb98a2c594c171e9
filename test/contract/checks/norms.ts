import { layerNorm, plainLayerNorm, type Affine } from "../../../src/engine/kernels/layer-norm/index.ts";
import type * as tf from "../../../src/engine/tf.ts";
import type { Check } from "./check.ts";
import { asItsTwin } from "./twins.ts";

/** [batch, d], [batch, time, d]; widths and rows that are no multiple of what a kernel takes at once. */
const shapes = [[5, 1], [9, 7], [4, 3, 50], [2, 300]];

const affine = (gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined): Affine | null =>
  gamma && beta ? { gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D } : null; // as the operands are shaped

export const normChecks: readonly Check[] = shapes.flatMap((shape) => {
  const columns = { shape: [shape[shape.length - 1]!] };
  const fused = (x: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) => layerNorm(x, affine(gamma, beta), 1e-3);
  const plain = (x: tf.Tensor, gamma?: tf.Tensor, beta?: tf.Tensor) => plainLayerNorm(x, affine(gamma, beta), 1e-3);
  return [
    asItsTwin(`layer normalisation of [${shape.join()}]`, fused, plain, [{ shape }, columns, columns], [0, 1, 2]),
    asItsTwin(`layer normalisation without γ and β of [${shape.join()}]`, fused, plain, [{ shape }], [0]),
  ];
});
