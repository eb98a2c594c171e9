import { words } from "../../messages/en/training.ts";
import type { OutputFeature } from "../features/feature.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { LayersModel } from "../tf.ts";
import { openAccumulation, type Accumulation } from "./accumulation.ts";
import { openBalance, type Balance } from "./balance.ts";
import { restoreValues, valuesOf } from "./kept-values.ts";
import { openOptimizer, type Named, type Optimizer, type OptimizerState } from "./optimizers.ts";
import type { TrainerParams } from "./params.ts";
import { trainable } from "./step.ts";

/** What learns, and how: the weights that are not frozen, what balances the losses, and the optimizer that moves both. */
export interface Learner {
  readonly learnt: readonly Named[];
  readonly balance: Balance;
  readonly optimizer: Optimizer;
  /** null: every step is an update. */
  readonly accumulation: Accumulation | null;
  /** All that is remembered beside the model's weights: what a checkpoint stores. */
  state(): Promise<OptimizerState>;
  /** Puts the weights that answer in their place while `judging` is under way. */
  whileSettled<T>(judging: () => Promise<T>): Promise<T>;
  dispose(): void;
}

type Rules = Pick<TrainerParams, "optimizer" | "gradient_clipping" | "loss_balancing">;

/** from: what an earlier one remembered; null: nothing. */
export function openLearner(learnt: readonly Named[], outputs: readonly OutputFeature[], trainer: Rules, accumulates: boolean, from: OptimizerState | null): Learner {
  const balance = openBalance(trainer.loss_balancing, outputs);
  const moved = [...learnt, ...balance.learnt];
  const optimizer = openOptimizer(trainer.optimizer, trainer.gradient_clipping);
  const accumulation = accumulates ? openAccumulation(moved) : null;
  if (from) {
    optimizer.restore(moved, from);
    restoreValues(balance.learnt, "value", from);
    accumulation?.restore(from);
  }
  return {
    learnt, balance, optimizer, accumulation,
    state: async () => ({ ...(await optimizer.state()), ...(await valuesOf(balance.learnt, "value")), ...(await accumulation?.state()) }),
    async whileSettled(judging) {
      optimizer.settle(moved);
      const found = await judging();
      optimizer.unsettle(moved);
      return found;
    },
    dispose() {
      for (const held of [optimizer, accumulation, balance]) held?.dispose();
    },
  };
}

/** The weights that are trained: those whose name the pattern does not find. A problem where it finds none, or all. */
export function notFrozen(model: LayersModel, pattern: string | null): Outcome<readonly Named[]> {
  const all = trainable(model);
  if (pattern === null) return success(all);
  const found = new RegExp(pattern);
  const learnt = all.filter(({ name }) => !found.test(name));
  const names = all.map(({ name }) => name);
  const at = ["trainer", "layers_to_freeze_regex"];
  if (learnt.length === all.length) return failure(error(at, words.freezesNone(pattern, names)));
  return learnt.length === 0 ? failure(error(at, words.freezesAll(pattern))) : success(learnt);
}
