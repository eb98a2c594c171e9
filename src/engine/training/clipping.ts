import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { TrainerParams } from "./params.ts";

export type Limits = TrainerParams["gradient_clipping"];

/**
 * What all gradients are multiplied by: Ludwig clips by global norm, then by `clipnorm`, which is another global norm. Each
 * factor is PyTorch's, min(1, limit / (norm + 1e-6)). On the device, from one norm: the second is the first times its factor.
 */
export function clipFactor(gradients: readonly Tensor[], limits: Limits): Tensor {
  const norms = [limits?.clipglobalnorm, limits?.clipnorm].filter((limit) => typeof limit === "number" && limit > 0) as number[]; // filtered to numbers
  if (gradients.length === 0) return tf.scalar(1);
  const norm = globalNorm(gradients);
  let factor: Tensor | null = null;
  for (const limit of norms) {
    const clippedNorm: Tensor = factor ? tf.mul(norm, factor) : norm;
    const next: Tensor = tf.minimum(1, tf.div(limit, tf.add(clippedNorm, 1e-6)));
    factor = factor ? tf.mul(factor, next) : next;
  }
  return factor ?? tf.scalar(1);
}

/** The norm of all gradients as one vector. */
function globalNorm(gradients: readonly Tensor[]): Tensor {
  const flat = gradients.map((gradient) => tf.reshape(gradient, [gradient.size]));
  return tf.sqrt(tf.sum(tf.square(tf.concat(flat))));
}
