import { optimizerStep, type Clipping } from "../kernels/optimizers/index.ts";
import * as tf from "../tf.ts";
import type { Tensor, Tensor1D, Variable } from "../tf.ts";
import { layerwiseOptimizer } from "./layerwise.ts";
import type { ClippingParams, LayerwiseParams, OptimizerParams } from "./params.ts";
import { planOf } from "./optimizer-plans.ts";

/**
 * Moves variables along their gradients, clipped. State stays on the device, by the variable's name; what changes from step
 * to step (learning rate, bias corrections) comes in as `rates`, so that a step is the same list of commands every time.
 */
export interface Optimizer {
  /** Makes what it keeps of each variable, before steps are recorded: a recorded step changes it in place. */
  prepare(variables: readonly Named[]): void;
  /** gradients[i] belongs to variables[i]; null leaves that variable alone. */
  update(variables: readonly Named[], gradients: readonly (Tensor | null)[], rates: Tensor1D): void;
  /** What step t, counted from 1, needs to know. */
  rates(step: number, learningRate: number): readonly number[];
  /** Its state by variable, a copy: what a checkpoint stores. */
  state(): Promise<OptimizerState>;
  restore(variables: readonly Named[], state: OptimizerState): void;
  /** Where the weights that answer are not those that are trained: puts those that answer in their place, to be judged and kept. */
  settle(variables: readonly Named[]): void;
  /** Puts back those that are trained. */
  unsettle(variables: readonly Named[]): void;
  dispose(): void;
}
/** Ludwig's order: by global norm, by `clipnorm`, which is another global norm, then by value; null: no clipping. */
export type Limits = ClippingParams | null;
export interface Named { readonly name: string; readonly variable: Variable }
export type OptimizerState = Readonly<Record<string, Float32Array>>;

/** The optimizer that a config asks for; the same arithmetic as PyTorch's or its paper's, which a test compares. */
export const openOptimizer = (params: OptimizerParams, limits: Limits): Optimizer =>
  (isLayerwise(params) ? layerwiseOptimizer(params, limits) : fusedOptimizer(params, limits));

const LAYERWISE: readonly string[] = ["lamb", "lars", "adafactor", "schedule_free_adamw", "muon"] satisfies LayerwiseParams["type"][];
const isLayerwise = (params: OptimizerParams): params is LayerwiseParams => LAYERWISE.includes(params.type);

function fusedOptimizer(params: Exclude<OptimizerParams, LayerwiseParams>, limits: Limits): Optimizer {
  const { rule, rates } = planOf(params);
  const clipping: Clipping = { norms: [limits?.clipglobalnorm ?? 0, limits?.clipnorm ?? 0], value: limits?.clipvalue ?? 0 };
  const slots = new Map<string, Tensor>();
  const shapeOf = (variable: Variable): [number, number] => [rule.rows, variable.size];

  const slotOf = ({ name, variable }: Named): Tensor | null => {
    if (rule.rows === 0) return null;
    const slot = slots.get(name) ?? tf.keep(tf.fill(shapeOf(variable), rule.start));
    slots.set(name, slot);
    return slot;
  };
  return {
    prepare: (variables) => variables.forEach(slotOf),
    update(variables, gradients, now) {
      const moved = variables.flatMap((named, k) => {
        const gradient = gradients[k];
        return gradient ? [{ variable: named.variable, state: slotOf(named), gradient }] : [];
      });
      tf.tidy(() => optimizerStep(moved, now, { rule, clipping }));
    },
    rates,
    async state() {
      const copies = [...slots].map(async ([name, slot]) => [name, (await slot.data<"float32">()).slice()] as const);
      return Object.fromEntries(await Promise.all(copies));
    },
    restore(variables, state) {
      for (const { name, variable } of variables) {
        const saved = state[name];
        if (!saved || rule.rows === 0) continue;
        slots.get(name)?.dispose();
        slots.set(name, tf.keep(tf.tensor(saved.slice(), shapeOf(variable)))); // plain JavaScript keeps the very array, and changes it
      }
    },
    settle() {},
    unsettle() {},
    dispose() {
      tf.dispose([...slots.values()]);
      slots.clear();
    },
  };
}
