import { words } from "../../messages/en/parts.ts";
import { hasSoftmaxCrossEntropy, softmaxCrossEntropyMean } from "../kernels/losses/softmax.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Complain } from "../features/feature.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, Type, type Params } from "../schema/params.ts";
import { classWeights, classWeightsParam, logSoftmax, logSumExp, oneHot, type LabelledClasses } from "./classes.ts";
import type { Loss, LossFn } from "./loss.ts";
import { smoothingParam, weightParam } from "./mean.ts";
import { inGroups, lossOfRows, type RowTerms } from "./rows.ts";

const params = Type.Object({
  weight: weightParam,
  class_weights: classWeightsParam("What a row of each class counts: a list, most frequent class first, or class: weight; null is 1 for all."),
  robust_lambda: float(0, "Share of the loss replaced by a constant: noisy labels pull less.", { min: 0, max: 1 }),
  confidence_penalty: float(0, "Price of confident answers (Pereyra et al., 2017).", { min: 0 }),
  class_similarities: Type.Union([Type.Array(Type.Array(Type.Number())), Type.Null()], {
    default: null,
    description: "How alike classes are, a row per class, most frequent first; a mistake among like classes costs less.",
  }),
  class_similarities_temperature: float(0, "Above 0, rows of `class_similarities` become shares by a softmax at this temperature.", {
    min: 0,
  }),
  label_smoothing: smoothingParam,
});
type Read = Params<typeof params>;

/**
 * Softmax cross-entropy, logits: [batch, classes], target: [batch] class indexes, −1 for "not to be judged"; a weighted mean,
 * divided by the weights of the rows' classes as PyTorch does. The parameters beyond `class_weights` are read by Ludwig and
 * ignored, or unknown to it; here they do what it documents: (1 − λ)·CE + λ/classes + c·(1 − H/ln classes), CE against the
 * similarities' shares, smoothed: (1 − s)·share + s/classes.
 */
export const softmaxCrossEntropy = defineChoice({
  summary: "Cross-entropy over the classes; classes may count differently.",
  params,
  example: { class_weights: { yes: 2 }, robust_lambda: 0.1, confidence_penalty: 0.1, label_smoothing: 0.1 },
  make: (read): LossFn<LabelledClasses> => (facts, complain) => overClasses(read, facts, complain),
});

/**
 * The same at every position of a sequence, logits: [batch, time, classes], target: [batch, time], −1 on padding: the mean over all
 * positions of all rows that are not padding. Ludwig's leaves out the first row of each batch, and reads a key `unique` of sampled
 * losses that it no longer has.
 */
export const sequenceSoftmaxCrossEntropy = defineChoice({
  summary: "Cross-entropy over the tags or words of every position; padding is left out.",
  params: Type.Object({
    ...params.properties,
    class_weights: classWeightsParam("What a position of each class counts: a list in the vocabulary's order, or class: weight; null is 1 for all."),
  }),
  idle: ["unique"],
  example: { class_weights: { a: 2 }, robust_lambda: 0.1, confidence_penalty: 0.1, label_smoothing: 0.1 },
  make: (read): LossFn<LabelledClasses> => (facts, complain) => everyStep(overClasses(read, facts, complain), facts.idx2str.length),
});

function overClasses(read: Read, { idx2str }: LabelledClasses, complain: Complain): Loss {
  const classes = idx2str.length;
  const weights = classWeights(read.class_weights, idx2str, complain);
  const areEven = weights.every((weight) => weight === 1);
  const shares = targetShares(read, classes, complain);
  const { robust_lambda: robust, confidence_penalty: penalty } = read;
  const plain = lossOfRows(read.weight, termsOf(read, weights, shares));
  const tensor: Loss["tensor"] = (logits, target, rowWeights) =>
    tf.tidy(() => {
      const perClass = areEven ? null : tf.tensor1d(weights);
      return softmaxCrossEntropyMean({ logits, target: tf.cast(target, "int32"), weights: rowWeights, classWeights: perClass }, { robust, penalty });
    });
  const isFused = (): boolean => !shares && read.label_smoothing === 0 && hasSoftmaxCrossEntropy();
  return { ...plain, tensor: (...operands) => (isFused() ? tensor : plain.tensor)(...operands) };
}

function termsOf({ robust_lambda: robust, confidence_penalty: penalty, label_smoothing: smoothing }: Read, weights: readonly number[], shares: Shares): RowTerms {
  const classes = weights.length;
  const isPlain = !shares && robust === 0 && penalty === 0 && smoothing === 0;
  const count = (target: Tensor): Tensor => tf.reshape(tf.matMul(oneHot(target, classes), tf.tensor2d([...weights], [classes, 1])), target.shape);
  return {
    cost(logits, target) {
      const logP = tf.logSoftmax(logits);
      const truth = oneHot(target, classes);
      const exact = shares ? tf.matMul(truth, tf.tensor2d(shares.flat(), [classes, classes])) : truth;
      const towards = smoothing === 0 ? exact : tf.add(tf.mul(exact, 1 - smoothing), smoothing / classes);
      const entropy = tf.neg(tf.sum(tf.mul(towards, logP), -1));
      const plain = robust === 0 ? entropy : tf.add(tf.mul(entropy, 1 - robust), robust / classes);
      const perRow = penalty === 0 ? plain : tf.add(plain, tf.mul(penalty, certainty(logP, classes)));
      return tf.mul(perRow, count(target));
    },
    count,
    costOf(logits, [y]) {
      if (isPlain) return weights[y!]! * (logSumExp(logits) - logits[y!]!);
      const logP = logSoftmax(logits);
      const exact = shares ? logP.reduce((s, l, j) => s + shares[y!]![j]! * l, 0) : logP[y!]!;
      const even = smoothing === 0 ? 0 : logP.reduce((s, l) => s + l, 0) / classes;
      const plain = -(1 - robust) * ((1 - smoothing) * exact + smoothing * even) + robust / classes;
      const sure = penalty === 0 ? 0 : 1 + logP.reduce((s, l) => s + Math.exp(l) * l, 0) / Math.log(classes);
      return weights[y!]! * (plain + penalty * sure);
    },
    countOf: ([y]) => (y! < 0 ? 0 : weights[y!]!),
  };
}

/** A loss of rows over the positions of sequences, each of which counts as a row. */
const everyStep = ({ terms, ...loss }: Loss, classes: number): Loss => ({
  weight: loss.weight,
  ...(terms && { terms: (logits, target, rows) => inGroups(terms(logits, target, target.length), rows) }),
  tensor: (logits, target, weights) =>
    tf.tidy(() => {
      const [batch, time] = target.shape as [number, number]; // [batch, time], as the contract says
      const each = tf.reshape(tf.mul(tf.reshape(weights, [batch, 1]), tf.ones([1, time])), [batch * time]);
      return loss.tensor(tf.reshape(logits, [batch * time, classes]), tf.reshape(target, [batch * time]), each);
    }),
  value: (logits, target) => loss.value(logits, target, target.length),
});

/** 1 − entropy / ln classes: 0 for an even answer, 1 for certainty. */
function certainty(logP: Tensor, classes: number): Tensor {
  return tf.add(1, tf.div(tf.sum(tf.mul(tf.exp(logP), logP), -1), Math.log(classes)));
}

/** Rows of shares towards which an answer is pulled; null: all towards the true class. */
type Shares = readonly (readonly number[])[] | null;

function targetShares(read: Read, classes: number, complain: Complain): Shares {
  const { class_similarities: rows, class_similarities_temperature: temperature } = read;
  if (rows === null) return null;
  if (rows.length !== classes || rows.some((row) => row.length !== classes)) {
    complain("error", words.similarities(classes, rows.length, [...new Set(rows.map((row) => row.length))]));
    return null;
  }
  return temperature === 0 ? rows : rows.map((row) => [...logSoftmax(row.map((s) => s / temperature))].map(Math.exp));
}
