import * as tf from "../tf.ts";
import type { LayersModel, Scalar, Tensor, Tensor1D, Variable } from "../tf.ts";
import type { Captured, Repeater } from "../acceleration/repeat.ts";
import type { OutputFeature } from "../features/feature.ts";
import { setDropoutStep } from "../layers/dropout.ts";
import { withPenalties } from "../layers/penalty.ts";
import { setRowWeights } from "../layers/row-weights.ts";
import type { Source } from "../prediction/source.ts";
import type { Batch } from "./batches.ts";
import { feedLayout, type StepNumbers } from "./feed.ts";
import type { Ledger } from "./ledger.ts";
import type { Named, Optimizer } from "./optimizers.ts";
import type { TrainerParams } from "./params.ts";

/** What a step works on. */
export interface StepParts {
  readonly model: LayersModel;
  readonly outputs: readonly OutputFeature[];
  /** Columns of the inputs in the model's order, of the targets, and of what is known of those (`columnsOf`). */
  readonly source: Source;
  readonly batchSize: number;
  readonly trainer: TrainerParams;
  readonly optimizer: Optimizer;
  /** Where answers are noted; null: nowhere. */
  readonly ledger: Ledger | null;
}

/** The step of a run, taken again and again. */
export interface Step {
  /** Step number `taken` + 1 on these rows. Returns the combined loss with regularisation, which the next step overwrites. */
  take(batch: Batch, taken: number, learningRate: number): Scalar;
  /** What one step asks of the device; null where it is computed anew each time. */
  readonly captured: Captured | null;
  readonly why: string | null;
  dispose(): void;
}

/**
 * Makes the step: gather the batch, forward, the weighted sum of losses, gradients, clipping, update. All that varies comes in
 * through one feed and every shape stays the same, so that the commands of the first step are issued again for the next.
 */
export function makeStep(parts: StepParts, repeater: Repeater): Step {
  const { model, source, batchSize, optimizer, ledger } = parts;
  optimizer.prepare(trainable(model));
  const layout = feedLayout(batchSize * source.width, batchSize, optimizer.rates(1, 0).length);
  const values = new Float32Array(layout.length);
  const numbers = layout.views(values);
  const feed = repeater.feed(layout.length);
  const repeated = repeater.repeat(() => [stepOnce(parts, layout.parts(feed.tensor))] as const);
  return {
    get captured() { return repeated.captured; },
    get why() { return repeated.why; },
    take(batch, taken, learningRate) {
      source.pack(batch.rows, numbers.batch);
      numbers.weights.set(batch.weights);
      numbers.rates.set(optimizer.rates(taken + 1, learningRate));
      numbers.step[0] = taken;
      numbers.place[0] = ledger?.place(batch) ?? 0;
      feed.write(values);
      return repeated.run()[0];
    },
    dispose() {
      repeated.dispose();
      feed.dispose();
    },
  };
}

function stepOnce({ model, outputs, source, batchSize, trainer, optimizer, ledger }: StepParts, feed: StepNumbers<Tensor1D>): Scalar {
  const { weights } = feed;
  setRowWeights(model, weights);
  setDropoutStep(model, tf.reshape(feed.step, []));
  const columns = source.take(feed.batch, batchSize);
  const inputs = columns.slice(0, model.inputs.length);
  const targets = columns.slice(model.inputs.length, model.inputs.length + outputs.length);
  const counts = rowCounts(outputs, columns.slice(model.inputs.length + outputs.length), weights);
  const named = trainable(model);
  const variables = named.map(({ variable }) => variable);
  let logits: readonly Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const loss = withPenalties(model, () => {
      logits = listed(model.apply(inputs, { training: true })).map((tensor) => tf.keep(tensor));
      const losses = outputs.map(({ loss }, k) => weighted(loss.tensor(logits[k]!, targets[k]!, counts[k]!), loss.weight));
      return losses.reduce((sum, loss) => tf.add(sum, loss));
    });
    return regularised(loss, variables, trainer);
  }, variables);
  setRowWeights(model, null);
  setDropoutStep(model, null);
  ledger?.note(logits, feed.place);
  tf.dispose([...logits]);
  optimizer.update(named, variables.map((variable) => grads[variable.name] ?? null), feed.rates);
  return value;
}

/** What each row counts for each output: nothing where the row says nothing of it. known: a column for each output that has such rows. */
function rowCounts(outputs: readonly OutputFeature[], known: readonly Tensor[], weights: Tensor): readonly Tensor[] {
  let next = 0;
  return outputs.map(({ missing }) => (missing === "mask_loss" ? tf.mul(weights, tf.cast(known[next++]!, "float32")) : weights));
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
