import * as tf from "../tf.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, Type } from "../schema/params.ts";
import { logSoftmax, oneHot, type LabelledClasses } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows, oneEach } from "./rows.ts";

/**
 * Poly-1 loss (Leng et al., 2022, "PolyLoss"): −ln p + ε·(1 − p), p the true class's share of the softmax. logits: [batch, classes],
 * target: [batch] class indexes, −1 for "not to be judged".
 */
export const poly = defineChoice({
  summary: "Cross-entropy with more, or less, weight on rows that are answered well already.",
  params: Type.Object({ weight: weightParam, epsilon: float(1, "What the share that the true class lacks costs beside.", { min: 0, impact: "medium" }) }),
  example: { epsilon: 2 },
  make: ({ weight, epsilon }): LossFn<LabelledClasses> => ({ idx2str: { length: classes } }) =>
    lossOfRows(weight, {
      ...oneEach,
      cost(logits, target) {
        const logP = tf.sum(tf.mul(oneHot(target, classes), tf.logSoftmax(logits)), -1);
        return tf.sub(tf.mul(epsilon, tf.sub(1, tf.exp(logP))), logP);
      },
      costOf(logits, [y]) {
        const logP = logSoftmax(logits)[y!]!;
        return epsilon * (1 - Math.exp(logP)) - logP;
      },
    }),
});
