import { updateByAdam, type AdamSettings } from "../kernels/adam.ts";
import * as tf from "../tf.ts";
import type { Tensor, Tensor1D, Variable } from "../tf.ts";
import type { ClippingParams, OptimizerParams } from "./params.ts";

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
  dispose(): void;
}
/** Ludwig's order: by global norm, by `clipnorm`, which is another global norm, then by value; null: no clipping. */
export type Limits = ClippingParams | null;
export interface Named { readonly name: string; readonly variable: Variable }
export type OptimizerState = Readonly<Record<string, Float32Array>>;

/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019), with AMSGrad (Reddi et al. 2018) when asked; the same
 * arithmetic as PyTorch's, which a test compares. `weight_decay` is part of the gradient in Adam, apart from it in AdamW.
 */
export function adam({ type, betas: [beta1, beta2], eps, weight_decay: weightDecay, amsgrad }: OptimizerParams, limits: Limits): Optimizer {
  const coupled = type === "adam";
  const settings: AdamSettings = {
    beta1, beta2, eps, amsgrad,
    decay: coupled ? weightDecay : 0,
    normLimits: [limits?.clipglobalnorm ?? 0, limits?.clipnorm ?? 0],
    limit: limits?.clipvalue ?? 0,
  };
  const clipsNorm = settings.normLimits.some((limit) => limit > 0);
  const slots = new Map<string, Tensor>();
  const shapeOf = (variable: Variable): [number, number] => [amsgrad ? 3 : 2, variable.size];

  const slotOf = ({ name, variable }: Named): Tensor => {
    const slot = slots.get(name) ?? tf.keep(tf.zeros(shapeOf(variable)));
    slots.set(name, slot);
    return slot;
  };
  const replace = (name: string, next: Tensor): void => {
    const old = slots.get(name);
    if (old === next) return;
    old?.dispose();
    slots.set(name, tf.keep(next));
  };
  return {
    prepare: (variables) => variables.forEach(slotOf),
    update(variables, gradients, rates) {
      tf.tidy(() => {
        const squares = clipsNorm ? sumOfSquares(gradients.filter((gradient) => gradient !== null)) : tf.scalar(0);
        variables.forEach((named, i) => {
          const gradient = gradients[i];
          if (!gradient) return;
          const operands = { variable: named.variable, state: slotOf(named), gradient, rates, squares };
          replace(named.name, updateByAdam(operands, settings));
        });
      });
    },
    rates: (step, learningRate) =>
      [learningRate / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step), coupled ? 1 : 1 - learningRate * weightDecay],
    async state() {
      const copies = [...slots].map(async ([name, slot]) => [name, (await slot.data<"float32">()).slice()] as const);
      return Object.fromEntries(await Promise.all(copies));
    },
    restore(variables, state) {
      for (const { name, variable } of variables) {
        const saved = state[name];
        if (saved) replace(name, tf.tensor(saved, shapeOf(variable)));
      }
    },
    dispose() {
      tf.dispose([...slots.values()]);
      slots.clear();
    },
  };
}

function sumOfSquares(gradients: readonly Tensor[]): Tensor {
  if (gradients.length === 0) return tf.scalar(0);
  return tf.sum(tf.square(tf.concat(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])))));
}
