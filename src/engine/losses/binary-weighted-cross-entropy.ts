import { hasRowLoss, rowLoss } from "../kernels/losses/row-loss.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, orNull, Type } from "../schema/params.ts";
import { softplus } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { knownOnly, meanOver, smoothingParam, weightedMean, weightParam } from "./mean.ts";

const params = Type.Object({
  weight: weightParam,
  positive_class_weight: orNull(float(1, "", { min: 0 }), null, "What a positive row counts; null is 1.", { impact: "medium" }),
  robust_lambda: float(0, "Share of the loss replaced by a constant: noisy labels pull less.", { min: 0, max: 1 }),
  confidence_penalty: float(0, "Price of confident answers (Pereyra et al., 2017).", { min: 0 }),
  label_smoothing: smoothingParam,
});

/**
 * Sigmoid cross-entropy, logits z: [batch, 1], target y: [batch] of 0, 1, or −1 for "not to be judged":
 * (1 − λ)·(w·y·softplus(−z) + (1 − y)·softplus(z)) + λ/2 + c·(1 − H/ln 2), H the entropy of the answer, y smoothed: y·(1 − s) + s/2.
 */
export const binaryWeightedCrossEntropy = defineChoice({
  summary: "Cross-entropy of a yes-or-no answer; positives may count more.",
  params,
  example: { positive_class_weight: 2, robust_lambda: 0.1, confidence_penalty: 0.1, label_smoothing: 0.1 },
  make({ weight, positive_class_weight, robust_lambda: robust, confidence_penalty: penalty, label_smoothing: smoothing }): LossFn<unknown> {
    const positives = positive_class_weight ?? 1;
    return () => ({
      weight,
      tensor: (logits, target, weights) =>
        tf.tidy(() => {
          const z = tf.reshape(logits, target.shape);
          const settings = { kind: "sigmoid", a: positives, b: robust, c: penalty } as const;
          if (smoothing === 0 && hasRowLoss()) return rowLoss(z, tf.cast(target, "float32"), weights, settings); // which leaves out what is not to be judged
          const known = knownOnly(target, weights);
          const y = tf.add(tf.mul(tf.relu(target), 1 - smoothing), smoothing / 2);
          if (hasRowLoss()) return rowLoss(z, y, known, settings);
          const up = tf.softplus(z);
          const down = tf.softplus(tf.neg(z));
          const entropies = tf.add(tf.mul(tf.mul(y, positives), down), tf.mul(tf.sub(1, y), up));
          const plain = robust === 0 ? entropies : tf.add(tf.mul(entropies, 1 - robust), robust / 2);
          const perRow = penalty === 0 ? plain : tf.add(plain, tf.mul(penalty, certainty(z, up, down)));
          return tf.reshape(weightedMean(perRow, known), []);
        }),
      value: (logits, target, rows) =>
        meanOver(rows, (row) => {
          const z = logits[row]!;
          if (target[row]! < 0) return undefined;
          const y = target[row]! * (1 - smoothing) + smoothing / 2;
          const up = softplus(z);
          const down = softplus(-z);
          const p = 1 / (1 + Math.exp(-z));
          const plain = (1 - robust) * (positives * y * down + (1 - y) * up) + robust / 2;
          return plain + penalty * (1 - (p * down + (1 - p) * up) / Math.LN2);
        }),
    });
  },
});

/** 1 − entropy / ln 2 of a sigmoid's answer: 0 for a coin toss, 1 for certainty. */
function certainty(z: Tensor, up: Tensor, down: Tensor): Tensor {
  const p = tf.sigmoid(z);
  const entropy = tf.add(tf.mul(p, down), tf.mul(tf.sub(1, p), up));
  return tf.sub(1, tf.div(entropy, Math.LN2));
}
