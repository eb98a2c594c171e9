import * as tf from "../../../src/engine/tf.ts";
import type { Tensor } from "../../../src/engine/tf.ts";
import { close, equal, type Check } from "./check.ts";

/**
 * What TensorFlow.js's own kernels compute, on the backend that runs and in plain JavaScript: shapes with tails, broadcasts, empty
 * tensors, numbers at the edges.
 */
export const stockKernelChecks = (): readonly Check[] => Object.entries(CASES).flatMap(([name, cases]) => cases.map((compute, i) => ({
  name: `${name}, case ${i + 1}: as in plain JavaScript`,
  run: () => asInJavaScript(compute),
})));

type Compute = () => Tensor | Tensor[];

async function asInJavaScript(compute: Compute): Promise<void> {
  const backend = tf.getBackend();
  const actual = await computed(compute);
  await tf.setBackend("cpu");
  try {
    const expected = await computed(compute);
    equal(actual.map(({ shape, dtype }) => [shape, dtype]), expected.map(({ shape, dtype }) => [shape, dtype]), "shapes and types");
    expected.forEach(({ data }, i) => sameOrClose(actual[i]!.data, data));
  } finally {
    await tf.setBackend(backend);
  }
}

async function computed(compute: Compute): Promise<{ shape: number[]; dtype: string; data: number[] }[]> {
  const before = tf.memory().numTensors;
  const tensors = [tf.tidy(compute)].flat();
  const read = [];
  for (const tensor of tensors) read.push({ shape: tensor.shape, dtype: tensor.dtype, data: Array.from(await tensor.data()) });
  tf.dispose(tensors);
  equal(tf.memory().numTensors, before, "tensors left");
  return read;
}

/** Infinities and NaN must be where they are. */
function sameOrClose(actual: readonly number[], expected: readonly number[]): void {
  const finite = (values: readonly number[]) => values.map((value, i) => (Number.isFinite(expected[i]) ? value : 0));
  equal(actual.map(String).filter((_, i) => !Number.isFinite(expected[i])), expected.map(String).filter((value) => !Number.isFinite(Number(value))), "not finite");
  close(finite(actual), finite(expected), 1e-5, "numbers");
}

/** Numbers of no pattern, of both signs, the same each time. */
function numbers(...shape: number[]): Tensor {
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(Float32Array.from({ length: n }, (_, i) => Math.sin(i * 12.9898 + n) * 2), shape);
}
const ints = (most: number, ...shape: number[]): Tensor => {
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(Int32Array.from({ length: n }, (_, i) => (i * 7919 + n) % most), shape, "int32");
};
const bools = (...shape: number[]): Tensor => tf.greater(numbers(...shape), 0.2);
const EDGES = [0, -0, 1, -1, 0.5, 1.5, 2.5, -0.5, -1.5, 1e-6, -1e-6, 1e-3, 20, -20, 88, -88, 1e30, -1e30, Infinity, -Infinity, NaN, 7, -7];
const edges = (): Tensor => tf.tensor1d(EDGES);

const products: Compute[] = [[1, 1, 1], [2, 3, 2], [4, 8, 8], [5, 7, 9], [13, 20, 19], [17, 1, 3], [3, 600, 12], [300, 5, 4], [12, 2, 33], [1, 40, 17], [0, 3, 2], [2, 0, 3]].flatMap(
  ([m, k, n]) => [false, true].flatMap((left) => [false, true].map((right) => () =>
    tf.matMul(left ? numbers(k!, m!) : numbers(m!, k!), right ? numbers(n!, k!) : numbers(k!, n!), left, right))),
);
const activations = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const;
const pairShapes: readonly (readonly [number[], number[]])[] = [
  [[7], [7]], [[5, 6], [6]], [[5, 6], [5, 1]], [[], [3, 5]], [[4, 1, 5], [1, 3, 1]], [[2, 3, 5], [3, 1]], [[2, 1, 3, 1, 2], [1, 4, 1, 5, 1]], [[0, 3], [3]], [[], []],
];
const onPairs = (f: (a: Tensor, b: Tensor) => Tensor): Compute[] => [
  ...pairShapes.map(([a, b]) => () => f(numbers(...a), numbers(...b))),
  () => f(tf.reshape(edges(), [-1, 1]), tf.reshape(edges(), [1, -1])),
];
const onInts = (f: (a: Tensor, b: Tensor) => Tensor): Compute[] => pairShapes.map(([a, b]) => () => f(ints(5, ...a), ints(4, ...b)));
const onNumbers = (f: (x: Tensor) => Tensor): Compute[] => [() => f(edges()), () => f(numbers(3, 5)), () => f(numbers(0, 2)), () => f(tf.scalar(0.3))];
const above = (least: number, x: Tensor): Tensor => tf.maximum(x, least);
const reductions = (f: (x: Tensor, axis: number[] | undefined, keepDims: boolean) => Tensor): Compute[] =>
  [[7], [5, 9], [3, 4, 5], [2, 3, 1, 5], [1, 300], [300, 3]].flatMap((shape) =>
    [undefined, [0], [-1], [0, shape.length - 1].slice(0, shape.length)].flatMap((axis) => [false, true].map((keep) => () => f(numbers(...shape), axis, keep))));

const CASES: Readonly<Record<string, readonly Compute[]>> = {
  matMul: [
    ...products,
    () => tf.matMul(numbers(3, 4, 5), numbers(3, 5, 6)),
    () => tf.matMul(numbers(3, 4, 5), numbers(1, 5, 9)),
    () => tf.matMul(numbers(2, 2, 4, 5), numbers(2, 2, 6, 5), false, true),
    () => tf.matMul(numbers(2, 300, 30), numbers(2, 300, 10), true),
  ],
  "fused matMul": [
    ...activations.map((activation) => () => tf.fused.matMul({ a: numbers(5, 6), b: numbers(6, 11), bias: numbers(11), activation, leakyreluAlpha: 0.2 })),
    () => tf.fused.matMul({ a: numbers(5, 6), b: numbers(6, 3), activation: "relu" }),
    () => tf.fused.matMul({ a: numbers(5, 6), b: numbers(6, 3), bias: numbers(5, 1), activation: "relu" }),
    () => tf.fused.matMul({ a: numbers(5, 6), b: numbers(6, 3), bias: numbers(3), activation: "prelu", preluActivationWeights: numbers(3) }),
  ],
  ...Object.fromEntries(([
    ["abs", tf.abs], ["ceil", tf.ceil], ["elu", tf.elu], ["erf", tf.erf], ["exp", tf.exp], ["expm1", tf.expm1], ["floor", tf.floor], ["log1p", tf.log1p], ["neg", tf.neg],
    ["reciprocal", tf.reciprocal], ["relu", tf.relu], ["relu6", tf.relu6], ["round", tf.round], ["selu", tf.selu], ["sigmoid", tf.sigmoid], ["sign", tf.sign],
    ["softplus", tf.softplus], ["square", tf.square], ["tanh", tf.tanh], ["log", tf.log], ["sqrt", tf.sqrt], ["rsqrt", tf.rsqrt],
    ["leakyRelu", (x) => tf.leakyRelu(x, 0.3)], ["step", (x) => tf.step(x, 0.4)], ["clipByValue", (x) => tf.clipByValue(x, -0.5, 0.7)],
  ] satisfies [string, (x: Tensor) => Tensor][]).map(([name, f]) => [name, onNumbers(f)])),
  ...Object.fromEntries(([
    ["add", tf.add], ["sub", tf.sub], ["mul", tf.mul], ["div", tf.div], ["maximum", tf.maximum], ["minimum", tf.minimum], ["squaredDifference", tf.squaredDifference],
    ["prelu", (a, b) => tf.prelu(tf.add(a, tf.zerosLike(b)), b)],
    ["equal", tf.equal], ["notEqual", tf.notEqual], ["greater", tf.greater], ["greaterEqual", tf.greaterEqual], ["less", tf.less], ["lessEqual", tf.lessEqual],
  ] satisfies [string, (a: Tensor, b: Tensor) => Tensor][]).map(([name, f]) => [name, onPairs(f)])),
  ...Object.fromEntries(([
    ["add of int32", tf.add], ["sub of int32", tf.sub], ["mul of int32", tf.mul], ["maximum of int32", tf.maximum], ["minimum of int32", tf.minimum],
    ["equal of int32", tf.equal], ["notEqual of int32", tf.notEqual], ["greater of int32", tf.greater], ["greaterEqual of int32", tf.greaterEqual],
    ["less of int32", tf.less], ["lessEqual of int32", tf.lessEqual],
  ] satisfies [string, (a: Tensor, b: Tensor) => Tensor][]).map(([name, f]) => [name, onInts(f)])),
  pow: [() => tf.pow(above(0, numbers(3, 4)), tf.scalar(2.5)), () => tf.pow(numbers(3, 4), tf.scalar(3))],
  addN: [() => tf.addN([numbers(3, 4)]), () => tf.addN([numbers(3, 4), numbers(3, 4), numbers(3, 4)])],
  cast: [
    () => tf.cast(numbers(9), "int32"), () => tf.cast(numbers(9), "bool"), () => tf.cast(ints(3, 9), "float32"), () => tf.cast(ints(3, 9), "bool"),
    () => tf.cast(bools(9), "float32"), () => tf.cast(bools(9), "int32"), () => tf.cast(numbers(9), "float32"),
  ],
  logic: [() => tf.logicalAnd(bools(3, 7), tf.logicalNot(bools(3, 7))), () => tf.logicalOr(bools(3, 7), bools(7)), () => tf.logicalNot(bools(5))],
  where: [() => tf.where(bools(3, 5), numbers(3, 5), numbers(5)), () => tf.where(bools(3, 1), numbers(3, 5), tf.scalar(0)), () => tf.where(bools(4), ints(9, 4), ints(5, 4))],
  sum: reductions((x, axis, keep) => tf.sum(x, axis, keep)),
  mean: reductions((x, axis, keep) => tf.mean(x, axis, keep)),
  max: reductions((x, axis, keep) => tf.max(x, axis, keep)),
  min: reductions((x, axis, keep) => tf.min(x, axis, keep)),
  prod: reductions((x, axis, keep) => tf.prod(x, axis, keep)),
  any: [() => tf.any(bools(3, 5), 1), () => tf.all(bools(3, 5), 0)],
  argMax: [0, 1, 2].flatMap((axis) => [() => tf.argMax(numbers(3, 4, 5), axis), () => tf.argMin(numbers(3, 4, 5), axis)]),
  cumsum: [[0, false, false], [1, true, false], [1, false, true], [1, true, true]].map(([axis, exclusive, reverse]) => () => tf.cumsum(numbers(3, 5), Number(axis), Boolean(exclusive), Boolean(reverse))),
  softmax: [() => tf.softmax(numbers(3, 7)), () => tf.softmax(numbers(2, 3, 4)), () => tf.softmax(tf.tensor2d([[1e3, -1e3, 0]])), () => tf.softmax(numbers(4, 1)), () => tf.softmax(numbers(0, 3))],
  logSoftmax: [() => tf.logSoftmax(numbers(3, 7))],
  transpose: [
    () => tf.transpose(numbers(5, 7)), () => tf.transpose(numbers(8, 12)), () => tf.transpose(numbers(2, 5, 6), [0, 2, 1]), () => tf.transpose(numbers(2, 3, 4, 5), [0, 2, 1, 3]),
    () => tf.transpose(numbers(2, 3, 4), [2, 1, 0]), () => tf.transpose(numbers(2, 3, 4), [1, 0, 2]), () => tf.transpose(ints(9, 4, 3)), () => tf.transpose(bools(4, 3)),
    () => tf.transpose(numbers(2, 3, 2, 3, 2), [4, 2, 0, 3, 1]), () => tf.transpose(numbers(1, 5), [1, 0]), () => tf.transpose(numbers(6, 1, 5), [2, 1, 0]), () => tf.transpose(numbers(2, 3, 4), [1, 2, 0]), () => tf.transpose(numbers(2, 0, 4), [1, 2, 0]), () => tf.transpose(numbers(0, 4)),
  ],
  concat: [
    () => tf.concat([numbers(3, 4), numbers(3, 2)], 1), () => tf.concat([numbers(3, 4), numbers(2, 4)], 0), () => tf.concat([numbers(2, 3, 4), numbers(2, 1, 4), numbers(2, 2, 4)], 1),
    () => tf.concat([numbers(3, 0), numbers(3, 2)], 1), () => tf.concat([ints(5, 3), ints(5, 2)]), () => tf.concat([bools(3, 2), bools(3, 1)], 1), () => tf.concat([numbers(3, 40), numbers(3, 50)], -1),
  ],
  pack: [() => tf.stack([numbers(3, 4), numbers(3, 4)]), () => tf.stack([numbers(3, 4), numbers(3, 4)], 1), () => tf.stack([numbers(3), numbers(3)], -1)],
  unpack: [() => tf.unstack(numbers(3, 4)), () => tf.unstack(numbers(3, 4), 1), () => tf.unstack(numbers(2, 3, 4), -2), () => tf.unstack(bools(2, 3))],
  split: [() => tf.split(numbers(4, 6), 2), () => tf.split(numbers(4, 6), [1, 2, 3], 1), () => tf.split(numbers(4, 6, 2), 3, 1)],
  slice: [() => tf.slice(numbers(4, 6), [1, 2], [2, 3]), () => tf.slice(numbers(9), 3), () => tf.slice(numbers(3, 4, 5, 2), [1, 0, 2, 0], [2, 3, -1, 1]), () => tf.slice(numbers(4, 3), [1, 0], [0, 3]), () => tf.slice(bools(7), 2, 3)],
  stridedSlice: [() => tf.stridedSlice(numbers(7, 8), [1, 6], [7, 0], [2, -2]), () => tf.stridedSlice(numbers(7, 8), [0, 0], [7, 8], [1, 1]), () => tf.stridedSlice(numbers(4, 5, 6), [0, 1, 1], [0, 3, 5], [1, 1, 2], 0, 1)],
  pad: [() => tf.pad(numbers(3, 4), [[1, 2], [0, 3]], 0.5), () => tf.pad(numbers(5), [[2, 0]]), () => tf.pad(ints(4, 2, 2), [[1, 1], [1, 1]], 3), () => tf.pad(numbers(2, 3, 4, 2), [[0, 1], [1, 0], [1, 1], [0, 2]])],
  tile: [() => tf.tile(numbers(3, 4), [2, 3]), () => tf.tile(numbers(3, 1, 2), [1, 4, 1]), () => tf.tile(numbers(2, 3, 2), [2, 2, 2]), () => tf.tile(bools(3), [2])],
  reverse: [() => tf.reverse(numbers(5)), () => tf.reverse(numbers(3, 4), 1), () => tf.reverse(numbers(2, 3, 4), [0, 2]), () => tf.reverse(numbers(2, 3, 4), 1)],
  gather: [
    () => tf.gather(numbers(6, 5), ints(6, 9)), () => tf.gather(numbers(6, 5), ints(5, 4), 1), () => tf.gather(numbers(2, 6, 3), ints(6, 2, 4), 1, 1),
    () => tf.gather(ints(9, 7), ints(7, 2, 3)), () => tf.gather(numbers(6, 40), ints(6, 3)), () => tf.gather(numbers(6), ints(6, 4)), () => tf.gather(bools(4, 2), ints(4, 3)),
  ],
  unsortedSegmentSum: [() => tf.unsortedSegmentSum(numbers(9, 5), tf.tensor1d([0, 1, 1, 3, -1, 9, 3, 0, 2], "int32"), 4), () => tf.unsortedSegmentSum(numbers(5), tf.tensor1d([0, 2, 2, 0, 1], "int32"), 3)],
  oneHot: [() => tf.oneHot(tf.tensor1d([0, 2, -1, 5], "int32"), 4), () => tf.oneHot(ints(4, 3, 2), 4, 0.9, 0.1, "float32")],
  fill: [() => tf.fill([3, 5], 0.3), () => tf.fill([4], 3, "int32"), () => tf.zerosLike(ints(5, 4)), () => tf.onesLike(numbers(3)), () => tf.zerosLike(bools(3))],
  views: [() => tf.reshape(numbers(3, 4), [2, -1]), () => tf.expandDims(numbers(3), -1), () => tf.expandDims(numbers(3, 2), 1), () => tf.squeeze(numbers(3, 1, 2)), () => tf.clone(numbers(2))],
};
