import type { Tensor } from "../tf.ts";
import * as tf from "../tf.ts";
import { activated, plainActivated } from "../kernels/activation.ts";
import { affine, plainAffine } from "../kernels/affine/index.ts";
import { attend, plainAttention } from "../kernels/attention/index.ts";
import { batchNorm, hasBatchNorm, normalizeBy, plainMoments, plainNormalizeBy } from "../kernels/batch-norm/index.ts";
import { convolve, plainConvolution, type ConvolutionSettings } from "../kernels/convolution/index.ts";
import { dropout, keepMask } from "../kernels/dropout.ts";
import { lookUp, plainLookUp } from "../kernels/embedding/index.ts";
import { entmax, plainEntmax } from "../kernels/entmax/index.ts";
import { gatherRows, packTable } from "../kernels/gather-rows/index.ts";
import { layerNorm, plainLayerNorm } from "../kernels/layer-norm/index.ts";
import { hasRowLoss, rowLoss } from "../kernels/losses/row-loss.ts";
import { hasSoftmaxCrossEntropy, softmaxCrossEntropyMean } from "../kernels/losses/softmax.ts";
import { warped, warpPictures } from "../kernels/warp.ts";
import { writeRows } from "../kernels/write-rows.ts";
import { each, numbers, type Probe } from "./probe.ts";

type Op = (...operands: Tensor[]) => Tensor;

/**
 * A fused kernel beside its plain twin on the same device: what the twin is made of has been tested against closed forms by then.
 * Both give the answer and its gradients with respect to the operands.
 */
function twins(summary: string, fused: Op, plain: Op, shapes: readonly (readonly number[])[]): Probe {
  const both = (op: Op) => () => {
    const operands = shapes.map((shape, i) => tf.tensor(numbers(tf.util.sizeFromShape([...shape]), 30 + i), [...shape]));
    const answer = op(...operands);
    const weights = tf.tensor(numbers(answer.size, 29), answer.shape);
    return [answer, ...tf.grads(op)(operands, weights)];
  };
  return { summary, compute: both(fused), expected: both(plain) };
}

const ROWS = 9, WIDTH = 21, EPSILON = 1e-5;
const WEIGHTS = each(ROWS, (i) => (i === 4 ? 0 : 1));

function batchNormalisation(): Probe {
  const [x, mean, variance] = [numbers(ROWS * WIDTH, 40), numbers(WIDTH, 41), numbers(WIDTH, 42).map(Math.abs)];
  const kept = 0.9;
  const given = () => [tf.tensor(x, [ROWS, WIDTH]), tf.tensor1d(mean), tf.tensor1d(variance), tf.tensor1d(WEIGHTS)] as const;
  const blend = (old: Tensor, now: Tensor) => tf.add(tf.mul(old, kept), tf.mul(now, 1 - kept));
  const plain = (): Tensor[] => {
    const [rows, oldMean, oldVariance, weights] = given();
    const moments = plainMoments(rows, weights);
    const normal = (t: Tensor) => plainNormalizeBy(t, null, plainMoments(t, weights), EPSILON);
    return [normal(rows), blend(oldMean, moments.mean), blend(oldVariance, moments.variance), tf.grad(normal)(rows, tf.square(rows))];
  };
  return {
    summary: "batch normalisation",
    compute: () => {
      if (!hasBatchNorm()) return plain();
      const [rows, oldMean, oldVariance, weights] = given();
      const normal = (t: Tensor) => batchNorm(t, null, weights, { mean: oldMean, variance: oldVariance }, EPSILON, kept);
      const answer = normal(rows);
      const moved = [tf.add(oldMean, 0), tf.add(oldVariance, 0)]; // before the gradient goes forward once more
      return [answer, ...moved, tf.grad(normal)(rows, tf.square(rows))];
    },
    expected: plain,
  };
}

/** Logits [9, 21] against classes, and numbers [9] against targets, a row of weight 0 among them. */
function losses(): Probe {
  const target = each(ROWS, (i) => (i * 5) % WIDTH);
  const weighted = (perRow: Tensor): tf.Scalar => tf.div(tf.sum(tf.mul(perRow, tf.tensor1d(WEIGHTS))), tf.add(tf.sum(tf.tensor1d(WEIGHTS)), 1e-20));
  const classes = () => tf.tensor1d(target, "int32");
  const signs = () => tf.tensor1d(each(ROWS, (i) => i % 2));
  const entropy: Op = (logits) => weighted(tf.neg(tf.sum(tf.mul(tf.cast(tf.oneHot(classes(), WIDTH), "float32"), tf.logSoftmax(logits)), -1)));
  const squared: Op = (z) => weighted(tf.square(tf.sub(z, signs())));
  const sigmoid: Op = (z) => weighted(tf.add(tf.mul(signs(), tf.softplus(tf.neg(z))), tf.mul(tf.sub(1, signs()), tf.softplus(z))));
  const fused: readonly Op[] = [
    (logits) => softmaxCrossEntropyMean({ logits: logits, target: classes(), weights: tf.tensor1d(WEIGHTS), classWeights: null }, { robust: 0, penalty: 0 }),
    (z) => rowLoss(z, signs(), tf.tensor1d(WEIGHTS), { kind: "squared" }),
    (z) => rowLoss(z, signs(), tf.tensor1d(WEIGHTS), { kind: "sigmoid" }),
  ];
  const plain = [entropy, squared, sigmoid];
  const all = (ops: readonly Op[]) => () => {
    const operands = [tf.tensor(numbers(ROWS * WIDTH, 45), [ROWS, WIDTH]), tf.tensor1d(numbers(ROWS, 46)), tf.tensor1d(numbers(ROWS, 47))];
    return ops.flatMap((op, i) => [op(operands[i]!), tf.grad((t: Tensor) => op(t))(operands[i]!)]);
  };
  return {
    summary: "losses",
    compute: () => all([hasSoftmaxCrossEntropy() ? fused[0]! : entropy, ...(hasRowLoss() ? fused.slice(1) : plain.slice(1))])(),
    expected: all(plain),
  };
}

/** Noise by position and step, the same everywhere. */
function noise(): Probe {
  const settings = { rate: 0.3, seed: 1234 };
  const x = numbers(200, 50);
  const mask = keepMask(x.length, settings.rate, settings.seed, 7);
  return { summary: "dropout", compute: () => [dropout(tf.tensor1d(x), tf.scalar(7), settings)], expected: [x.map((v, i) => v * mask[i]!)] };
}

/** Pictures moved, each in another way. */
function movedPictures(): Probe {
  const shape = [2, 3, 4, 2] as const;
  const [x, moves] = [numbers(48, 52), Float32Array.of(-1, 1, 0.4, 0.8, 0.5, -0.5, 0.3, 0, 0, 0.2, 1, -1, -0.2, 1, 0, 0, 0, -0.4, 0.1, 0)];
  const expected = new Float32Array(48);
  warped(x, moves, expected, shape);
  return { summary: "moved pictures", compute: () => [warpPictures(tf.tensor4d(x, [...shape]), tf.tensor2d(moves, [2, 10]))], expected: [expected] };
}

/** Columns of every width gathered by row numbers, and rows written into a longer tensor. */
function rows(): Probe {
  const [bytes, shorts, floats] = [each(12, (i) => (i * 37) % 256), each(12, (i) => 300 + i * 999), numbers(36, 51)];
  const wanted = [3, 11, 3, 0];
  const columns = [
    { dtype: "int32" as const, shape: [], data: Int32Array.from(bytes) },
    { dtype: "int32" as const, shape: [], data: Int32Array.from(shorts) },
    { dtype: "float32" as const, shape: [3], data: floats },
  ];
  return {
    summary: "rows of the data",
    compute: () => {
      const table = packTable(columns, 12);
      const taken = gatherRows(table, tf.tensor1d(wanted)).map((part) => tf.cast(part, "float32"));
      table.dispose();
      const book = tf.zeros([6, 3]);
      writeRows(book, taken[2]!, tf.tensor1d([1]));
      return [...taken, tf.add(book, 0)];
    },
    expected: [
      wanted.map((row) => bytes[row]!), wanted.map((row) => shorts[row]!),
      each(12, (i) => floats[wanted[Math.floor(i / 3)]! * 3 + (i % 3)]!),
      each(18, (i) => (i < 3 || i >= 15 ? 0 : floats[wanted[Math.floor(i / 3) - 1]! * 3 + (i % 3)]!)),
    ],
  };
}

const SPAN: ConvolutionSettings = { strides: [1, 1], dilations: [1, 1], pad: "same" };
/** Two rows of five steps by two heads, padding among them and not. */
function attentions(): readonly Probe[] {
  const mask = () => tf.tensor2d([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], [2, 5]);
  return [null, mask].map((make) => twins(make ? "attention past padding" : "attention",
    (qkv) => attend(qkv as tf.Tensor3D, make?.() ?? null, 2), (qkv) => plainAttention(qkv as tf.Tensor3D, make?.() ?? null, 2), [[2, 5, 18]]));
}
const averages = () => ({ mean: tf.tensor1d(numbers(WIDTH, 60)), variance: tf.tensor1d(numbers(WIDTH, 61).map(Math.abs)) });
const ids = () => tf.tensor1d([2, 0, 2, 6, 5, 2], "int32");
type Ranks = Readonly<{ m: tf.Tensor2D; v: tf.Tensor1D; p: tf.Tensor4D }>;

export const kernelProbes = (): readonly Probe[] => [
  rows(),
  twins("linear layer", (x, w, b) => affine(x, w as Ranks["m"], b as Ranks["v"]), (x, w, b) => plainAffine(x, w as Ranks["m"], b as Ranks["v"]), [[ROWS, 5], [5, WIDTH], [WIDTH]]),
  twins("lookup of rows", (table) => lookUp(table as Ranks["m"], ids()), (table) => plainLookUp(table as Ranks["m"], ids()), [[7, 5]]),
  twins("convolution by windows", (x, w, b) => convolve(x as Ranks["p"], w as Ranks["p"], b as Ranks["v"], SPAN), (x, w, b) => plainConvolution(x as Ranks["p"], w as Ranks["p"], b as Ranks["v"], SPAN), [[2, 1, 6, 3], [1, 3, 3, 4], [4]]),
  twins("layer normalisation", (x, gamma, beta) => layerNorm(x, { gamma: gamma as Ranks["v"], beta: beta as Ranks["v"] }, EPSILON), (x, gamma, beta) => plainLayerNorm(x, { gamma: gamma as Ranks["v"], beta: beta as Ranks["v"] }, EPSILON), [[ROWS, WIDTH], [WIDTH], [WIDTH]]),
  batchNormalisation(),
  ...attentions(),
  ...[2, 1.5].map((alpha) => twins(alpha === 2 ? "sparsemax" : "entmax", (x) => entmax(x, alpha), (x) => plainEntmax(x, alpha), [[ROWS, WIDTH]])),
  twins("normalisation by running averages", (x) => normalizeBy(x, null, averages(), EPSILON), (x) => plainNormalizeBy(x, null, averages(), EPSILON), [[ROWS, WIDTH]]),
  ...(["gelu", "swish", "mish", "selu"] as const).map((name) => twins(`activation ${name}`, (x) => activated(x, name), (x) => plainActivated(x, name), [[ROWS, WIDTH]])),
  noise(),
  movedPictures(),
  losses(),
];
