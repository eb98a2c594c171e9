import * as tf from "@tensorflow/tfjs-core";
import { initializers, input, layers, loadLayersModel, model as modelOf, type LayersModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { rowSize, tensorType, type Encoded } from "../../src/engine/data/encoded.ts";
import { layersModule } from "../../src/engine/export/own-layers.ts";
import { layerClasses } from "../../src/engine/export/topology.ts";
import { caseNamed } from "./cases/index.ts";
import type { Twin } from "./contender.ts";
import { symbolic } from "./engine-model.ts";

/** A model of the published packages alone, with the twin's weights. */
export async function stockModel(twin: Twin): Promise<LayersModel> {
  const model = await built(twin);
  giveWeights(model, twin.weights);
  return model;
}

function giveWeights(model: LayersModel, weights: Twin["weights"]): void {
  const shapes = model.weights.map(({ shape }) => shape as number[]); // a weight's shape has no gaps
  if (shapes.length !== weights.length) throw new Error(`${shapes.length} weights against ${weights.length}`);
  const tensors = shapes.map((shape, i) => tf.tensor(weights[i]!, shape)); // fails where the sizes differ
  model.setWeights(tensors);
  tf.dispose(tensors);
}

async function built({ name, topology, rows }: Twin): Promise<LayersModel> {
  if (topology !== null) await learnLayers(topology);
  if (topology !== null) return loadLayersModel({ load: async () => ({ modelTopology: topology as object }) }); // a layers topology is an object
  const inputs = symbolic(rows.inputs);
  return modelOf({ inputs: [...inputs], outputs: caseNamed(name).layers!.stock(inputs) }); // without a topology, the case has layers
}

/** Layers that the published packages lack come from the module that an export has beside its model. */
async function learnLayers(topology: NonNullable<Twin["topology"]>): Promise<void> {
  const module = layersModule(layerClasses(topology));
  if (module === null) return;
  const { register } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`)) as { register(tf: object): void }; // as the export writes it
  register({ ...tf, layers, initializers, serialization: tf.serialization });
}

/** `fit` and `predict` make [rows, 1] of what is [rows]; a model that wants [rows] is given it back. */
export function takingColumns(model: LayersModel): LayersModel {
  if (model.inputs.every(({ shape }) => shape.length > 1)) return model;
  const asked = model.inputs.map(({ shape, dtype, name }) => (shape.length === 1 ? input({ name: `${name}_column`, shape: [1], dtype }) : input({ name: `${name}_part`, shape: shape.slice(1), dtype })));
  const given = asked.map((tensor, i) => (model.inputs[i]!.shape.length === 1 ? (layers.reshape({ targetShape: [] }).apply(tensor) as SymbolicTensor) : tensor));
  return modelOf({ inputs: asked, outputs: model.apply(given) as SymbolicTensor | SymbolicTensor[] }); // applied to symbols, a model makes symbols
}

/** Every row of a part, on the device. */
export const stockInput = ({ data, shape, dtype }: Encoded): tf.Tensor => tf.tensor(data, [data.length / rowSize({ shape, dtype }), ...shape], tensorType({ dtype }));

/** Targets as the stock losses want them: [rows, units]. */
export function stockTarget({ data, shape, dtype }: Encoded, { type, units }: Twin["outputs"][number]): tf.Tensor {
  if (type === "category") return tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(data as Int32Array, "int32"), units), "float32")); // classes are counted in int32
  return tf.tensor(data, [data.length / rowSize({ shape, dtype }), rowSize({ shape, dtype })], "float32");
}

export function stockLoss({ type, weight }: Twin["outputs"][number], target: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  return tf.tidy(() => tf.mul(unweighted(type, target, logits), weight));
}

function unweighted(type: string, target: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  switch (type) {
    case "category": return tf.losses.softmaxCrossEntropy(target, logits);
    case "binary": return tf.losses.sigmoidCrossEntropy(target, logits);
    case "number": return tf.losses.meanSquaredError(target, logits);
    default: throw new Error(`stock TensorFlow.js is given no loss for ${type}`);
  }
}

/** PyTorch's and Keras's settings. */
export const stockAdam = (learningRate: number): tf.AdamOptimizer => tf.train.adam(learningRate, 0.9, 0.999, 1e-8);

/** `predict` on rows that lie on the device, its answers read. */
export async function stockPredict(model: LayersModel, inputs: readonly tf.Tensor[], from: number, rows: number, batchSize: number | null): Promise<void> {
  const given = tf.tidy(() => inputs.map((part) => tf.slice(part, from, rows)));
  const made = model.predict(given, batchSize === null ? {} : { batchSize });
  const answers = Array.isArray(made) ? made : [made];
  await Promise.all(answers.map((answer) => answer.data()));
  tf.dispose([given, answers]);
}
