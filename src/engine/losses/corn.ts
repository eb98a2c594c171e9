import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Complain } from "../features/feature.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { oneHot, softplus, type LabelledClasses } from "./classes.ts";
import type { Link, LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows } from "./rows.ts";

/**
 * Classes with an order (Shi, Cao and Raschka, 2023, "Deep Neural Networks for Rank-Consistent Ordinal Regression Based on Conditional
 * Probabilities"): logit k answers "is it beyond rank k, given that it is at least there?", and each row is asked as far as its own
 * rank. The mean is over all questions. logits: [batch, classes], the last of which has no question; target: [batch] class indexes, −1
 * for "not to be judged". Ludwig takes the classes' frequencies for their order.
 */
export const corn = defineChoice({
  summary: "For classes with an order, such as small, medium, large: a near miss is better than a far one.",
  params: Type.Object({
    weight: weightParam,
    order: Type.Union([Type.Array(Type.String()), Type.Null()], {
      default: null,
      impact: "high",
      description: "All classes from the lowest to the highest; null orders numbers by size and words by the alphabet.",
    }),
  }),
  example: {},
  make: ({ weight, order }): LossFn<LabelledClasses> => ({ idx2str }, complain) => {
    const ranks = ranksOf(idx2str, order, complain);
    const questions = idx2str.length - 1;
    return lossOfRows(weight, {
      cost(logits, target) {
        const asked = tf.slice(logits, [0, 0], [logits.shape[0], questions]);
        const rank = rankOf(target, ranks);
        const isBeyond = tf.cast(tf.greater(rank, tf.range(0, questions)), "float32");
        const isAsked = tf.cast(tf.greaterEqual(rank, tf.range(0, questions)), "float32");
        const entropy = tf.sub(tf.softplus(asked), tf.mul(isBeyond, asked)); // −ln p of the right answer
        return tf.sum(tf.mul(isAsked, entropy), -1);
      },
      count(target) {
        const isKnown = tf.cast(tf.greaterEqual(target, 0), "float32");
        return tf.mul(isKnown, tf.minimum(tf.add(tf.reshape(rankOf(target, ranks), target.shape), 1), questions));
      },
      costOf(logits, [y]) {
        let cost = 0;
        for (let k = 0; k <= Math.min(ranks[y!]!, questions - 1); k++) cost += softplus(ranks[y!]! > k ? -logits[k]! : logits[k]!);
        return cost;
      },
      countOf: ([y]) => (y! < 0 ? 0 : Math.min(ranks[y!]! + 1, questions)),
    }, linkOf(ranks));
  },
});

/** [batch] class indexes → [batch, 1] ranks; 0 for −1. */
const rankOf = (target: Tensor, ranks: readonly number[]): Tensor => tf.matMul(oneHot(target, ranks.length), tf.tensor2d([...ranks], [ranks.length, 1]));

/** The rank of each class. */
function ranksOf(labels: readonly string[], order: readonly string[] | null, complain: Complain): readonly number[] {
  const areNumbers = labels.every((label) => label !== "" && Number.isFinite(Number(label)));
  const byNature = areNumbers ? labels.toSorted((a, b) => Number(a) - Number(b)) : labels.toSorted();
  if (order === null && !areNumbers) complain("note", words.alphabet(byNature));
  const isWhole = order !== null && order.length === labels.length && labels.every((label) => order.includes(label));
  if (order !== null && !isWhole) complain("error", words.order(labels, order));
  const lowestFirst = isWhole ? order : byNature;
  return labels.map((label) => lowestFirst.indexOf(label));
}

const linkOf = (ranks: readonly number[]): Link => ({
  /** ln of: beyond every lower rank, and not beyond its own. */
  logProbabilities(logits) {
    const last = ranks.length - 1;
    let beyond = 0;
    const byRank = Array.from(ranks, (_, k) => {
      const here = beyond - (k === last ? 0 : softplus(logits[k]!));
      beyond -= softplus(-logits[k]!);
      return here;
    });
    return Float32Array.from(ranks, (rank) => byRank[rank]!);
  },
  logits(probabilities) {
    const byRank = new Float64Array(ranks.length);
    ranks.forEach((rank, c) => { byRank[rank] = probabilities[c]!; });
    return byRank.reduceRight<{ readonly logits: Float32Array; readonly beyond: number }>(({ logits, beyond }, here, k) => {
      logits[k] = k === ranks.length - 1 ? 0 : Math.log((beyond + TINY) / (here + TINY));
      return { logits, beyond: beyond + here };
    }, { logits: new Float32Array(ranks.length), beyond: 0 }).logits;
  },
  recipe: [
    "The probabilities come from questions instead of a softmax: with sₖ = 1 / (1 + e^(−yₖ)), the class of rank k (in the config's `order`, else",
    "of numbers by size, of words by the alphabet; from 0) has s₀ · … · sₖ₋₁ · (1 − sₖ), and the last the product of all s.",
  ].join(" "),
});

/** Keeps the logarithm of a class that never occurs finite. */
const TINY = 1e-9;
