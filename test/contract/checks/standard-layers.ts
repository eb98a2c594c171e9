import { Conv1D, Conv2D, DepthwiseConv2D } from "../../../src/engine/layers/convolution.ts";
import { Dense } from "../../../src/engine/layers/dense.ts";
import { apply } from "../../../src/engine/layers/apply.ts";
import { weightsFrom } from "../../../src/engine/layers/initializers.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import * as tf from "../../../src/engine/tf.ts";
import { close, equal, holds, type Check } from "./check.ts";
import { artifactsOf, loadPlain } from "./models.ts";

const begin = (name: string, padding: "same" | "valid" = "same") =>
  ({ name, padding, useBias: true, kernelInitializer: weightsFrom("xavier_uniform", 1), biasInitializer: weightsFrom("normal", 2) });

const layers: Readonly<Record<string, readonly [tf.Shape, () => tf.layers.Layer]>> = {
  "Conv1D, dilated": [[7, 3], () => new Conv1D({ ...begin("l"), filters: 4, kernelSize: 3, dilation: 2 })],
  "Conv1D, in strides": [[8, 3], () => new Conv1D({ ...begin("l", "valid"), filters: 4, kernelSize: 2, stride: 3 })],
  Conv2D: [[6, 5, 3], () => new Conv2D({ ...begin("l"), filters: 4, kernelSize: [3, 2] })],
  "Conv2D, in strides": [[7, 6, 2], () => new Conv2D({ ...begin("l", "valid"), filters: 5, kernelSize: [3, 3], strides: [2, 1] })],
  DepthwiseConv2D: [[5, 6, 4], () => new DepthwiseConv2D({ ...begin("l"), kernelSize: [3, 3], strides: [2, 2], depthMultiplier: 2 })],
  Dense: [[4, 3], () => new Dense({ ...begin("l"), units: 5 })],
};

const BATCH = 2;
const drawn = (shape: number[]): tf.Tensor => {
  const random = seededRandom(5, "layers");
  return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random() * 2 - 1), shape);
};

/** What is saved loads as the standard layer, which answers the same. */
const loadCheck = ([name, [shape, make]]: readonly [string, readonly [tf.Shape, () => tf.layers.Layer]]): Check => ({
  name: `${name} is saved as the standard layer`,
  async run() {
    const input = tf.input({ shape });
    const model = tf.model({ inputs: input, outputs: apply(make(), input) });
    const loaded = await loadPlain(await artifactsOf(model));
    holds(loaded.layers[1]!.constructor !== model.layers[1]!.constructor, "the layer loaded is ours");
    const x = drawn([BATCH, ...(shape as number[])]); // no axis is open
    const [ours, standard] = [model.predict(x), loaded.predict(x)] as [tf.Tensor, tf.Tensor]; // one output
    equal(ours.shape, standard.shape, "shape");
    equal(ours.shape.slice(1), (model.outputShape as tf.Shape).slice(1), "the shape that was announced");
    close(await ours.data<"float32">(), await standard.data<"float32">(), tf.getBackend() === "webgpu" ? 1e-4 : 1e-5, "answers");
    tf.dispose([x, ours, standard]);
    model.dispose();
    loaded.dispose();
  },
});

export const standardLayerChecks = (): readonly Check[] => Object.entries(layers).map(loadCheck);
