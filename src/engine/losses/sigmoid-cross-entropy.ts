import * as tf from "../tf.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { classWeights, classWeightsParam, softplus, type LabelledClasses } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { smoothingParam, weightParam } from "./mean.ts";
import { lossOfRows } from "./rows.ts";

/**
 * Sigmoid cross-entropy of each label by itself, averaged over labels: mean of w·y·softplus(−z) + (1 − y)·softplus(z), w what a label
 * counts where it is present (PyTorch's `pos_weight`). logits, target: [batch, labels], target 1 where a label is present, 0 where not,
 * −1 where that is not known. Smoothing s makes y·(1 − s) + s/2 of y.
 */
export const sigmoidCrossEntropy = defineChoice({
  summary: "Cross-entropy of each label by itself: is it in the set or not?",
  params: Type.Object({
    weight: weightParam,
    class_weights: classWeightsParam("What a label that is present counts: a list, most frequent label first, or label: weight; null is 1 for all."),
    label_smoothing: smoothingParam,
  }),
  example: { class_weights: { a: 2 }, label_smoothing: 0.1 },
  make: (read): LossFn<LabelledClasses> => ({ idx2str }, complain) => {
    const weights = classWeights(read.class_weights, idx2str, complain);
    const smoothing = read.label_smoothing;
    return lossOfRows(read.weight, {
      cost(logits, target) {
        const known = tf.cast(tf.greaterEqual(target, 0), "float32");
        const y = tf.add(tf.mul(tf.relu(tf.cast(target, "float32")), 1 - smoothing), smoothing / 2);
        const present = tf.mul(tf.mul(y, tf.tensor1d(weights)), tf.softplus(tf.neg(logits)));
        const absent = tf.mul(tf.sub(1, y), tf.softplus(logits));
        return tf.sum(tf.mul(known, tf.add(present, absent)), -1);
      },
      count: (target) => tf.sum(tf.cast(tf.greaterEqual(target, 0), "float32"), -1),
      costOf: (logits, target) => logits.reduce((sum, z, c) => {
        if (target[c]! < 0) return sum;
        const y = target[c]! * (1 - smoothing) + smoothing / 2;
        return sum + weights[c]! * y * softplus(-z) + (1 - y) * softplus(z);
      }, 0),
      countOf: (target) => weights.filter((_, c) => target[c]! >= 0).length,
    });
  },
});
