import * as tf from "../tf.ts";
import type { LayersModel, Scalar, Tensor, Tensor1D, Variable } from "../tf.ts";
import type { OutputFeature } from "../features/feature.ts";
import { setRowWeights } from "../layers/batch-normalization.ts";
import type { Named, Optimizer } from "./optimizers.ts";
import type { TrainerParams } from "./params.ts";
import type { Resident } from "./resident.ts";

export interface StepInputs {
  /** int32 [batch] rows of the resident data. */
  readonly rows: Tensor1D;
  /** [batch] 0 for rows that only fill up the batch. */
  readonly weights: Tensor1D;
  readonly rates: Tensor1D;
}
export interface StepResult {
  /** Combined loss with regularisation; the caller's to dispose. */
  readonly loss: Scalar;
  /** [batch, units] of each output; the caller's to dispose. */
  readonly logits: readonly Tensor[];
}
export type Step = (inputs: StepInputs) => StepResult;

/**
 * One step: gather the batch, forward, the weighted sum of losses, gradients, clipping, update. All that varies comes in as
 * tensors and every shape stays the same, so that the commands of one step can be issued again for the next.
 */
export function makeStep(
  model: LayersModel, outputs: readonly OutputFeature[], data: Resident, trainer: TrainerParams, optimizer: Optimizer,
): Step {
  const named = trainable(model);
  const variables = named.map(({ variable }) => variable);
  return ({ rows, weights, rates }) => tf.tidy(() => {
    setRowWeights(model, weights);
    const inputs = data.inputs.map((part) => tf.gather(part, rows));
    const targets = data.targets.map((target) => tf.gather(target, rows));
    let logits: readonly Tensor[] = [];
    const { value, grads } = tf.variableGrads(() => {
      logits = listed(model.apply(inputs, { training: true })).map((tensor) => tf.keep(tensor));
      const losses = outputs.map(({ loss }, k) => weighted(loss.tensor(logits[k]!, targets[k]!, weights), loss.weight));
      return regularised(losses.reduce((sum, loss) => tf.add(sum, loss)), variables, trainer);
    }, variables);
    setRowWeights(model, null);
    optimizer.update(named, variables.map((variable) => grads[variable.name] ?? null), rates);
    return { loss: value, logits: [...logits] };
  });
}

/** The weights that are learnt, by the names they were given: unlike a variable's own, these do not change from model to model. */
export const trainable = (model: LayersModel): readonly Named[] =>
  // a layer's weight is a variable
  model.trainableWeights.map((weight) => ({ name: weight.originalName, variable: weight.read() as Variable }));

const listed = (made: ReturnType<LayersModel["apply"]>): readonly Tensor[] =>
  (Array.isArray(made) ? made : [made]) as Tensor[]; // applied to tensors, a model makes tensors

const weighted = (loss: Scalar, weight: number): Scalar => (weight === 1 ? loss : tf.mul(loss, weight));

/** λ·Σ|w| for l1, λ·Σw² for l2, both for l1_l2, over every parameter, biases included. */
function regularised(loss: Scalar, variables: readonly Variable[], trainer: TrainerParams): Scalar {
  const { regularization_type: kind, regularization_lambda: lambda } = trainer;
  if (!kind || lambda === 0) return loss;
  const all = tf.concat(variables.map((variable) => tf.reshape(variable, [variable.size])));
  const terms = [...(kind === "l2" ? [] : [tf.abs(all)]), ...(kind === "l1" ? [] : [tf.square(all)])];
  return terms.reduce<Scalar>((sum, term) => tf.add(sum, tf.mul(lambda, tf.sum(term))), loss);
}
