import * as tf from "../tf.ts";
import type { LayersModel, Scalar, Tensor, Tensor1D, Variable } from "../tf.ts";
import type { Captured, Repeater } from "../acceleration/repeat.ts";
import type { OutputFeature } from "../features/feature.ts";
import { setDropoutStep } from "../layers/dropout.ts";
import { withPenalties } from "../layers/penalty.ts";
import { mixingOf, setShare, shareAt } from "../layers/pictures/mixup.ts";
import { setRowWeights } from "../layers/row-weights.ts";
import type { Source } from "../prediction/source.ts";
import { sharesAt, type Accumulation } from "./accumulation.ts";
import { openBalance, type Balance } from "./balance.ts";
import type { Batch } from "./batches.ts";
import { feedLayout, type StepNumbers } from "./feed.ts";
import type { Ledger } from "./ledger.ts";
import { lossesOf } from "./losses.ts";
import type { Named, Optimizer } from "./optimizers.ts";
import type { TrainerParams } from "./params.ts";

/** What a step works on. */
export interface StepParts {
  readonly model: LayersModel;
  readonly outputs: readonly OutputFeature[];
  /** Columns of the inputs in the model's order, of the targets, and of what is known of those (`columnsOf`). */
  readonly source: Source;
  /** Which outputs have such a last column (`partialIn`); absent: none. */
  readonly partial?: readonly boolean[];
  readonly batchSize: number;
  readonly trainer: Pick<TrainerParams, "regularization_type" | "regularization_lambda">;
  readonly optimizer: Optimizer;
  /** Where answers are noted; null: nowhere. */
  readonly ledger: Ledger | null;
  /** What the optimizer moves; absent: every trainable weight of the model. */
  readonly learnt?: readonly Named[];
  /** How losses become one; absent: their weighted sum. */
  readonly balance?: Balance;
  /** Gathers the gradients of several steps to an update; absent: each step is one. */
  readonly accumulation?: Accumulation;
}

/** Where a step stands among those that make an update together. */
export interface Cycle {
  /** Counts from 1. */
  readonly position: number;
  /** Does it end with the update? */
  readonly isLast: boolean;
  /** Updates before it. */
  readonly updates: number;
}
const alone = (taken: number): Cycle => ({ position: 1, isLast: true, updates: taken });

/** The step of a run, taken again and again. */
export interface Step {
  /** Step number `taken` + 1 on these rows. Returns the combined loss with regularisation, which the next step overwrites. cycle: absent, an update by itself. */
  take(batch: Batch, taken: number, learningRate: number, cycle?: Cycle): Scalar;
  /** What one step asks of the device; null where it is computed anew each time. */
  readonly captured: Captured | null;
  readonly why: string | null;
  dispose(): void;
}

/**
 * Makes the step: gather the batch, forward, the weighted sum of losses, gradients, clipping, update. All that varies comes in
 * through one feed and every shape stays the same, so that the commands of the first step are issued again for the next. Where
 * gradients are accumulated, there are two such lists of commands: with the update, and without.
 */
export function makeStep(given: StepParts, repeater: Repeater): Step {
  const { model, outputs, source, batchSize, optimizer, ledger, accumulation } = given;
  const parts = { ...given, learnt: given.learnt ?? trainable(model), balance: given.balance ?? openBalance("none", outputs) };
  optimizer.prepare([...parts.learnt, ...parts.balance.learnt]);
  const rates = optimizer.rates(1, 0).length;
  const layout = feedLayout(batchSize * source.width, batchSize, rates + (accumulation ? 2 : 0));
  const values = new Float32Array(layout.length);
  const numbers = layout.views(values);
  const feed = repeater.feed(layout.length);
  const repeat = (isUpdate: boolean) => repeater.repeat(() => [stepOnce(parts, layout.parts(feed.tensor), rates, isUpdate)] as const);
  const updating = repeat(true);
  const gathering = accumulation ? repeat(false) : null;
  return {
    get captured() { return updating.captured; },
    get why() { return updating.why ?? gathering?.why ?? null; },
    take(batch, taken, learningRate, cycle = alone(taken)) {
      source.pack(batch.rows, numbers.batch);
      numbers.weights.set(batch.weights);
      numbers.rates.set(optimizer.rates(cycle.updates + 1, learningRate));
      if (accumulation) numbers.rates.set(sharesAt(cycle.position), rates);
      numbers.step[0] = taken;
      numbers.place[0] = ledger?.place(batch) ?? 0;
      feed.write(values);
      return (cycle.isLast || !gathering ? updating : gathering).run()[0];
    },
    dispose() {
      updating.dispose();
      gathering?.dispose();
      feed.dispose();
    },
  };
}

type Whole = StepParts & Required<Pick<StepParts, "learnt" | "balance">>;
function stepOnce(
  { model, outputs, source, partial = [], batchSize, trainer, optimizer, ledger, learnt, balance, accumulation }: Whole, feed: StepNumbers<Tensor1D>, rates: number, isUpdate: boolean,
): Scalar {
  const { weights } = feed;
  const step = tf.reshape(feed.step, []);
  const mixing = mixingOf(model);
  const share = mixing && shareAt(mixing, step, mixing.seed);
  setRowWeights(model, weights);
  setDropoutStep(model, step);
  setShare(model, share);
  const columns = source.take(feed.batch, batchSize);
  const inputs = columns.slice(0, model.inputs.length);
  const targets = columns.slice(model.inputs.length, model.inputs.length + outputs.length);
  const known = columns.slice(model.inputs.length + outputs.length);
  const weighed = learnt.map(({ variable }) => variable);
  const variables = [...weighed, ...balance.learnt.map(({ variable }) => variable)];
  let logits: readonly Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const loss = withPenalties(model, () => {
      logits = listed(model.apply(inputs, { training: true })).map((tensor) => tf.keep(tensor));
      return balance.combine(lossesOf(outputs, { logits, targets, partial, known, weights, share }));
    });
    return regularised(loss, weighed, trainer);
  }, variables);
  setRowWeights(model, null);
  setDropoutStep(model, null);
  setShare(model, null);
  ledger?.note(logits, feed.place);
  tf.dispose([...logits]);
  const gradients = variables.map((variable) => grads[variable.name] ?? null);
  accumulation?.join(gradients, tf.slice(feed.rates, [rates], [2]));
  if (isUpdate) optimizer.update([...learnt, ...balance.learnt], accumulation?.means(gradients) ?? gradients, feed.rates);
  return value;
}

/** The weights that are learnt, by the names they were given: unlike a variable's own, these do not change from model to model. */
export const trainable = (model: LayersModel): readonly Named[] =>
  // a layer's weight is a variable
  model.trainableWeights.map((weight) => ({ name: weight.originalName, variable: weight.read() as Variable }));

const listed = (made: ReturnType<LayersModel["apply"]>): readonly Tensor[] =>
  (Array.isArray(made) ? made : [made]) as Tensor[]; // applied to tensors, a model makes tensors

/** λ·Σ|w| for l1, λ·Σw² for l2, both for l1_l2, over every parameter that is learnt, biases included. */
function regularised(loss: Scalar, variables: readonly Variable[], trainer: StepParts["trainer"]): Scalar {
  const { regularization_type: kind, regularization_lambda: lambda } = trainer;
  if (!kind || lambda === 0) return loss;
  const all = tf.concat(variables.map((variable) => tf.reshape(variable, [variable.size])));
  const terms = [...(kind === "l2" ? [] : [tf.abs(all)]), ...(kind === "l1" ? [] : [tf.square(all)])];
  return terms.reduce<Scalar>((sum, term) => tf.add(sum, tf.mul(lambda, tf.sum(term))), loss);
}
