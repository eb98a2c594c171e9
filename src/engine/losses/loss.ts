import type { Numbers } from "../data/encoded.ts";
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
  value(logits: Float32Array, target: Numbers, rows: number): number;
  /** `value` row by row, where it is Σ cost / Σ count: so that a split can be judged in pieces. */
  readonly terms?: (logits: Float32Array, target: Numbers, rows: number) => Terms;
  /** How the logits of classes are read as probabilities, where that is not by a softmax. */
  readonly link?: Link;
}

/** [rows] each. A row that is not to be judged has 0 and 0. */
export interface Terms {
  readonly cost: Float64Array;
  readonly count: Float64Array;
}

/** Between the logits of one row, [classes], and the probabilities of its classes. */
export interface Link {
  /** ln of the probabilities; −Infinity where one is exactly 0. */
  logProbabilities(logits: Float32Array): Float32Array;
  /** Logits that give these probabilities. */
  logits(probabilities: ArrayLike<number>): Float32Array;
  /** For the README of an exported model: what takes the softmax's place. */
  readonly recipe: string;
}
/**
 * A loss may need what the training rows said: the number of classes, their names for `class_weights`. What does not fit
 * them is said to `complain`, and read as if it were not given.
 */
export type LossFn<Facts> = (facts: Facts, complain: Complain) => Loss;
