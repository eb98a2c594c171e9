import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply, widthOf } from "./apply.ts";
import { Conv1D } from "./convolution.ts";
import { Dense } from "./dense.ts";
import { weightsOf } from "./initializers.ts";

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

const FAR = 1e9;

/** A sequence of which only the mask is known, [batch, time, 1]: the other marks come from it. */
export function sequenceOf(context: BuildContext, part: string, tensor: tf.SymbolicTensor, mask: () => tf.SymbolicTensor): Sequence {
  const marked = once(mask);
  return {
    tensor,
    mask: marked,
    gap: once(() => apply(new Dense({ ...frozen(context.name(`${part}_gap`), [FAR], -FAR), units: 1 }), marked())),
    // Each step less the one after it: 1 on the last, and −1 before the first.
    last: once(() => relu(context, `${part}_last`, filtered(context, `${part}_edge`, marked(), { weights: [0, 1, -1], bias: 0, padding: "same" }))),
  };
}

/** The same steps with other values. */
export const withTensor = (sequence: Sequence, tensor: tf.SymbolicTensor): Sequence => ({ ...sequence, tensor });

/** The same with zeros at padding. */
export const zeroed = (context: BuildContext, part: string, sequence: Sequence): Sequence =>
  withTensor(sequence, masked(context, part, sequence.tensor, sequence.mask()));

/** Zero at padding: [batch, time, d]. */
export const masked = (context: BuildContext, part: string, tensor: tf.SymbolicTensor, mask: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.multiply({ name: context.name(part) }), [tensor, mask]);

/** Steps of zeros behind the others, up to `time` of them. */
export function lengthened(context: BuildContext, part: string, x: tf.SymbolicTensor, time: number): tf.SymbolicTensor {
  const [steps, width] = [x.shape[1]!, widthOf(x)]; // static, as every sequence
  if (steps === time) return x;
  const shaped = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(`${part}_${name}`), targetShape });
  const picture = apply(shaped("picture", [1, steps, width]), x); // TensorFlow.js pads pictures alone
  const padded = apply(tf.layers.zeroPadding2d({ name: context.name(part), padding: [[0, 0], [0, time - steps]] }), picture);
  return apply(shaped("steps", [time, width]), padded);
}

export interface Filter {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly padding: "same" | "valid";
  readonly stride?: number;
  readonly dilation?: number;
}

/** A mark under a window of fixed weights: [batch, time, 1] → [batch, outTime, 1]. */
export function filtered(context: BuildContext, part: string, mark: tf.SymbolicTensor, { weights, bias, ...geometry }: Filter): tf.SymbolicTensor {
  return apply(new Conv1D({ ...frozen(context.name(part), weights, bias), ...geometry, filters: 1, kernelSize: weights.length }), mark);
}

export const relu = (context: BuildContext, part: string, x: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.activation({ name: context.name(part), activation: "relu" }), x);

const frozen = (name: string, weights: readonly number[], bias: number) => ({
  name,
  useBias: true,
  trainable: false,
  kernelInitializer: weightsOf(() => Float32Array.from(weights)),
  biasInitializer: weightsOf(() => Float32Array.of(bias)),
});

/** The result of the first call, for all. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
