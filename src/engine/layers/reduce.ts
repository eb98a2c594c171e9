import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { oneOf, orNull } from "../schema/params.ts";
import { apply } from "./apply.ts";

/**
 * A sequence with what is known of its steps, every mark [batch, time, 1] and made by standard layers, so that padding stays
 * masked in an exported model. Marks are made when first asked for.
 */
export interface Sequence {
  readonly tensor: tf.SymbolicTensor; // [batch, time, d]
  /** 1 on tokens, 0 on padding. */
  mask(): tf.SymbolicTensor;
  /** 0 on tokens, −1e9 on padding: added to a value, it keeps padding from being the largest. */
  gap(): tf.SymbolicTensor;
  /** 1 on the last token, else 0. */
  last(): tf.SymbolicTensor;
}

const REDUCTIONS = ["sum", "mean", "avg", "max", "last", "concat"] as const;
export type Reduction = (typeof REDUCTIONS)[number];

/** A parameter that says how the time axis is collapsed; null keeps it. */
export const reduction = (value: Reduction, description: string) =>
  orNull(oneOf(REDUCTIONS, value, description), value, description, {
    planned: ["attention", "attention_pooling", "none", "None"],
    impact: "medium",
  });

/** Collapse the time axis, padding left out: [batch, d], or [batch, time · d] for `concat`. */
export function reduce(context: BuildContext, part: string, sequence: Sequence, how: Reduction): tf.SymbolicTensor {
  const name = context.name(part);
  const { tensor } = sequence;
  switch (how) {
    case "sum":
      return weightedSum(name, sequence.mask(), tensor);
    case "last":
      return weightedSum(name, sequence.last(), tensor);
    case "mean":
    case "avg":
      return weightedSum(name, shares(name, sequence.gap()), tensor);
    case "max":
      return apply(tf.layers.globalMaxPooling1d({ name }), apply(tf.layers.add({ name: `${name}_gaps` }), [tensor, sequence.gap()]));
    case "concat":
      return apply(tf.layers.flatten({ name }), masked(context, `${part}_masked`, tensor, sequence.mask()));
    default:
      return how satisfies never;
  }
}

/** Zero at padding: [batch, time, d]. */
export const masked = (context: BuildContext, part: string, tensor: tf.SymbolicTensor, mask: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.multiply({ name: context.name(part) }), [tensor, mask]);

/** Σ over time of weight · vector: [batch, time, 1], [batch, time, d] → [batch, d]. */
const weightedSum = (name: string, weights: tf.SymbolicTensor, tensor: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.flatten({ name }), apply(tf.layers.dot({ name: `${name}_dot`, axes: [1, 1] }), [weights, tensor]));

/** 1 / length on tokens and 0 on padding: a softmax over time of equal scores. */
function shares(name: string, gap: tf.SymbolicTensor): tf.SymbolicTensor {
  const turned = apply(tf.layers.permute({ name: `${name}_turned`, dims: [2, 1] }), gap); // [batch, 1, time]
  const equal = apply(tf.layers.activation({ name: `${name}_shares`, activation: "softmax" }), turned);
  return apply(tf.layers.permute({ name: `${name}_back`, dims: [2, 1] }), equal);
}
