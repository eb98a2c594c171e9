import { entmax } from "../kernels/entmax/index.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { defineChoice, type Choice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { oneHot, type LabelledClasses } from "./classes.ts";
import type { Link, LossFn } from "./loss.ts";
import { weightParam } from "./mean.ts";
import { lossOfRows, oneEach } from "./rows.ts";

/**
 * Losses whose answers are shares of which many are exactly 0 (Martins and Astudillo, 2016; Peters, Niculae and Martins, 2019): the
 * Fenchel-Young loss Σ p·z + H(p) − z of the truth, where p maximises Σ p·z + H(p) and H is Tsallis' entropy (1 − Σ p^α) / (α·(α − 1)), up
 * to a constant. Its gradient is p − truth.
 */
interface Sparse {
  readonly summary: string;
  readonly alpha: 1.5 | 2;
  /** Shares of one row, by sorting it: what the kernel is held to. */
  shares(logits: ArrayLike<number>): Float64Array;
  /** Logits of these shares. */
  logit(share: number): number;
  readonly recipe: string;
}

export const sparsemax = sparse({
  summary: "Cross-entropy's kin whose answers leave unlikely classes at exactly 0.",
  alpha: 2,
  shares(logits) {
    const descending = Float64Array.from(logits).sort().reverse();
    let sum = 0, tau = 0;
    descending.forEach((z, i) => {
      sum += z;
      if (1 + (i + 1) * z > sum) tau = (sum - 1) / (i + 1);
    });
    return Float64Array.from(logits, (z) => Math.max(0, z - tau));
  },
  logit: (share) => share,
  recipe: "The probabilities are a sparsemax of the row instead of a softmax: max(0, y − τ), with the τ by which they sum to 1.",
});
export const entmax15 = sparse({
  summary: "Between cross-entropy and sparsemax: some classes get exactly 0.",
  alpha: 1.5,
  shares(logits) {
    const descending = Float64Array.from(logits, (z) => z / 2).sort().reverse();
    let sum = 0, squares = 0, tau = 0;
    descending.forEach((z, i) => {
      const n = i + 1;
      [sum, squares] = [sum + z, squares + z * z];
      const own = sum / n - Math.sqrt(Math.max(0, (1 - (squares - sum ** 2 / n)) / n));
      if (own <= z) tau = own;
    });
    return Float64Array.from(logits, (z) => Math.max(0, z / 2 - tau) ** 2);
  },
  logit: (share) => 2 * Math.sqrt(share),
  recipe: "The probabilities are a 1.5-entmax of the row instead of a softmax: max(0, y / 2 − τ)², with the τ by which they sum to 1.",
});

/** H(p) of a row whose shares are given, without what α makes constant. */
const entropyOf = (shares: Float64Array, alpha: number): number => (1 - shares.reduce((sum, p) => sum + p ** alpha, 0)) / (alpha * (alpha - 1));

function sparse(form: Sparse): Choice<LossFn<LabelledClasses>> {
  const { summary, alpha } = form;
  const link: Link = {
    logProbabilities: (logits) => Float32Array.from(form.shares(logits), Math.log),
    logits: (probabilities) => Float32Array.from(probabilities, form.logit),
    recipe: form.recipe,
  };
  return defineChoice({
    summary,
    params: Type.Object({ weight: weightParam }),
    example: {},
    make: ({ weight }): LossFn<LabelledClasses> => ({ idx2str: { length: classes } }) =>
      lossOfRows(weight, {
        ...oneEach,
        cost: (logits, target) => fenchelYoung(logits, oneHot(target, classes), alpha),
        costOf(logits, [y]) {
          const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
          const below = Float64Array.from(logits, (z) => z - highest);
          const shares = form.shares(below);
          return shares.reduce((sum, p, c) => sum + p * below[c]!, 0) + entropyOf(shares, alpha) - below[y!]!;
        },
      }, link),
  });
}

/** [batch, classes] logits and truth → [batch] losses. The shares stand still in the gradient: they maximise what is differentiated. */
function fenchelYoung(logits: Tensor, truth: Tensor, alpha: number): Tensor {
  const op = tf.customGrad((...args) => {
    const [z, save] = args as [Tensor, (saved: Tensor[]) => void]; // the logits, and tfjs's own
    const below = tf.sub(z, tf.max(z, -1, true));
    const shares = entmax(below, alpha);
    const rest = tf.sub(shares, truth);
    save([rest]);
    const entropy = tf.div(tf.sub(1, tf.sum(tf.pow(shares, alpha), -1)), alpha * (alpha - 1));
    return {
      value: tf.add(tf.sum(tf.mul(rest, below), -1), entropy),
      gradFunc: (dy: Tensor, [rest]: Tensor[]) => tf.mul(tf.expandDims(dy, -1), rest!),
    };
  });
  return op(logits);
}
