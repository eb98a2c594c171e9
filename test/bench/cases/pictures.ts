/** The rows on pictures, in layers: so that stock can be given the same model. */
import { layers } from "@tensorflow/tfjs-layers";
import type { Encoded } from "../../../src/engine/data/encoded.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { Conv2D } from "../../../src/engine/layers/convolution.ts";
import { weightsFrom } from "../../../src/engine/layers/initializers.ts";
import type { SymbolicTensor } from "../../../src/engine/tf.ts";
import { classes, ROWS, type Case } from "./case.ts";

const SIDE = 28;
const WIDE = 32;

/** [rows, 28, 28, 1] noise. */
function noise(): readonly Encoded[] {
  const random = seededRandom(1, "pixels");
  return [{ dtype: "float32", shape: [SIDE, SIDE, 1], data: Float32Array.from({ length: ROWS * SIDE * SIDE }, random) }];
}

type MakeConvolution = (name: string, filters: number) => readonly layers.Layer[];

const byStock: MakeConvolution = (name, filters) => [layers.conv2d({ name, filters, kernelSize: 3, padding: "same", activation: "relu" })];
const byOurs: MakeConvolution = (name, filters) => [
  new Conv2D({ name, filters, kernelSize: [3, 3], padding: "same", useBias: true, kernelInitializer: weightsFrom("xavier_uniform", 1), biasInitializer: weightsFrom("zeros", 1) }),
  layers.activation({ name: `${name}_active`, activation: "relu" }),
];

/** [rows, 32, 32, 3] bytes. */
function photos(): readonly Encoded[] {
  const random = seededRandom(1, "photos");
  return [{ dtype: "uint8", shape: [WIDE, WIDE, 3], data: Uint8Array.from({ length: ROWS * WIDE * WIDE * 3 }, () => 256 * random()) }];
}

const model = (convolution: MakeConvolution) => ([picture]: readonly SymbolicTensor[]): SymbolicTensor => {
  const halve = (name: string) => layers.maxPooling2d({ name, poolSize: 2 });
  const steps = [
    ...convolution("conv_1", 16), halve("halve_1"), ...convolution("conv_2", 32), halve("halve_2"),
    layers.flatten({ name: "flat" }), layers.dense({ name: "hidden", units: 64, activation: "relu" }), layers.dense({ name: "logits", units: 10 }),
  ];
  return steps.reduce((made, layer) => layer.apply(made) as SymbolicTensor, picture!); // one part, one tensor
};

export const picture: Case = {
  name: "picture",
  summary: "28×28 pixels → two 3×3 convolutions of 16 and 32, each halved → 64 → category of 10; batches of 32",
  ...classes(10, 32),
  layers: { parts: noise, ours: model(byOurs), stock: model(byStock) },
};

const small = (convolution: MakeConvolution) => ([bytes]: readonly SymbolicTensor[]): SymbolicTensor => {
  const steps = [
    layers.rescaling({ name: "scaled", scale: 1 / 255 }), ...convolution("conv_1", 8), layers.maxPooling2d({ name: "quarter", poolSize: 4 }), ...convolution("conv_2", 16),
    layers.flatten({ name: "flat" }), layers.dense({ name: "logits", units: 10 }),
  ];
  return steps.reduce((made, layer) => layer.apply(made) as SymbolicTensor, bytes!); // one part, one tensor
};

export const colours: Case = {
  name: "photos",
  summary: "32×32×3 bytes → two 3×3 convolutions of 8 and 16, the first quartered → category of 10; batches of 32; stock's own loop reads each batch by fromPixels",
  ...classes(10, 32),
  layers: { parts: photos, ours: small(byOurs), stock: small(byStock), fromPixels: true },
};
