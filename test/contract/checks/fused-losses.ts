import { binaryWeightedCrossEntropy } from "../../../src/engine/losses/binary-weighted-cross-entropy.ts";
import type { Loss, LossFn } from "../../../src/engine/losses/loss.ts";
import { regressionLosses } from "../../../src/engine/losses/regression.ts";
import { logSoftmax } from "../../../src/engine/losses/classes.ts";
import { softmaxCrossEntropy } from "../../../src/engine/losses/softmax-cross-entropy.ts";
import * as tf from "../../../src/engine/tf.ts";
import { strict } from "./cases.ts";
import { close, equal, type Check } from "./check.ts";

/** More rows than a workgroup has threads, more classes than one of them takes by itself. */
const SHAPES = [{ rows: 300, classes: 3 }, { rows: 300, classes: 65 }, { rows: 7, classes: 2003 }];
const SETTINGS = [{}, { robust_lambda: 0.2, confidence_penalty: 0.3 }];
const numbers = (n: number, salt: number): Float32Array => Float32Array.from({ length: n }, (_, i) => 3 * Math.sin(12.9898 * (i + 1) + 78.233 * salt));
const complain = (): void => {};

async function onTensors(loss: Loss, logits: Float32Array, shape: [number, number], target: Float32Array | Int32Array, weights: Float32Array) {
  const { value, grad } = tf.tidy(() => {
    const [wanted, counted] = [tf.tensor1d(target, target instanceof Int32Array ? "int32" : "float32"), tf.tensor1d(weights)];
    return tf.valueAndGrad((z) => loss.tensor(z, wanted, counted))(tf.tensor2d(logits, shape));
  });
  const read = { value: await value.data<"float32">(), slope: await grad.data<"float32">() };
  tf.dispose([value, grad]);
  return read;
}

/** Every third row weighs nothing, every seventh has a target that is not known, and a number there that would show. */
async function softmaxAgrees(rows: number, classes: number, given: (typeof SETTINGS)[number]): Promise<void> {
  const classWeights = Array.from({ length: classes }, (_, c) => 1 + (c % 4));
  const open = softmaxCrossEntropy.open({ ...given, class_weights: classWeights }, [], strict("loss"));
  const loss = open({ idx2str: classWeights.map(String) }, complain);
  const logits = numbers(rows * classes, 1);
  const target = Int32Array.from({ length: rows }, (_, i) => (i % 7 === 3 ? -1 : (5 * i) % classes));
  const weights = Float32Array.from({ length: rows }, (_, i) => (i % 3 === 1 ? 0 : 1));
  const counts = weights.map((weight, i) => (target[i]! < 0 ? 0 : weight * classWeights[target[i]!]!));
  const total = counts.reduce((a, b) => a + b, 0);
  const { robust_lambda: robust = 0, confidence_penalty: penalty = 0 } = given;
  const slopes = Array.from({ length: rows }, (_, i) => {
    const logP = logSoftmax(logits.subarray(i * classes, (i + 1) * classes));
    const mean = logP.reduce((sum, l) => sum + Math.exp(l) * l, 0);
    return [...logP].map((l, j) =>
      (counts[i]! / total) * ((1 - robust) * (Math.exp(l) - Number(j === target[i])) + penalty * Math.exp(l) * (l - mean) / Math.log(classes)));
  }).flat();
  const judged = target.map((t, i) => (weights[i] === 0 ? -1 : t));
  const expected = loss.value(logits, judged, rows);
  logits.forEach((_, i) => {
    if (counts[Math.floor(i / classes)] === 0) logits[i] = 50;
  });
  const { value, slope } = await onTensors(loss, logits, [rows, classes], target, weights);
  close(value, [expected], 1e-5, "loss");
  const scale = Math.max(...slopes.map(Math.abs));
  close(slope.map((s) => s / scale), slopes.map((s) => s / scale), tf.getBackend() === "webgpu" ? 1e-4 : 1e-5, "gradient, of its largest number");
}

/** A loss of one number a row, over rows of which every third weighs nothing. */
async function rowsAgree(make: LossFn<unknown>, target: Float32Array): Promise<void> {
  const rows = target.length;
  const loss = make({}, complain);
  const predicted = numbers(rows, 2);
  const weights = Float32Array.from({ length: rows }, (_, i) => (i % 3 === 1 ? 0 : 1));
  const heavy = (values: Float32Array) => values.filter((_, i) => weights[i] === 1);
  const part = heavy(predicted);
  const expected = loss.value(part, heavy(target), part.length);
  const { value, slope } = await onTensors(loss, predicted, [rows, 1], target, weights);
  close(value, [expected], 1e-5, "loss");
  const rates = [2, 140, 299].map((i) => {
    const moved = (by: number) => loss.value(heavy(predicted.map((p, j) => (j === i ? p + by : p))), heavy(target), part.length);
    return (moved(1e-2) - moved(-1e-2)) / 2e-2;
  });
  const scale = Math.max(...rates.map(Math.abs), ...slope.map(Math.abs));
  close([2, 140, 299].map((i) => slope[i]! / scale), rates.map((r) => r / scale), 1e-2, "gradient by finite differences");
  equal([...slope].filter((s, i) => weights[i] === 0 && s !== 0), [], "gradients of rows that weigh nothing");
}

const binary = Float32Array.from({ length: 300 }, (_, i) => (i % 7) - 1 > 1 ? 1 : i % 11 === 0 ? -1 : 0);
const sizes = numbers(300, 3).map((t) => 2 * t + Math.sign(t));

export const fusedLossChecks = (): readonly Check[] => [
  ...SHAPES.flatMap(({ rows, classes }) => SETTINGS.map((given) => ({
    name: `kernel softmax cross-entropy, ${rows} rows of ${classes} classes ${JSON.stringify(given)}: is the closed form`,
    run: () => softmaxAgrees(rows, classes, given),
  }))),
  ...[{}, { positive_class_weight: 3, robust_lambda: 0.2, confidence_penalty: 0.3 }].map((given) => ({
    name: `kernel sigmoid cross-entropy ${JSON.stringify(given)}: many rows`,
    run: () => rowsAgree(binaryWeightedCrossEntropy.open(given, [], strict("loss")), binary),
  })),
  ...Object.entries(regressionLosses).map(([name, loss]) => ({
    name: `kernel ${name}: many rows`,
    run: () => rowsAgree(loss.open({}, [], strict("loss")), sizes),
  })),
];
