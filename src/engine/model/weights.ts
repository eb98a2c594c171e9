import * as tf from "../tf.ts";
import type { LayersModel } from "../tf.ts";

/** The values of every weight, in the model's order, as copies of their own: a variable's clone would share its memory. */
export type WeightValues = readonly Float32Array[];

export const readWeights = (model: LayersModel): Promise<WeightValues> =>
  Promise.all(model.weights.map(async (weight) => (await weight.read().data<"float32">()).slice()));

export function writeWeights(model: LayersModel, values: WeightValues): void {
  // A weight's shape has no gaps.
  const tensors = model.weights.map((weight, i) => tf.tensor(values[i]!, weight.shape as number[], "float32"));
  model.setWeights(tensors);
  tf.dispose(tensors);
}
