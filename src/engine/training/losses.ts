import type { OutputFeature } from "../features/feature.ts";
import { partners } from "../layers/pictures/mixup.ts";
import * as tf from "../tf.ts";

/** What the losses of one batch are made of. */
export interface Answered {
  /** By output, as `targets`. */
  readonly logits: readonly tf.Tensor[];
  readonly targets: readonly tf.Tensor[];
  /** By output: does it have targets in some rows only? Those have a column each in `known`. */
  readonly partial: readonly boolean[];
  readonly known: readonly tf.Tensor[];
  /** [batch] 0 for rows that only fill up the batch. */
  readonly weights: tf.Tensor;
  /** [] what each row keeps of itself where rows are mixed; null: they are not. */
  readonly share: tf.Tensor | null;
}

/**
 * The loss of each output. Where rows are mixed, that of their own answers and that of their partners' by their shares: for cross entropy
 * and squared errors it has the gradient of a mixed answer, and no other loss has to know of mixing (Zhang et al., 2018).
 */
export function lossesOf(outputs: readonly Pick<OutputFeature, "loss">[], { logits, targets, partial, known, weights, share }: Answered): readonly tf.Scalar[] {
  let next = 0;
  return outputs.map(({ loss }, k) => {
    const says = partial[k] === true ? tf.cast(known[next++]!, "float32") : null;
    const of = (rows: (column: tf.Tensor) => tf.Tensor): tf.Scalar =>
      loss.tensor(logits[k]!, rows(targets[k]!), says ? tf.mul(weights, rows(says)) : weights);
    const own = of((column) => column);
    return share ? tf.add(tf.mul(own, share), tf.mul(of(partners), tf.sub(1, share))) : own;
  });
}
