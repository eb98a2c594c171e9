import { optimizerStep, type Clipping } from "../kernels/optimizers/index.ts";
import { mix } from "../kernels/optimizers/rules.ts";
import * as tf from "../tf.ts";
import type { Scalar, Tensor, Variable } from "../tf.ts";
import { layerwiseRule, scalarsOf } from "./layerwise-rules.ts";
import { restoreValues, valuesOf } from "./kept-values.ts";
import type { Limits, Named, Optimizer, OptimizerState } from "./optimizers.ts";
import type { LayerwiseParams } from "./params.ts";

const UNCLIPPED: Clipping = { norms: [0, 0], value: 0 };

/** An optimizer of ordinary operations, a dozen for each variable: for rules that need lengths, rows or products of a whole variable. */
export function layerwiseOptimizer(params: LayerwiseParams, limits: Limits): Optimizer {
  const rule = layerwiseRule(params);
  const memory = new Map<string, Readonly<Record<string, Variable>>>();

  const slotsOf = ({ name, variable }: Named): Readonly<Record<string, Variable>> => {
    const known = memory.get(name);
    if (known) return known;
    const made = Object.entries(rule.slots(variable.shape)).map(([key, { shape, start }]) =>
      [key, tf.tidy(() => tf.variable(start === null ? tf.add(variable, 0) : tf.fill([...shape], start), false))] as const);
    const slots = Object.fromEntries(made);
    memory.set(name, slots);
    return slots;
  };
  const turn = (variables: readonly Named[], shares: "settle" | "unsettle"): void => {
    const { answers } = rule;
    if (!answers) return;
    tf.tidy(() => blendInto(variables.map((named) => [named.variable, slotsOf(named)[answers.slot]!]), answers[shares]));
  };
  return {
    prepare: (variables) => variables.forEach(slotsOf),
    update(variables, gradients, rates) {
      tf.tidy(() => {
        const now = scalarsOf(rates);
        const present = variables.flatMap((named, k) => (gradients[k] ? [{ named, gradient: gradients[k] }] : []));
        const held = clipped(present.map(({ gradient }) => gradient), limits);
        const moved = present.flatMap(({ named }, k): [Variable, Tensor][] => {
          const slots = slotsOf(named);
          const next = rule.move(named.variable, held[k]!, slots, now);
          return [[named.variable, next.w], ...Object.entries(next.slots).map(([key, value]): [Variable, Tensor] => [slots[key]!, value])];
        });
        blendInto(moved, [0, 1]);
      });
    },
    rates: rule.rates,
    async state() {
      const kept = [...memory].flatMap(([name, slots]) => Object.entries(slots).map(([key, variable]) => valuesOf([{ name, variable }], key)));
      return Object.assign({}, ...(await Promise.all(kept))) as OptimizerState; // of states of variables
    },
    restore(variables, state) {
      for (const named of variables) {
        for (const [key, variable] of Object.entries(slotsOf(named))) restoreValues([{ name: named.name, variable }], key, state);
      }
    },
    settle: (variables) => turn(variables, "settle"),
    unsettle: (variables) => turn(variables, "unsettle"),
    dispose() {
      for (const slots of memory.values()) tf.dispose(Object.values(slots));
      memory.clear();
    },
  };
}

/** Each variable becomes so much of itself and so much of the tensor, where it lies. */
const blendInto = (pairs: readonly (readonly [Variable, Tensor])[], shares: readonly [number, number]): void =>
  optimizerStep(pairs.map(([variable, gradient]) => ({ variable, state: null, gradient })), tf.tensor1d([...shares]), { rule: mix, clipping: UNCLIPPED });

/** By both norms of all gradients together, one after the other, then each number. */
function clipped(gradients: readonly Tensor[], limits: Limits): readonly Tensor[] {
  const byNorm = (all: readonly Tensor[], limit: number | null | undefined): readonly Tensor[] => {
    if (!limit || all.length === 0) return all;
    const norm = tf.sqrt(tf.addN(all.map((gradient): Scalar => tf.sum(tf.square(gradient)))));
    const factor = tf.minimum(1, tf.div(limit, tf.add(norm, 1e-6)));
    return all.map((gradient) => tf.mul(gradient, factor));
  };
  const held = byNorm(byNorm(gradients, limits?.clipglobalnorm), limits?.clipnorm);
  const most = limits?.clipvalue ?? 0;
  return most > 0 ? held.map((gradient) => tf.clipByValue(gradient, -most, most)) : held;
}
