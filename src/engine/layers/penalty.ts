import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply } from "./apply.ts";
import { WeighingLayer } from "./row-weights.ts";

/** What rows are to pay for what a part made of them: x [batch, ...] → [batch]. */
export type Fine = (x: tf.Tensor) => tf.Tensor;

/**
 * Hands on what it is given, and in a step of the training adds its fine to the loss, the mean over rows by their weights. Saved
 * topologies name a linear activation: nothing of the fine is in them.
 */
class Penalty extends WeighingLayer {
  static className = "Activation";
  /** Where a step collects what is due; null: nothing is asked. */
  due: tf.Scalar[] | null = null;

  constructor(args: { readonly name: string }, private readonly fine: Fine) {
    super({ name: args.name });
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    this.due?.push(tf.keep(tf.tidy(() => weighted(this.fine(x), this.rowWeights))));
    return x;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: "linear" };
  }
}

function weighted(fines: tf.Tensor, weights: tf.Tensor | null): tf.Scalar {
  return weights === null ? tf.mean(fines) : tf.div(tf.sum(tf.mul(fines, weights)), tf.add(tf.sum(weights), 1e-20));
}

/** x itself, which costs `fine` in training. */
export const penalised = (context: BuildContext, part: string, x: tf.SymbolicTensor, fine: Fine): tf.SymbolicTensor =>
  apply(new Penalty({ name: context.name(part) }, fine), x);

/** A loss and what the parts of the model add to it; `loss` applies the model, once. */
export function withPenalties(model: tf.LayersModel, loss: () => tf.Scalar): tf.Scalar {
  const penalties = model.layers.filter((layer) => layer instanceof Penalty);
  const due: tf.Scalar[] = [];
  for (const penalty of penalties) penalty.due = due;
  const own = loss();
  for (const penalty of penalties) penalty.due = null;
  const sum = due.reduce<tf.Scalar>((all, one) => tf.add(all, one), own);
  tf.dispose(due);
  return sum;
}
