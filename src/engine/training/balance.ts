import type { OutputFeature } from "../features/feature.ts";
import * as tf from "../tf.ts";
import type { Scalar, Variable } from "../tf.ts";
import type { Named } from "./optimizers.ts";
import type { TrainerParams } from "./params.ts";

/** How the losses of several outputs become one. */
export interface Balance {
  /** losses: one for each output, unweighted; part of the step. */
  combine(losses: readonly Scalar[]): Scalar;
  /** What is learnt for it beside the model: moved by the optimizer, kept in checkpoints, no part of what is exported. */
  readonly learnt: readonly Named[];
  dispose(): void;
}

/** Ludwig holds what is learnt of an output's uncertainty within these limits. */
const MOST = 20;

/**
 * The three rules of `loss_balancing` that are more than heuristics, L being an output's loss and w its `weight`: Σ w·L; Σ w·log(1 + L);
 * Σ w·(e⁻ˢ·L + s/2), where s, learnt from 0 on, is the log of the variance that an output is thought to have (Kendall et al. 2018).
 */
export function openBalance(kind: TrainerParams["loss_balancing"], outputs: readonly OutputFeature[]): Balance {
  const weights = outputs.map(({ loss }) => loss.weight);
  const sum = (terms: readonly Scalar[]): Scalar =>
    terms.map((term, k): Scalar => (weights[k] === 1 ? term : tf.mul(term, weights[k]!))).reduce((all, term) => tf.add(all, term));
  switch (kind) {
    case "none": return { combine: sum, learnt: [], dispose() {} };
    case "log_transform": return { combine: (losses) => sum(losses.map((loss) => tf.log1p(loss))), learnt: [], dispose() {} };
    case "uncertainty": {
      const learnt = outputs.map(({ name }) => ({ name: `loss_balancing/${name}`, variable: tf.tidy(() => tf.variable(tf.scalar(0))) }));
      const held = ({ variable }: Named): Scalar => tf.clipByValue(variable as Variable<tf.Rank.R0>, -MOST, MOST); // made of a scalar
      return {
        combine: (losses) => sum(losses.map((loss, k) => {
          const s = held(learnt[k]!);
          return tf.add<Scalar>(tf.mul(tf.exp(tf.neg(s)), loss), tf.mul(s, 0.5));
        })),
        learnt,
        dispose: () => tf.dispose(learnt.map(({ variable }) => variable)),
      };
    }
  }
}
