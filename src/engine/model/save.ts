import type { LayersModel } from "../tf.ts";
import type { Json } from "../schema/json.ts";
import type { ModelBundle } from "./bundle.ts";
import { readWeights } from "./weights.ts";

/** The topology and the weights of a model as plain data: float32, little-endian, one after another in the order of the specs. */
export async function saveModel(model: LayersModel): Promise<Pick<ModelBundle, "topology" | "weights">> {
  const values = await readWeights(model);
  const data = new Uint8Array(values.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  const specs = values.map((array, i) => {
    data.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
    const weight = model.weights[i]!;
    return { name: weight.originalName, shape: weight.shape as number[], dtype: "float32" as const }; // a weight's shape has no gaps
  });
  const topology = JSON.parse(JSON.stringify(model.toJSON(null, false))) as Json; // through text, so that it holds nothing but data
  return { topology, weights: { specs, data } };
}
