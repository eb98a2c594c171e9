import * as tf from "../tf.ts";
import type { Scalar, Tensor, Variable } from "../tf.ts";
import type { OptimizerParams } from "./params.ts";

/**
 * Moves variables along their gradients. State stays on the device, by the variable's name; what changes from step to step
 * (learning rate, bias corrections) comes in as `rates`, so that a step is the same list of commands every time.
 */
export interface Optimizer {
  /** gradients[i] belongs to variables[i]; null leaves that variable alone. */
  update(variables: readonly Named[], gradients: readonly (Tensor | null)[], rates: Rates): void;
  /** The scalars of step t, counted from 1; the caller disposes of them. */
  rates(step: number, learningRate: number): Rates;
  /** Its state by name, a copy: what a checkpoint stores. */
  state(): Promise<OptimizerState>;
  restore(variables: readonly Named[], state: OptimizerState): void;
  dispose(): void;
}
export interface Named { readonly name: string; readonly variable: Variable }
export interface Rates { readonly stepSize: Scalar; readonly correction: Scalar; readonly decay: Scalar }
/** variable name → slot name → values */
export type OptimizerState = Readonly<Record<string, Readonly<Record<string, Float32Array>>>>;

/** The slots of one variable: first and second moment, and the largest second moment with `amsgrad`. */
interface Slots { m: Tensor; v: Tensor; peak: Tensor | null }

/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019), with AMSGrad (Reddi et al. 2018) when asked; the same
 * arithmetic as PyTorch's, which a test compares. `weight_decay` is part of the gradient in Adam, apart from it in AdamW.
 */
export function adam({ type, betas: [beta1, beta2], eps, weight_decay: weightDecay, amsgrad }: OptimizerParams): Optimizer {
  const slots = new Map<string, Slots>();

  const slotsOf = ({ name, variable }: Named): Slots => {
    const known = slots.get(name);
    if (known) return known;
    const zeros = () => tf.keep(tf.zeros(variable.shape));
    const made = { m: zeros(), v: zeros(), peak: amsgrad ? zeros() : null };
    slots.set(name, made);
    return made;
  };
  const replace = (old: Tensor, next: Tensor): Tensor => {
    old.dispose();
    return tf.keep(next);
  };

  function move(named: Named, raw: Tensor, rates: Rates): void {
    const { variable } = named;
    const slot = slotsOf(named);
    const coupled = weightDecay > 0 && type === "adam";
    const gradient = coupled ? tf.add(raw, tf.mul(variable, weightDecay)) : raw;
    slot.m = replace(slot.m, tf.add(tf.mul(slot.m, beta1), tf.mul(gradient, 1 - beta1)));
    slot.v = replace(slot.v, tf.add(tf.mul(slot.v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    if (slot.peak) slot.peak = replace(slot.peak, tf.maximum(slot.peak, slot.v));
    const spread = tf.add(tf.mul(tf.sqrt(slot.peak ?? slot.v), rates.correction), eps);
    const decayed = weightDecay > 0 && type === "adamw" ? tf.mul(variable, rates.decay) : variable;
    variable.assign(tf.sub(decayed, tf.mul(rates.stepSize, tf.div(slot.m, spread))));
  }

  return {
    update(variables, gradients, rates) {
      tf.tidy(() => variables.forEach((named, i) => {
        const gradient = gradients[i];
        if (gradient) move(named, gradient, rates);
      }));
    },
    rates: (step, learningRate) => ({
      stepSize: tf.scalar(learningRate / (1 - beta1 ** step)),
      correction: tf.scalar(1 / Math.sqrt(1 - beta2 ** step)),
      decay: tf.scalar(1 - learningRate * weightDecay),
    }),
    async state() {
      const copies: Record<string, Record<string, Float32Array>> = {};
      for (const [name, { m, v, peak }] of slots) {
        const copy = async (tensor: Tensor) => (await tensor.data<"float32">()).slice();
        copies[name] = { m: await copy(m), v: await copy(v), ...(peak && { peak: await copy(peak) }) };
      }
      return copies;
    },
    restore(variables, state) {
      for (const named of variables) {
        const saved = state[named.name];
        if (!saved?.["m"] || !saved["v"]) continue;
        const slot = slotsOf(named);
        const { shape } = named.variable;
        slot.m = replace(slot.m, tf.tensor(saved["m"], shape));
        slot.v = replace(slot.v, tf.tensor(saved["v"], shape));
        if (slot.peak && saved["peak"]) slot.peak = replace(slot.peak, tf.tensor(saved["peak"], shape));
      }
    },
    dispose() {
      for (const { m, v, peak } of slots.values()) tf.dispose([m, v, ...(peak ? [peak] : [])]);
      slots.clear();
    },
  };
}
