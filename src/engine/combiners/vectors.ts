import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import type { BuildContext, CombinerInput } from "../model/context.ts";
import { masked } from "../layers/reduce.ts";
import { linear, type LayerSpec } from "../layers/stack.ts";

/**
 * Each input as one vector, [batch, d]. A sequence becomes the sum of its steps, padding left out, as an output's `reduce_input` would have
 * it; flat, its steps lie side by side, [batch, time · d].
 */
export const vectorsOf = (context: BuildContext, inputs: readonly CombinerInput[], isFlat = false): readonly tf.SymbolicTensor[] =>
  inputs.map(({ encoding }, i) => {
    if (encoding.kind === "vector") return encoding.tensor;
    const flatten = tf.layers.flatten({ name: context.name(`input_${i}_vector`) });
    return isFlat
      ? apply(flatten, masked(context, `input_${i}_masked`, encoding.tensor, encoding.mask))
      : apply(flatten, apply(tf.layers.dot({ name: context.name(`input_${i}_sum`), axes: [1, 1] }), [encoding.mask, encoding.tensor]));
  });

/** Vectors side by side, [batch, Σ d]. */
export const joined = (context: BuildContext, part: string, vectors: readonly tf.SymbolicTensor[]): tf.SymbolicTensor =>
  vectors.length === 1 ? vectors[0]! : apply(tf.layers.concatenate({ name: context.name(part) }), [...vectors]);

export type Projection = Pick<LayerSpec, "use_bias" | "weights_initializer" | "bias_initializer">;

/** Each vector brought to one width by a linear layer of its own. */
export const projected = (context: BuildContext, vectors: readonly tf.SymbolicTensor[], width: number, spec: Projection): readonly tf.SymbolicTensor[] =>
  vectors.map((vector, i) => linear(context, `projection_${i}`, vector, width, spec));

/** Vectors of one width as the tokens of a sequence, [batch, vectors, width]. */
export function asTokens(context: BuildContext, part: string, vectors: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  const long = joined(context, `${part}_long`, vectors);
  return apply(tf.layers.reshape({ name: context.name(part), targetShape: [vectors.length, widthOf(vectors[0]!)] }), long); // a combiner has an input
}

/** x · scale + offset */
export const scaled = (context: BuildContext, part: string, x: tf.SymbolicTensor, scale: number, offset: number): tf.SymbolicTensor =>
  apply(tf.layers.rescaling({ name: context.name(part), scale, offset }), x);
