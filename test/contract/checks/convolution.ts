import { depthwiseConvolve, plainDepthwise } from "../../../src/engine/kernels/convolution/depthwise.ts";
import { convolve, plainConvolution, type ConvolutionSettings } from "../../../src/engine/kernels/convolution/index.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/convolution.json" with { type: "json" };
import { close, equal, holds, type Check } from "./check.ts";

type Shape = [number, number, number, number];
type Pair = [number, number];
type Op = (x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D, settings: ConvolutionSettings) => tf.Tensor4D;

const whole: Op = convolve;
const separate: Op = (x, kernel, bias, settings) => tf.add(depthwiseConvolve(x, kernel, settings), bias);

/** Off by so much of the largest number, at most: sums of many products lose more in a float than each of them. */
const tolerance = () => (tf.getBackend() === "webgpu" ? 1e-4 : 1e-5);
const scaled = (values: ArrayLike<number>): number => Math.max(1, ...Array.from(values, Math.abs));
function near(actual: ArrayLike<number>, expected: ArrayLike<number>, message: string): void {
  const scale = scaled(expected);
  const unit = (values: ArrayLike<number>) => Array.from(values, (value) => value / scale);
  close(unit(actual), unit(expected), tolerance(), message);
}

/** y and the gradients by x, kernel and bias, of dy given to y; all it makes is gone again. */
async function results(op: Op, given: readonly tf.Tensor[], dy: tf.Tensor, settings: ConvolutionSettings): Promise<Float32Array[]> {
  const before = tf.memory().numTensors;
  const [x, kernel, bias] = given as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];
  const made = tf.tidy(() => [
    op(x, kernel, bias, settings),
    ...tf.grads((a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => op(a as tf.Tensor4D, b as tf.Tensor4D, c as tf.Tensor1D, settings))([x, kernel, bias], dy),
  ]);
  const read = await Promise.all(made.map((tensor) => tensor.data<"float32">()));
  tf.dispose(made);
  equal(tf.memory().numTensors, before, "tensors left");
  return read;
}

const PARTS = ["y", "dx", "dkernel", "dbias"] as const;

type Case = (typeof golden.convolutions)[number];
const goldenCheck = (kind: string, op: Op) => (example: Case): Check => ({
  name: `golden ${kind} ${example.shape.join("×")}, kernel ${example.kernelShape.join("×")}, ${example.padding}, strides ${example.strides.join()}, dilations ${example.dilations.join()}`,
  async run() {
    const settings = { strides: example.strides as Pair, dilations: example.dilations as Pair, pad: example.padding as "same" | "valid" }; // a file's
    const given = [tf.tensor(example.x, example.shape), tf.tensor(example.kernel, example.kernelShape), tf.tensor(example.bias)];
    const dy = tf.tensor(example.dy, example.outShape);
    const got = await results(op, given, dy, settings);
    PARTS.forEach((part, i) => near(got[i]!, example[part], part));
    tf.dispose([given, dy]);
  },
});

const poolingCheck = ({ kind, window, strides, padding, ...example }: (typeof golden.poolings)[number]): Check => ({
  name: `golden ${kind} pooling ${example.shape.join("×")}, window ${window.join()}, ${padding}, strides ${strides.join()}`,
  async run() {
    const pool = (x: tf.Tensor) => (kind === "max" ? tf.maxPool : tf.avgPool)(x as tf.Tensor4D, window as Pair, strides as Pair, padding as "same" | "valid"); // a file's
    const [x, dy] = [tf.tensor(example.x, example.shape), tf.tensor(example.dy, example.outShape)];
    const [y, dx] = [pool(x), tf.grad(pool)(x, dy)];
    near(await y.data<"float32">(), example.y, "y");
    near(await dx.data<"float32">(), example.dx, "dx");
    tf.dispose([x, dy, y, dx]);
  },
});

/** Shapes, strides, dilations and paddings that nobody chose. */
const randomCheck = (seed: number): Check => ({
  name: `convolution and its twin agree, by chance ${seed}`,
  async run() {
    const random = seededRandom(seed, "convolution");
    const upTo = (most: number) => 1 + Math.floor(random() * most);
    const values = (shape: number[]) => tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random() * 2 - 1), shape);
    const kernel: Shape = [upTo(3), upTo(4), upTo(6), upTo(21)];
    const dilations: Pair = [upTo(2), upTo(2)];
    const shape: Shape = [upTo(3), upTo(5) + (kernel[0] - 1) * dilations[0], upTo(9) + (kernel[1] - 1) * dilations[1], kernel[2]];
    const edge = (): Pair => [upTo(3) - 1, upTo(3) - 1];
    const settings: ConvolutionSettings = { strides: [upTo(3), upTo(3)], dilations, pad: [[0, 0], edge(), edge(), [0, 0]] };
    const given = [values(shape), values(kernel), values([kernel[3]])];
    const dy = tf.tidy(() => values(plainConvolution(given[0] as tf.Tensor4D, given[1] as tf.Tensor4D, null, settings).shape));
    const [ours, twins] = [await results(whole, given, dy, settings), await results(plainConvolution, given, dy, settings)];
    PARTS.forEach((part, i) => near(ours[i]!, twins[i]!, `${part} of ${JSON.stringify({ shape, kernel, settings })}`));
    await depthwiseToo(given[0] as tf.Tensor4D, values([kernel[0], kernel[1], kernel[2], upTo(2)]) as tf.Tensor4D, settings, values);
    tf.dispose([given, dy]);
  },
});

async function depthwiseToo(x: tf.Tensor4D, kernel: tf.Tensor4D, settings: ConvolutionSettings, values: (shape: number[]) => tf.Tensor): Promise<void> {
  const bias = tf.zeros([kernel.shape[2] * kernel.shape[3]]);
  const dy = tf.tidy(() => values(plainDepthwise(x, kernel, settings).shape));
  const twin: Op = (a, b, c, given) => tf.add(plainDepthwise(a, b, given), c);
  const [ours, twins] = [await results(separate, [x, kernel, bias], dy, settings), await results(twin, [x, kernel, bias], dy, settings)];
  PARTS.forEach((part, i) => near(ours[i]!, twins[i]!, `${part}, channel by channel`));
  holds(ours[0]!.some((value) => value !== 0), "all numbers are zero");
  tf.dispose([kernel, bias, dy]);
}

/** Numbers that are often equal, windows that overlap, and channels of any count: what WebGPU's threads share out. */
const tiesCheck = (seed: number): Check => ({
  name: `the gradient of max pooling goes to the first of the largest, by chance ${seed}`,
  async run() {
    const random = seededRandom(seed, "pooling");
    const upTo = (most: number) => 1 + Math.floor(random() * most);
    const window: Pair = [upTo(4), upTo(4)];
    const strides: Pair = [upTo(4), upTo(4)];
    const shape: Shape = [upTo(2), window[0] + upTo(6), window[1] + upTo(6), upTo(8)];
    const [, height, width, channels] = shape;
    const x = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => Math.floor(3 * random()));
    const given = tf.tensor(x, shape);
    const pool = (t: tf.Tensor) => tf.maxPool(t as tf.Tensor4D, window, strides, "valid");
    const { outHeight: high, outWidth: wide } = tf.backend_util.computePool2DInfo(shape, window, strides, 1, "valid");
    const wanted = new Float32Array(x.length);
    const dy = Float32Array.from({ length: shape[0] * high * wide * channels }, (_, place) => {
      const [c, j, i, b] = [place % channels, Math.floor(place / channels) % wide, Math.floor(place / channels / wide) % high, Math.floor(place / channels / wide / high)];
      const taps = Array.from({ length: window[0] * window[1] }, (_tap, t) => ((b * height + i * strides[0] + Math.floor(t / window[1])) * width + j * strides[1] + (t % window[1])) * channels + c);
      wanted[taps.reduce((best, tap) => (x[tap]! > x[best]! ? tap : best))]! += place + 1;
      return place + 1;
    });
    const dx = tf.tidy(() => tf.grad(pool)(given, tf.tensor(dy, [shape[0], high, wide, channels])));
    near(await dx.data<"float32">(), wanted, JSON.stringify({ shape, window, strides }));
    tf.dispose([given, dx]);
  },
});

export const convolutionChecks = (): readonly Check[] => [
  ...golden.convolutions.map(goldenCheck("convolution", whole)),
  ...golden.depthwise.map(goldenCheck("depthwise convolution", separate)),
  ...golden.poolings.map(poolingCheck),
  ...Array.from({ length: 12 }, (_, seed) => randomCheck(seed)),
  ...Array.from({ length: 8 }, (_, seed) => tiesCheck(seed)),
];
