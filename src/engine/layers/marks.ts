import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply } from "./apply.ts";
import { Conv1D } from "./convolution.ts";
import { weightsOf } from "./initializers.ts";
import { once } from "./once.ts";
import type { Sequence } from "./reduce.ts";

/** Added to a value at padding: no maximum, and no share of a softmax, comes from there. */
export const FAR_BELOW = -1e9;

/** A sequence whose mask, [batch, time, 1], is there, or is made when first asked for. */
interface Masked { readonly tensor: tf.SymbolicTensor; readonly mask: tf.SymbolicTensor | (() => tf.SymbolicTensor) }

/**
 * What else is known of the steps of an encoding, from its mask alone, wherever it came from: made by standard layers with fixed
 * weights, so that an exported model needs nothing else. The steps that are there lie together.
 */
export function sequenceOf(context: BuildContext, part: string, { tensor, mask: given }: Masked): Sequence {
  const mask = typeof given === "function" ? once(given) : () => given;
  return {
    tensor,
    mask,
    gap: once(() => apply(tf.layers.rescaling({ name: context.name(`${part}_gap`), scale: -FAR_BELOW, offset: FAR_BELOW }), mask())),
    // A step is the last one where the next is padding or there is none: relu(m[t] − m[t + 1]).
    last: once(() => filtered(context, `${part}_last`, mask(), { weights: [0, 1, -1], bias: 0, padding: "same" })),
  };
}

/** Fixed weights under which a window goes over the steps. */
export interface Filter {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly padding: "same" | "valid";
  readonly stride?: number;
  readonly dilation?: number;
}

/** A mark under a filter, and no less than 0: [batch, time, 1] → [batch, outTime, 1]. */
export function filtered(context: BuildContext, part: string, mark: tf.SymbolicTensor, { weights, bias, ...geometry }: Filter): tf.SymbolicTensor {
  const name = context.name(part);
  const kernelInitializer = weightsOf(() => Float32Array.from(weights));
  const biasInitializer = weightsOf(() => Float32Array.of(bias));
  const size = { filters: 1, kernelSize: weights.length, useBias: true, trainable: false };
  const sums = apply(new Conv1D({ ...geometry, ...size, name, kernelInitializer, biasInitializer }), mark);
  return apply(tf.layers.activation({ name: `${name}_mark`, activation: "relu" }), sums);
}
