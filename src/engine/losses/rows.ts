import * as tf from "../tf.ts";
import type { Numbers } from "../data/encoded.ts";
import type { Scalar, Tensor } from "../tf.ts";
import type { Link, Loss, Terms } from "./loss.ts";
import { positive } from "./mean.ts";

/** The target of one row: a label's index, or as many numbers as the output has. */
type Target = Numbers;

/** A loss as what each row costs and counts: Σ cost / Σ count over rows. A row that is not to be judged counts nothing. */
export interface RowTerms {
  /** [batch] cost; logits: [batch, units]. What it gives where the count is 0 must be finite, and is not looked at. */
  cost(logits: Tensor, target: Tensor): Tensor;
  /** [batch] of data alone, never differentiated. */
  count(target: Tensor): Tensor;
  /** The same of one row, [units]. */
  costOf(logits: Float32Array, target: Target): number;
  countOf(target: Target): number;
}

/** A loss in both its forms, and row by row. */
export function lossOfRows(weight: number, rows: RowTerms, link?: Link): Loss {
  const terms = (logits: Float32Array, target: Target, count: number): Terms => {
    const [cost, counted] = [new Float64Array(count), new Float64Array(count)];
    const [units, size] = [logits.length / count, target.length / count];
    for (let row = 0; row < count; row++) {
      const own = target.subarray(row * size, (row + 1) * size);
      counted[row] = rows.countOf(own);
      if (counted[row] !== 0) cost[row] = rows.costOf(logits.subarray(row * units, (row + 1) * units), own);
    }
    return { cost, count: counted };
  };
  return {
    weight,
    ...(link && { link }),
    terms,
    tensor: (logits, target, weights) => tf.tidy(() => meanOf(rows.cost(logits, target), rows.count(target), weights)),
    value: (logits, target, count) => meanOfTerms(terms(logits, target, count)),
  };
}

/** Terms of so many groups of as many rows each, as those of one row each. */
export function inGroups({ cost, count }: Terms, groups: number): Terms {
  const size = cost.length / groups;
  const sums = (values: Float64Array): Float64Array => Float64Array.from({ length: groups }, (_, i) => sum(values.subarray(i * size, (i + 1) * size)));
  return { cost: sums(cost), count: sums(count) };
}

/** Σ cost / Σ count; NaN for no rows. */
export const meanOfTerms = ({ cost, count }: Terms): number => sum(cost) / sum(count);

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** All [batch]; 0 when no row counts. */
function meanOf(cost: Tensor, count: Tensor, weights: Tensor): Scalar {
  const judged = tf.mul(weights, tf.sign(count)); // a cost that does not count may be anything
  return tf.reshape(tf.div(tf.sum(tf.mul(cost, judged)), positive(tf.sum(tf.mul(count, weights)))), []);
}

/** Rows count 1, and 0 where the target is −1: a label that the training rows did not have. */
export const oneEach: Pick<RowTerms, "count" | "countOf"> = {
  count: (target) => tf.cast(tf.greaterEqual(target, 0), "float32"),
  countOf: ([label]) => (label! >= 0 ? 1 : 0),
};
