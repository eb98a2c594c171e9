import * as tf from "../tf.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { logSoftmax } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows, oneEach } from "./rows.ts";

/**
 * Cross-entropy against shares, −Σ share·ln p with p the softmax of the logits, as PyTorch's of class probabilities. logits: [batch, d],
 * target: [batch, d] of numbers from 0; a row that begins with −1 is not judged.
 */
export const sharesCrossEntropy = defineChoice({
  summary: "Cross-entropy against shares instead of one true class.",
  params: Type.Object({ weight: weightParam }),
  example: {},
  make: ({ weight }): LossFn<unknown> => () =>
    lossOfRows(weight, {
      cost: (logits, target) => tf.neg(tf.sum(tf.mul(tf.relu(target), tf.logSoftmax(logits)), -1)),
      count: (target) => oneEach.count(tf.reshape(tf.slice(target, [0, 0], [target.shape[0], 1]), [target.shape[0]])),
      costOf(logits, target) {
        const logP = logSoftmax(logits);
        return -logP.reduce((sum, l, c) => sum + Math.max(0, target[c]!) * l, 0);
      },
      countOf: oneEach.countOf,
    }),
});
