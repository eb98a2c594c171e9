import * as tf from "../tf.ts";
import type { Scalar, Tensor } from "../tf.ts";
import type { TrainerParams } from "./params.ts";

/**
 * Gradients, clipped as Ludwig does, in its order: by global norm, by `clipnorm` (another global norm), by value. All on
 * the device. The global norm is PyTorch's: factor min(1, limit / (norm + 1e-6)).
 */
export function clipped(gradients: readonly Tensor[], limits: TrainerParams["gradient_clipping"]): readonly Tensor[] {
  if (!limits) return gradients;
  const byNorm = (current: readonly Tensor[], limit: number | null): readonly Tensor[] => {
    if (!limit) return current;
    const factor = tf.minimum(1, tf.div(limit, tf.add(globalNorm(current), 1e-6)));
    return current.map((gradient) => tf.mul(gradient, factor));
  };
  const normed = byNorm(byNorm(gradients, limits.clipglobalnorm), limits.clipnorm);
  const most = limits.clipvalue;
  return most ? normed.map((gradient) => tf.clipByValue(gradient, -most, most)) : normed;
}

/** The norm of all gradients as one vector. */
function globalNorm(gradients: readonly Tensor[]): Scalar {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  return tf.sqrt(tf.sum(tf.stack(squares)));
}
