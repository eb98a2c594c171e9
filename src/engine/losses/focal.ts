import * as tf from "../tf.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, Type } from "../schema/params.ts";
import { logSoftmax, oneHot, softplus, type LabelledClasses } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows, oneEach } from "./rows.ts";

const gamma = float(2, "How far rows that are answered well already are left aside; 0 is plain cross-entropy.", { min: 0, impact: "medium" });

/**
 * Focal loss of yes or no (Lin et al., 2017, "Focal Loss for Dense Object Detection"): α·(1 − p)^γ·(−ln p), p the probability of the
 * truth, α the weight of a positive and 1 − α that of a negative. logits: [batch, 1], target: [batch] of 0, 1 or −1.
 */
export const binaryFocal = defineChoice({
  summary: "Cross-entropy that looks at the hard rows: for a yes that is rare.",
  params: Type.Object({
    weight: weightParam,
    alpha: float(0.25, "What a positive row counts; a negative counts the rest to 1.", { min: 0, max: 1, impact: "medium" }),
    gamma,
  }),
  example: { alpha: 0.4, gamma: 1.5 },
  make: ({ weight, alpha, gamma }): LossFn<unknown> => () =>
    lossOfRows(weight, {
      ...oneEach,
      cost(logits, target) {
        const sign = tf.sub(tf.mul(tf.relu(target), 2), 1);
        const towards = tf.mul(tf.reshape(logits, target.shape), sign); // ln p = −softplus(−towards), ln(1 − p) = −softplus(towards)
        const share = tf.add(1 - alpha, tf.mul(tf.relu(target), 2 * alpha - 1));
        return tf.mul(tf.mul(share, tf.exp(tf.mul(-gamma, tf.softplus(towards)))), tf.softplus(tf.neg(towards)));
      },
      costOf([z], [y]) {
        const towards = y! > 0 ? z! : -z!;
        return (y! > 0 ? alpha : 1 - alpha) * Math.exp(-gamma * softplus(towards)) * softplus(-towards);
      },
    }),
});

/** Focal loss among classes: α·(1 − p)^γ·(−ln p), p the true class's share of the softmax. logits: [batch, classes], target: [batch]. */
export const categoryFocal = defineChoice({
  summary: "Cross-entropy that looks at the hard rows: for classes of very different sizes.",
  params: Type.Object({ weight: weightParam, alpha: float(0.25, "What every row counts.", { min: 0, max: 1 }), gamma }),
  example: { alpha: 0.5, gamma: 1.5 },
  make: ({ weight, alpha, gamma }): LossFn<LabelledClasses> => ({ idx2str: { length: classes } }) =>
    lossOfRows(weight, {
      ...oneEach,
      cost(logits, target) {
        const truth = oneHot(target, classes);
        const logP = tf.logSoftmax(logits);
        const others = tf.logSumExp(tf.sub(logP, tf.mul(truth, AWAY)), -1); // ln(1 − p), exact where p is nearly 1
        return tf.mul(tf.mul(alpha, tf.exp(tf.mul(gamma, others))), tf.neg(tf.sum(tf.mul(truth, logP), -1)));
      },
      costOf(logits, [y]) {
        const logP = logSoftmax(logits);
        const others = logP.reduce((sum, l, c) => (c === y ? sum : sum + Math.exp(l)), 0);
        return -alpha * others ** gamma * logP[y!]!;
      },
    }),
});

/** Takes a class out of a sum of exponentials. */
const AWAY = 1e9;
