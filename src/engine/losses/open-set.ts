import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Complain } from "../features/feature.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, Type } from "../schema/params.ts";
import { logSoftmax, oneHot, softplus, type LabelledClasses } from "./classes.ts";
import type { LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows, oneEach, type RowTerms } from "./rows.ts";

/**
 * Losses for tables in which one class stands for "none of these" (Dhamija et al., 2018, "Reducing Network Agnostophobia"): its rows are
 * pulled towards an even answer instead of a class of their own.
 */
const entropicParams = Type.Object({
  weight: weightParam,
  background_class: Type.Union([Type.Integer({ minimum: 0 }), Type.String(), Type.Null()], {
    default: null,
    impact: "medium",
    description: "The class that stands for none of the others: its label, or its place among the classes, most frequent first; null is none.",
  }),
});
const entropic = {
  summary: "Cross-entropy that leaves the answer even where a row belongs to no class.",
  params: entropicParams,
};
const sphere = {
  summary: "As entropic_open_set, and it keeps the logits of such rows short and those of all others long.",
  params: Type.Object({
    ...entropicParams.properties,
    xi: float(10, "How long the logits of a known row should be at least.", { min: 0, scale: "log" }),
    zeta: float(0.1, "Price of the squared length of a background row's logits.", { min: 0, scale: "log" }),
  }),
};
type Given = number | string | null;

/** −ln p of the truth; of a background row −Σ ln p / classes, whose least is the even answer. Both [batch, classes] or [batch, 1]. */
interface Entropies {
  cost(logits: Tensor, target: Tensor, isBackground: Tensor): Tensor;
  costOf(logits: Float32Array, label: number, isBackground: boolean): number;
}
const ofClasses = (classes: number): Entropies => ({
  cost(logits, target, isBackground) {
    const even = tf.mul(tf.expandDims(isBackground, -1), tf.sub(1 / classes, oneHot(target, classes)));
    return tf.neg(tf.sum(tf.mul(tf.add(oneHot(target, classes), even), tf.logSoftmax(logits)), -1));
  },
  costOf(logits, label, isBackground) {
    const logP = logSoftmax(logits);
    return isBackground ? -logP.reduce((sum, l) => sum + l, 0) / classes : -logP[label]!;
  },
});
const ofBinary: Entropies = {
  cost(logits, target, isBackground) {
    const z = tf.reshape(logits, target.shape);
    const share = tf.add(tf.relu(target), tf.mul(isBackground, tf.sub(0.5, tf.relu(target))));
    return tf.add(tf.mul(share, tf.softplus(tf.neg(z))), tf.mul(tf.sub(1, share), tf.softplus(z)));
  },
  costOf([z], label, isBackground) {
    const share = isBackground ? 0.5 : label;
    return share * softplus(-z!) + (1 - share) * softplus(z!);
  },
};

/** Under the root, so that its slope at zero is finite. */
const SMALLEST = 1e-12;

/** `length`: what the logits' length costs beside the entropy; null: nothing. */
function openSet(entropies: Entropies, background: number, length: { readonly xi: number; readonly zeta: number } | null): RowTerms {
  return {
    ...oneEach,
    cost(logits, target) {
      const isBackground = tf.cast(tf.equal(target, background), "float32");
      const entropy = entropies.cost(logits, target, isBackground);
      if (!length) return entropy;
      const squared = tf.sum(tf.square(logits), -1);
      const tooShort = tf.square(tf.relu(tf.sub(length.xi, tf.sqrt(tf.add(squared, SMALLEST)))));
      return tf.add(entropy, tf.add(tf.mul(tf.sub(1, isBackground), tooShort), tf.mul(isBackground, tf.mul(length.zeta, squared))));
    },
    costOf(logits, [label]) {
      const isBackground = label === background;
      const entropy = entropies.costOf(logits, label!, isBackground);
      if (!length) return entropy;
      const squared = logits.reduce((sum, z) => sum + z * z, 0);
      return entropy + (isBackground ? length.zeta * squared : Math.max(0, length.xi - Math.sqrt(squared + SMALLEST)) ** 2);
    },
  };
}

/** The index of the background class; −2, which no row has, without one. */
function backgroundOf(given: Given, labels: readonly string[], complain: Complain): number {
  const index = typeof given === "string" ? labels.indexOf(given) : (given ?? -2);
  if (given === null || (index >= 0 && index < labels.length)) return index;
  complain("error", words.background(given, labels));
  return -2;
}

/** logits: [batch, classes], target: [batch] class indexes, −1 for "not to be judged". */
export const categoryEntropicOpenSet = defineChoice({
  ...entropic,
  example: { background_class: 1 },
  make: ({ weight, background_class: given }): LossFn<LabelledClasses> => ({ idx2str }, complain) =>
    lossOfRows(weight, openSet(ofClasses(idx2str.length), backgroundOf(given, idx2str, complain), null)),
});
export const categoryObjectosphere = defineChoice({
  ...sphere,
  example: { background_class: 1, xi: 3 },
  make: ({ weight, background_class: given, xi, zeta }): LossFn<LabelledClasses> => ({ idx2str }, complain) =>
    lossOfRows(weight, openSet(ofClasses(idx2str.length), backgroundOf(given, idx2str, complain), { xi, zeta })),
});

interface TwoLabels { readonly bool2str: readonly [string, string] }

/** logits: [batch, 1], target: [batch] of 0, 1 or −1. */
export const binaryEntropicOpenSet = defineChoice({
  ...entropic,
  example: { background_class: 0 },
  make: ({ weight, background_class: given }): LossFn<TwoLabels> => ({ bool2str }, complain) =>
    lossOfRows(weight, openSet(ofBinary, backgroundOf(given, bool2str, complain), null)),
});
export const binaryObjectosphere = defineChoice({
  ...sphere,
  example: { background_class: 0, xi: 3 },
  make: ({ weight, background_class: given, xi, zeta }): LossFn<TwoLabels> => ({ bool2str }, complain) =>
    lossOfRows(weight, openSet(ofBinary, backgroundOf(given, bool2str, complain), { xi, zeta })),
});
