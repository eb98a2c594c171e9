import { optimizerStep } from "../kernels/optimizers/index.ts";
import { mix } from "../kernels/optimizers/rules.ts";
import * as tf from "../tf.ts";
import type { Tensor, Tensor1D, Variable } from "../tf.ts";
import { restoreValues, valuesOf } from "./kept-values.ts";
import type { Named, OptimizerState } from "./optimizers.ts";

/** The mean gradient of several steps, gathered on the device: how a batch too large for it is gone through in pieces. */
export interface Accumulation {
  /** Joins the gradients to the mean, in the shares that `shares` holds; part of the step. null: a variable without a gradient. */
  join(gradients: readonly (Tensor | null)[], shares: Tensor1D): void;
  /** The mean so far, in the order of the variables. */
  means(gradients: readonly (Tensor | null)[]): readonly (Tensor | null)[];
  state(): Promise<OptimizerState>;
  restore(state: OptimizerState): void;
  dispose(): void;
}

/** What stays of the mean, and what joins of the gradient, at the position-th step of an update, counted from 1. */
export const sharesAt = (position: number): readonly [number, number] => [(position - 1) / position, 1 / position];

export function openAccumulation(learnt: readonly Named[]): Accumulation {
  const sums = learnt.map(({ variable }): Variable => tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)));
  const named = sums.map((variable, k) => ({ name: learnt[k]!.name, variable }));
  return {
    join(gradients, shares) {
      const moved = gradients.flatMap((gradient, k) => (gradient ? [{ variable: sums[k]!, state: null, gradient }] : []));
      optimizerStep(moved, shares, { rule: mix, clipping: { norms: [0, 0], value: 0 } });
    },
    means: (gradients) => gradients.map((gradient, k) => (gradient ? sums[k]! : null)),
    state: () => valuesOf(named, "accumulated"),
    restore: (state) => restoreValues(named, "accumulated", state),
    dispose: () => tf.dispose(sums),
  };
}
