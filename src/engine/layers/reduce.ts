import * as tf from "../tf.ts";
import type { BuildContext, Encoding } from "../model/context.ts";
import { oneOf, orNull } from "../schema/params.ts";
import { apply } from "./apply.ts";
import { linear } from "./stack.ts";

/**
 * A sequence with what is known of its steps, every mark [batch, time, 1] and made by standard layers, so that padding stays
 * masked in an exported model. Marks are made when first asked for. The steps that are there lie together, on the left or the right.
 */
export interface Sequence {
  readonly tensor: tf.SymbolicTensor; // [batch, time, d]
  /** 1 on steps that are there, 0 on padding. */
  mask(): tf.SymbolicTensor;
  /** 0 on steps that are there, −1e9 on padding: added to a value, it keeps padding from being the largest. */
  gap(): tf.SymbolicTensor;
  /** 1 on the last step, else 0. */
  last(): tf.SymbolicTensor;
}

const KEEPING = ["none", "None"] as const;
const COLLAPSED = ["sum", "mean", "avg", "max", "last", "concat", "attention", "attention_pooling"] as const;
export type Reduction = (typeof COLLAPSED)[number];
type Keeping = (typeof KEEPING)[number] | null;
/** What a config may say: null, `none` and `None` keep the sequence. */
export type ReductionParam = Reduction | Keeping;
export const keepsSteps = (how: unknown): how is Keeping => how === null || how === "none" || how === "None";

/** A parameter that says how the time axis is collapsed; null keeps it. */
export const reduction = (value: ReductionParam, description: string) =>
  orNull(oneOf([...COLLAPSED, ...KEEPING], value ?? "none", description), value, description, { impact: "medium" });

/** What a sequence becomes: itself, or one vector, on which `after` then stands. */
export function reduced(
  context: BuildContext, sequence: Sequence, how: ReductionParam, after: (vector: tf.SymbolicTensor) => tf.SymbolicTensor = (vector) => vector,
): Encoding {
  return keepsSteps(how)
    ? { kind: "sequence", tensor: masked(context, "steps", sequence.tensor, sequence.mask()), mask: sequence.mask() }
    : { kind: "vector", tensor: after(reduce(context, "reduced", sequence, how)) };
}

/** Collapse the time axis, padding left out: [batch, d], or [batch, time · d] for `concat`. A sequence of padding alone is zeros. */
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
      return weightedSum(name, shares(context, part, sequence, sequence.gap()), tensor);
    case "max":
      return largest(context, part, sequence);
    case "concat":
      return apply(tf.layers.flatten({ name }), masked(context, `${part}_masked`, tensor, sequence.mask()));
    case "attention":
    case "attention_pooling":
      return weightedSum(name, shares(context, part, sequence, scores(context, part, sequence, how)), tensor);
    default:
      return how satisfies never;
  }
}

/** Zero at padding: [batch, time, d]. */
export const masked = (context: BuildContext, part: string, tensor: tf.SymbolicTensor, mask: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.multiply({ name: context.name(part) }), [tensor, mask]);

/** Σ over time of weight · vector: [batch, time, 1], [batch, time, d] → [batch, d]. */
export const weightedSum = (name: string, weights: tf.SymbolicTensor, tensor: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.flatten({ name }), apply(tf.layers.dot({ name: `${name}_dot`, axes: [1, 1] }), [weights, tensor]));

/** A softmax over time, [batch, time, 1], and 0 at padding: of equal scores, 1 / length. */
export function shares(context: BuildContext, part: string, sequence: Sequence, scores: tf.SymbolicTensor): tf.SymbolicTensor {
  const name = context.name(part);
  const turned = apply(tf.layers.permute({ name: `${name}_turned`, dims: [2, 1] }), scores); // [batch, 1, time]
  const softmax = apply(tf.layers.activation({ name: `${name}_softmax`, activation: "softmax" }), turned);
  return masked(context, `${part}_shares`, apply(tf.layers.permute({ name: `${name}_back`, dims: [2, 1] }), softmax), sequence.mask());
}

/** Units of the layer that looks at each step before it is scored, as many as Ludwig's. */
const SCORER = 256;

/** How much each step matters, learned: `attention` by two layers (Yang et al., 2016), `attention_pooling` by one query. [batch, time, 1] */
function scores(context: BuildContext, part: string, { tensor, gap }: Sequence, how: "attention" | "attention_pooling"): tf.SymbolicTensor {
  const spec = { use_bias: true, weights_initializer: "xavier_uniform", bias_initializer: "zeros" } as const;
  const seen =
    how === "attention"
      ? apply(tf.layers.activation({ name: context.name(`${part}_seen`), activation: "tanh" }), linear(context, `${part}_scorer`, tensor, SCORER, spec))
      : tensor;
  const score = linear(context, `${part}_score`, seen, 1, { ...spec, use_bias: false });
  return apply(tf.layers.add({ name: context.name(`${part}_gaps`) }), [score, gap()]);
}

/** Of each number the largest over time; the second factor is 0 where there is no step at all. */
function largest(context: BuildContext, part: string, { tensor, gap, mask }: Sequence): tf.SymbolicTensor {
  const name = context.name(part);
  const most = apply(tf.layers.globalMaxPooling1d({ name: `${name}_most` }), apply(tf.layers.add({ name: `${name}_gaps` }), [tensor, gap()]));
  const any = apply(tf.layers.globalMaxPooling1d({ name: `${name}_any` }), mask());
  return apply(tf.layers.multiply({ name }), [most, any]);
}
