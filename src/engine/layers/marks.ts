import * as tf from "../tf.ts";
import type { BuildContext, SequenceEncoding } from "../model/context.ts";
import { apply } from "./apply.ts";
import { weightsOf } from "./initializers.ts";
import { once } from "./once.ts";
import type { Sequence } from "./reduce.ts";

/** Added to a value at padding: no maximum, and no share of a softmax, comes from there. */
const FAR_BELOW = -1e9;

/**
 * What else is known of the steps of an encoding, from its mask alone, wherever it came from: made by standard layers with fixed
 * weights, so that an exported model needs nothing else.
 */
export function sequenceOf(context: BuildContext, part: string, { tensor, mask }: SequenceEncoding): Sequence {
  return {
    tensor,
    mask: () => mask,
    gap: once(() => gapOf(context, `${part}_gap`, mask)),
    last: once(() => lastOf(context, `${part}_last`, mask)),
  };
}

/** 1 → 0, 0 → −1e9: [batch, time, 1]. */
function gapOf(context: BuildContext, part: string, mask: tf.SymbolicTensor): tf.SymbolicTensor {
  const kernelInitializer = weightsOf(() => Float32Array.of(-FAR_BELOW));
  const biasInitializer = weightsOf(() => Float32Array.of(FAR_BELOW));
  return apply(tf.layers.dense({ name: context.name(part), units: 1, kernelInitializer, biasInitializer, trainable: false }), mask);
}

/** A step is the last one where the next is padding or there is none: relu(m[t] − m[t + 1]), [batch, time, 1]. */
function lastOf(context: BuildContext, part: string, mask: tf.SymbolicTensor): tf.SymbolicTensor {
  const kernelInitializer = weightsOf(() => Float32Array.of(0, 1, -1));
  return apply(
    tf.layers.conv1d({ name: context.name(part), filters: 1, kernelSize: 3, padding: "same", activation: "relu", useBias: false, kernelInitializer, trainable: false }),
    mask,
  );
}
