import * as tf from "../tf.ts";
import type { GradConfig, NamedAttrMap, Tensor } from "../tf.ts";

/** Kernels whose result steps from one value to another: their gradient is zero, and TensorFlow.js has none for them. */
const STEPS = ["Greater", "Less", "LessEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr"];

/** Replaces gradients of TensorFlow.js 4.22 that are missing, wrong or wasteful. Once or many times, it is the same. */
export function mendGradients(): void {
  for (const config of [...REDUCTIONS, ...BROADCASTS, AVERAGE_POOLING, ...STEPS.map(zeroGradient)]) {
    // Asked first: taking out a gradient that is not there warns, and so does putting in one that is.
    if (tf.getGradient(config.kernelName)) tf.unregisterGradient(config.kernelName);
    tf.registerGradient(config);
  }
}

/** Stock gradients of sums and means multiply by an array of ones that they make in JavaScript and upload at every step. */
const REDUCTIONS: readonly GradConfig[] = [
  {
    kernelName: "Sum",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({ x: () => spread(one(dy), x!, attrs, 1) }),
  },
  {
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({ x: () => spread(one(dy), x!, attrs, x!.size / one(dy).size) }),
  },
];

/** dy, one value per group of the reduction, repeated over the group; divided by `share`. */
function spread(dy: Tensor, x: Tensor, attributes: NamedAttrMap, share: number): Tensor {
  const axes = tf.util.parseAxisParam(attributes["axis"] as number | number[], x.shape); // so the op's signature says
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  return tf.mul(tf.reshape(dy, kept), tf.fill(x.shape, 1 / share));
}

/** Stock gradients of these have the wrong shape when one operand is broadcast. */
const BROADCASTS: readonly GradConfig[] = [
  pairwise("Maximum", (dy, a, b) => where(tf.greaterEqual(a, b), dy), (dy, a, b) => where(tf.less(a, b), dy)),
  pairwise("Minimum", (dy, a, b) => where(tf.lessEqual(a, b), dy), (dy, a, b) => where(tf.greater(a, b), dy)),
  pairwise("SquaredDifference", (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(a, b))), (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(b, a)))),
];

/** The stock gradient shares what a window was given with its padding, which the stock mean leaves out. */
const AVERAGE_POOLING: GradConfig = {
  kernelName: "AvgPool",
  inputsToSave: ["x"],
  gradFunc: (given, [x], attrs) => {
    const { filterSize, strides, pad } = attrs as unknown as tf.AvgPoolAttrs; // so the op's signature says
    const shape = x!.shape as [number, number, number, number]; // likewise
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
    const isPadded = Object.values(info.padInfo).some((n) => typeof n === "number" && n > 0);
    const dy = isPadded ? tf.mul(one(given), surplus(info)) : one(given);
    return { x: () => tf.engine().runKernel<Tensor>(tf.AvgPoolGrad, { dy, input: x! }, attrs) }; // one output
  },
};

/** [1, outHeight, outWidth, 1] places of a window by those of them that are not padding. */
function surplus(info: tf.backend_util.Conv2DInfo): Tensor {
  const inside = (first: number, count: number, size: number) => Array.from({ length: count }, (_, i) => first + i).filter((at) => at >= 0 && at < size).length;
  const rows = Array.from({ length: info.outHeight }, (_, i) => inside(i * info.strideHeight - info.padInfo.top, info.filterHeight, info.inHeight));
  const columns = Array.from({ length: info.outWidth }, (_, j) => inside(j * info.strideWidth - info.padInfo.left, info.filterWidth, info.inWidth));
  const places = info.filterHeight * info.filterWidth;
  return tf.tensor(rows.flatMap((row) => columns.map((column) => places / Math.max(1, row * column))), [1, info.outHeight, info.outWidth, 1]);
}

type Partial = (dy: Tensor, a: Tensor, b: Tensor) => Tensor;
function pairwise(kernelName: string, byA: Partial, byB: Partial): GradConfig {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => gathered(byA(one(dy), a!, b!), a!),
      b: () => gathered(byB(one(dy), a!, b!), b!),
    }),
  };
}

/** A gradient of the broadcast shape, summed back to the operand's own. */
function gathered(gradient: Tensor, operand: Tensor): Tensor {
  const axes = tf.broadcast_util.getReductionAxes(operand.shape, gradient.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, operand.shape);
}

const where = (condition: Tensor, dy: Tensor): Tensor => tf.mul(dy, tf.cast(condition, "float32"));

function zeroGradient(kernelName: string): GradConfig {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
  };
}

/** Every kernel patched here has one output. */
const one = (dy: Tensor | Tensor[]): Tensor => (Array.isArray(dy) ? dy[0]! : dy);
