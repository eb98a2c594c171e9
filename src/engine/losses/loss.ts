import type { Scalar, Tensor } from "../tf.ts";
import type { Complain } from "../features/feature.ts";

/** A loss in two forms that a contract check holds together: on tensors for training, on typed arrays for reports. */
export interface Loss {
  /** What the output's loss counts in the combined loss. */
  readonly weight: number;
  /**
   * logits: [batch, units] as the decoder put them out; target: [batch] or [batch, units] in the model's units;
   * weights: [batch], 0 for rows that only pad a batch. Returns the weighted mean over rows.
   */
  tensor(logits: Tensor, target: Tensor, weights: Tensor): Scalar;
  /** The same over a whole split, every row weighing 1; logits row-major. NaN for no rows. */
  value(logits: Float32Array, target: Float32Array | Int32Array, rows: number): number;
}
/**
 * A loss may need what the training rows said: the number of classes, their names for `class_weights`. What does not fit
 * them is said to `complain`, and read as if it were not given.
 */
export type LossFn<Facts> = (facts: Facts, complain: Complain) => Loss;
