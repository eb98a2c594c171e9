import * as core from "@tensorflow/tfjs-core";
import { initializers, layers, loadLayersModel } from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { filesOf } from "../../../src/engine/export/files.ts";
import { FILES } from "../../../src/engine/export/layout.ts";
import { readFiles } from "../../../src/engine/export/read.ts";
import type { Files } from "../../../src/engine/export/zip.ts";
import { MultiHeadAttention } from "../../../src/engine/layers/attention.ts";
import { DilatedDepthwiseConv2D } from "../../../src/engine/layers/convolution.ts";
import { weightsFrom } from "../../../src/engine/layers/initializers.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import type { Json } from "../../../src/engine/schema/json.ts";
import * as tf from "../../../src/engine/tf.ts";
import { tinyBundle } from "./tiny-bundle.ts";

const companions = { examples: { cells: {}, inputs: [], outputs: [], predictions: {} }, readme: "# A model\n" };
const text = (files: Files, name: string): string => new TextDecoder().decode(files[name]);

const weights = weightsFrom("xavier_uniform", 3);
const begin = { useBias: true, kernelInitializer: weights, biasInitializer: weightsFrom("normal", 4) };

/** tokens [batch, 5, 8] and mask [batch, 5] → attention of two heads → a number of each token. */
function attending(): tf.LayersModel {
  const tokens = tf.input({ name: "tokens", shape: [5, 8] });
  const mask = tf.input({ name: "mask", shape: [5] });
  const attention = new MultiHeadAttention({ name: "attention", numHeads: 2, keyDim: 4, dropout: 0.5, ...begin });
  const attended = attention.apply([tokens, mask]) as tf.SymbolicTensor; // one symbol of several
  return tf.model({ inputs: [tokens, mask], outputs: tf.layers.dense({ name: "answer", units: 1 }).apply(attended) as tf.SymbolicTensor }); // likewise
}

/** pictures [batch, 6, 7, 2] → each channel with gaps, once at the same size and once at a smaller. */
function dilated(): tf.LayersModel {
  const picture = tf.input({ name: "picture", shape: [6, 7, 2] });
  const layer = (name: string, padding: "same" | "valid") => new DilatedDepthwiseConv2D({ name, padding, kernelSize: [3, 2], dilations: [2, 3], depthMultiplier: 2, ...begin });
  const outputs = layer("smaller", "valid").apply(layer("same", "same").apply(picture)) as tf.SymbolicTensor; // one symbol of one
  return tf.model({ inputs: picture, outputs });
}

async function bundleOf(model: tf.LayersModel): Promise<ModelBundle> {
  const specs = model.weights.map(({ originalName, shape }) => ({ name: originalName, shape: shape as number[], dtype: "float32" as const })); // weights have no gaps
  const numbers = await Promise.all(model.getWeights().map((weight) => weight.data()));
  const data = new Uint8Array(Float32Array.from(numbers.flatMap((values) => [...values])).buffer);
  return { ...tinyBundle(), topology: model.toJSON(null, false) as unknown as Json, weights: { specs, data } }; // documented to be JSON
}

const CASES = {
  MultiHeadAttention: { make: attending, given: () => [tf.randomUniform([3, 5, 8], -1, 1, "float32", 4), tf.tensor2d([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]])] },
  DilatedDepthwiseConv2D: { make: dilated, given: () => [tf.randomUniform([2, 6, 7, 2], -1, 1, "float32", 5)] },
};

test.each(Object.entries(CASES))("stock TensorFlow.js answers alike by %s, with the module beside the model", async (name, { make, given }) => {
  await startBackend("cpu", { gpu: null, timeout: 20_000 }); // registers the kernels
  const model = make();
  const files = filesOf(await bundleOf(model), companions);
  expect(readFiles(files).ok).toBe(true);

  const { modelTopology, weightsManifest: [{ weights: weightSpecs }] } = JSON.parse(text(files, FILES.model));
  const load = () => loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData: files[FILES.weights]!.slice().buffer }) }); // a copy of its own
  await expect(load()).rejects.toThrow(name);
  const { register } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text(files, FILES.layers))}`);
  register({ ...core, layers, initializers });
  const stock = await load();

  const fed = given();
  const [ours, theirs] = await Promise.all([model, stock].map((each) => (each.predict(fed) as tf.Tensor).data())) as [Float32Array, Float32Array]; // one output of numbers
  theirs.forEach((number, i) => { expect(number).toBeCloseTo(ours[i]!, 5); });
  expect(new Set(ours).size).toBeGreaterThan(5);
  expect(stock.outputShape).toEqual(model.outputShape);
});

test("a model of standard layers is exported without it", () => {
  expect(Object.keys(filesOf(tinyBundle(), companions))).not.toContain(FILES.layers);
});
