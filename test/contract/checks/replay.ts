import { eagerRepeater, type Repeater } from "../../../src/engine/acceleration/repeat.ts";
import type { Encoded, Encodings } from "../../../src/engine/data/encoded.ts";
import type { FeatureType } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import * as tf from "../../../src/engine/tf.ts";
import { batches, shuffled } from "../../../src/engine/training/batches.ts";
import { openLearner } from "../../../src/engine/training/learner.ts";
import type { OptimizerParams, TrainerParams } from "../../../src/engine/training/params.ts";
import { sourceOf } from "../../../src/engine/training/resident.ts";
import { makeStep, trainable } from "../../../src/engine/training/step.ts";
import { build, caseOf, encodeCells, examplesOf, fitOutput, outputCase, type Case } from "./cases.ts";
import { close, equal, holds, type Check } from "./check.ts";

const BATCH = 4;
const SEED = 1;
const LEARNING_RATE = 0.01;
/** A GPU in software takes long for the tiniest step. */
const stepsOn = (backend: string): number => (backend === "webgpu" ? 8 : 50);

/**
 * Steps through the repeater give the losses of as many steps computed anew in plain JavaScript: over batches that change, the last of
 * each epoch filled up with a row of weight 0, gradients clipped. What cannot be recorded fails, and so does what leaves a tensor.
 */
export async function replaysAlike(make: () => Case, optimizer: OptimizerParams, repeater: Repeater, ways: Ways = {}): Promise<void> {
  const backend = tf.getBackend();
  if (backend === "cpu") return; // the oracle itself
  const steps = stepsOn(backend);
  await tf.setBackend("cpu");
  const wanted = await lossesOf(make(), optimizer, steps, eagerRepeater, ways).finally(() => tf.setBackend(backend));
  const found = await lossesOf(make(), optimizer, steps, repeater, ways);
  holds(found.captured, `its steps were not recorded${found.why === null ? "" : `: ${found.why}`}`);
  close(found.losses, wanted.losses, 1e-4, "losses of the steps");
}

/** What a config may ask of a step beside its optimizer. */
interface Ways {
  readonly balance?: TrainerParams["loss_balancing"];
  /** Steps of one update. */
  readonly pieces?: number;
}
interface Run { readonly losses: readonly number[]; readonly captured: boolean; readonly why: string | null }

/** The losses of so many steps of the case. */
export async function lossesOf(live: Case, asked: OptimizerParams, steps: number, repeater: Repeater, { balance: kind = "none", pieces = 1 }: Ways): Promise<Run> {
  const before = tf.memory().numTensors;
  const { model, inputParts } = build(live);
  const learner = openLearner(trainable(model), live.outputs, { optimizer: asked, gradient_clipping: CLIPPING, loss_balancing: kind }, pieces > 1, null);
  const { learnt, balance, optimizer, accumulation } = learner;
  const inputs = new Map<string, Encodings>();
  for (const feature of live.inputs) inputs.set(feature.name, await encodeCells(feature, live.cells[feature.name]!));
  const columns: Encoded[] = [
    ...inputParts.map(({ feature, part }) => inputs.get(feature)![part]!),
    ...live.outputs.map((feature) => feature.target(live.cells[feature.name]!)),
  ];
  const rows = live.cells[live.outputs[0]!.name]!.length;
  const source = sourceOf(rows, columns);
  const step = makeStep({ model, outputs: live.outputs, source, batchSize: BATCH, trainer: TRAINER, optimizer, ledger: null, learnt, balance, ...(accumulation && { accumulation }) }, repeater);
  const order = batches(shuffled(rows, SEED), BATCH, Math.ceil(rows / BATCH));
  const losses: number[] = [];
  for (let taken = 0; taken < steps; taken++) {
    const loss = step.take(order.next().value, taken, LEARNING_RATE, { position: (taken % pieces) + 1, isLast: (taken + 1) % pieces === 0, updates: Math.floor(taken / pieces) });
    losses.push((await repeater.read(loss))[0]!);
  }
  const { captured, why } = step;
  for (const held of [step, source, learner, model]) held.dispose();
  equal(tf.memory().numTensors, before, "tensors after the steps");
  return { losses, captured: captured !== null, why };
}

const CLIPPING = { clipglobalnorm: 0.5, clipnorm: null, clipvalue: null };
const ADAM: OptimizerParams = { type: "adam", betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, amsgrad: false };
const TRAINER = { regularization_type: "l2", regularization_lambda: 0.01 } as const;

export const replayCheck = (label: string, make: () => Case, optimizer: OptimizerParams = ADAM, ways: Ways = {}): Check => ({
  name: `${label}: replayed steps give the losses of eager ones`,
  run: (repeater) => replaysAlike(make, optimizer, repeater, ways),
});

/** Two outputs whose losses are balanced, and updates of several steps, by an optimizer that sees numbers and one that sees layers. */
export function waysChecks(): readonly Check[] {
  const [number, binary] = [features.number, features.binary].map((type) => () => caseOf({ output: fitOutput(type) })) as [() => Case, () => Case]; // one for each
  const both = (): Case => {
    const [one, other] = [number(), binary()];
    return { ...one, outputs: [...one.outputs, ...other.outputs], cells: { ...other.cells, ...one.cells } };
  };
  const lamb: OptimizerParams = { type: "lamb", betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, bias_correction: true, adam_w_mode: true, max_unorm: 1 };
  return [
    replayCheck("logarithms of losses", both, ADAM, { balance: "log_transform" }),
    replayCheck("losses balanced by uncertainty", both, ADAM, { balance: "uncertainty" }),
    replayCheck("updates of three steps", both, ADAM, { pieces: 3 }),
    replayCheck("updates of three steps by layers, losses balanced by uncertainty", both, lamb, { balance: "uncertainty", pieces: 3 }),
  ];
}

/** Of every loss of a type, in a model that is plain but for it. */
export const lossReplayChecks = (type: FeatureType): readonly Check[] =>
  (type.blocks.output ? examplesOf(type.blocks.output.families["loss"]!) : []).map(({ label, block }) =>
    replayCheck(`${type.type} loss ${label}`, () => outputCase(type, { loss: block })));
