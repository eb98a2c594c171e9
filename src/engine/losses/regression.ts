import { hasRowLoss, rowLoss, type RowLossForm } from "../kernels/losses/row-loss.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { defineChoice, type Choice } from "../schema/choice.ts";
import { float, Type } from "../schema/params.ts";
import type { LossFn } from "./loss.ts";
import { meanOver, weightedMean, weightParam } from "./mean.ts";
import { sharesCrossEntropy } from "./shares-cross-entropy.ts";

/** An error as a function of prediction and target, in both forms; `root` takes the square root of the mean. */
interface RowError {
  readonly tensor: (predicted: Tensor, target: Tensor) => Tensor;
  readonly value: (predicted: number, target: number) => number;
  readonly root?: boolean;
  /** The same as a fused kernel computes it. */
  readonly form: RowLossForm;
}

/** Under a root, so that its slope at zero is finite. */
const ROOT_EPSILON = 1e-12;
/** A target nearer to zero counts as this far away, as in torchmetrics. */
const SMALLEST_TARGET = 1.17e-6;

const magnitude = (target: Tensor): Tensor => tf.maximum(tf.abs(target), SMALLEST_TARGET); // of data, never differentiated
const magnitudeOf = (target: number): number => Math.max(Math.abs(target), SMALLEST_TARGET);

function lossOf(error: RowError, weight: number): LossFn<unknown> {
  return () => ({
    weight,
    tensor: (logits, target, weights) =>
      tf.tidy(() => {
        const [predicted, wanted, each] = [tf.reshape(logits, [target.size]), tf.reshape(target, [target.size]), eachNumber(weights, target)];
        if (hasRowLoss()) return rowLoss(predicted, wanted, each, { ...error.form, root: error.root ?? false });
        const mean = weightedMean(error.tensor(predicted, wanted), each);
        return tf.reshape(error.root ? tf.sqrt(tf.add(mean, ROOT_EPSILON)) : mean, []);
      }),
    value(logits, target) {
      const mean = meanOver(target.length, (row) => error.value(logits[row]!, target[row]!));
      return error.root ? Math.sqrt(mean + ROOT_EPSILON) : mean;
    },
  });
}

/** The weights of rows for each of their numbers: [batch] → [batch · d]. */
function eachNumber(weights: Tensor, target: Tensor): Tensor {
  const d = target.size / weights.size;
  return d === 1 ? weights : tf.reshape(tf.mul(tf.reshape(weights, [weights.size, 1]), tf.ones([1, d])), [target.size]);
}

/**
 * A regression loss without parameters of its own, in the model's units; logits: [batch, 1] and target: [batch], or both [batch, d], over
 * whose numbers the mean goes too.
 */
const plain = (summary: string, error: RowError): Choice<LossFn<unknown>> =>
  defineChoice({ summary, params: Type.Object({ weight: weightParam }), example: {}, make: ({ weight }) => lossOf(error, weight) });

const squared: RowError = { tensor: (p, t) => tf.square(tf.sub(p, t)), value: (p, t) => (p - t) ** 2, form: { kind: "squared" } };
const squaredShare: RowError = {
  tensor: (p, t) => tf.square(tf.div(tf.sub(p, t), magnitude(t))),
  value: (p, t) => ((p - t) / magnitudeOf(t)) ** 2,
  form: { kind: "squared_share" },
};

export const regressionLosses = {
  mean_squared_error: plain("Mean of squared errors: large errors matter most.", squared),
  mean_absolute_error: plain("Mean of absolute errors: outliers matter less.", {
    tensor: (p, t) => tf.abs(tf.sub(p, t)),
    value: (p, t) => Math.abs(p - t),
    form: { kind: "absolute" },
  }),
  mean_absolute_percentage_error: plain("Mean of errors as shares of the target; useless near zero.", {
    tensor: (p, t) => tf.div(tf.abs(tf.sub(p, t)), magnitude(t)),
    value: (p, t) => Math.abs(p - t) / magnitudeOf(t),
    form: { kind: "share" },
  }),
  root_mean_squared_error: plain("Square root of the mean squared error of each batch.", { ...squared, root: true }),
  root_mean_squared_percentage_error: plain("Square root of the mean squared share of the target.", { ...squaredShare, root: true }),
  huber: defineChoice({
    summary: "Squared for small errors, linear for large ones.",
    params: Type.Object({
      weight: weightParam,
      delta: float(1, "Where it turns from squared to linear, in the model's units.", { min: 1e-6, scale: "log" }),
    }),
    example: { delta: 0.5 },
    make: ({ weight, delta }) =>
      lossOf(
        {
          tensor: (p, t) => huberOf(tf.abs(tf.sub(p, t)), delta),
          value: (p, t) => {
            const size = Math.abs(p - t);
            const inside = Math.min(size, delta);
            return 0.5 * inside ** 2 + delta * (size - inside);
          },
          form: { kind: "huber", a: delta },
        },
        weight,
      ),
  }),
};

/** Those of vectors. */
export const vectorLosses = {
  mean_squared_error: regressionLosses.mean_squared_error,
  mean_absolute_error: regressionLosses.mean_absolute_error,
  mean_absolute_percentage_error: regressionLosses.mean_absolute_percentage_error,
  huber: regressionLosses.huber,
  softmax_cross_entropy: sharesCrossEntropy,
};

/** ½·c² + δ·(a − c) with c = min(a, δ), written without a comparison: Huber, 1964. */
function huberOf(size: Tensor, delta: number): Tensor {
  const beyond = tf.relu(tf.sub(size, delta));
  return tf.add(tf.mul(0.5, tf.square(tf.sub(size, beyond))), tf.mul(delta, beyond));
}
