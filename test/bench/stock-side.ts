import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel, type LayersModel } from "@tensorflow/tfjs-layers";
import { rowSize, takeRows, type Encoded } from "../../src/engine/data/encoded.ts";
import type { Twin } from "./engine-side.ts";
import type { Side } from "./side.ts";

/**
 * The published packages as a good user would use them: stock layers, losses and Adam, every batch a tensor before the first
 * step, one `minimize` per step, nothing read back until asked for.
 */
export async function stockSide({ topology, weights, rows, outputs, batchSize, learningRate }: Twin): Promise<Side> {
  const model = await modelOf(topology, weights);
  const count = rows.rows / batchSize;
  const cut = (part: Encoded, i: number) => takeRows(part, Array.from({ length: batchSize }, (_, row) => i * batchSize + row));
  const tensor = ({ data, shape, dtype }: Encoded) => tf.tensor(data, [batchSize, ...shape], dtype);
  const batches = Array.from({ length: count }, (_, i) => ({
    inputs: rows.inputs.map((part) => tensor(cut(part, i))),
    targets: rows.targets.map((part, k) => target(cut(part, i), outputs[k]!, batchSize)),
  }));
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable); // a layer's weight is a variable
  let next = 0;
  return {
    step() {
      const { inputs, targets } = batches[next++ % count]!;
      const combined = () => {
        const made = model.apply(inputs, { training: true }) as tf.Tensor | tf.Tensor[]; // applied to tensors, a model makes tensors
        const logits = Array.isArray(made) ? made : [made];
        return outputs.map(({ type, weight }, k): tf.Scalar => tf.mul(lossOf(type, targets[k]!, logits[k]!), weight)).reduce((sum, one): tf.Scalar => tf.add(sum, one));
      };
      return tf.tidy(() => optimizer.minimize(combined, true, variables)!); // the loss, asked for by `true`
    },
    dispose() {
      tf.dispose(batches);
      optimizer.dispose();
      model.dispose();
    },
  };
}

async function modelOf(topology: Twin["topology"], weights: readonly Float32Array[]): Promise<LayersModel> {
  const model = await loadLayersModel({ load: async () => ({ modelTopology: topology as object }) }); // a layers topology is an object
  const tensors = model.weights.map(({ shape }, i) => tf.tensor(weights[i]!, shape as number[])); // a weight's shape has no gaps
  model.setWeights(tensors);
  tf.dispose(tensors);
  return model;
}

function target(part: Encoded, { type, units }: Twin["outputs"][number], rows: number): tf.Tensor {
  if (type === "category") return tf.tidy(() => tf.oneHot(tf.tensor1d(part.data as Int32Array, "int32"), units)); // classes are counted in int32
  return tf.tensor(part.data, [rows, rowSize(part)], "float32");
}

function lossOf(type: string, target: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  switch (type) {
    case "category": return tf.losses.softmaxCrossEntropy(target, logits);
    case "binary": return tf.losses.sigmoidCrossEntropy(target, logits);
    case "number": return tf.losses.meanSquaredError(target, logits);
    default: throw new Error(`stock TensorFlow.js is given no loss for ${type}`);
  }
}
