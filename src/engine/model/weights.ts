import * as tf from "../tf.ts";
import type { LayersModel } from "../tf.ts";
import type { ModelBundle } from "./bundle.ts";

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

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** The weights of a stored model by their names: copies, since the bytes of a stored model may begin at any offset. */
export function valuesByName({ specs, data }: ModelBundle["weights"]): ReadonlyMap<string, Float32Array> {
  let offset = 0;
  return new Map(specs.map(({ name, shape }) => {
    const bytes = 4 * sizeOf(shape);
    const values = new Float32Array(data.slice(offset, (offset += bytes)).buffer);
    return [name, values];
  }));
}
