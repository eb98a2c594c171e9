import type { PartShape } from "../data/encoded.ts";
import type { TrainerParams } from "./params.ts";
import type { Cycle } from "./step.ts";

/** How the steps of a run are counted; what `auto` became. A run whose batches grow has one for each size, which begins with an epoch. */
export interface Schedule {
  readonly batchSize: number;
  readonly evalBatchSize: number;
  /** Steps of one update. */
  readonly accumulation: number;
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly stepsPerRound: number;
  /** Of the whole run, as far as is known. */
  readonly steps: number;
  readonly rounds: number;
  /** What went before this size of batches. */
  readonly before: { readonly steps: number; readonly epochs: number; readonly rounds: number; readonly updates: number };
}

const BEGINNING: Schedule["before"] = { steps: 0, epochs: 0, rounds: 0, updates: 0 };

/**
 * Settle everything that `auto` left open, from the training rows and the shapes of the inputs alone: the same on every
 * machine, so that equal seeds give equal runs (Ludwig times batches instead).
 */
export function schedule(trainer: TrainerParams, rows: number, inputs: readonly PartShape[]): Schedule {
  const { batchSize, accumulation } = batchesOf(trainer, rows);
  const asked = trainer.eval_batch_size;
  const settled = {
    evalBatchSize: asked === "auto" || !asked ? batchSize : asked,
    accumulation,
    learningRate: trainer.learning_rate === "auto" ? autoLearningRate(inputs) : trainer.learning_rate,
  };
  return { ...settled, ...counted(trainer, rows, batchSize, BEGINNING) };
}

/** The schedule after a round, with which an epoch ends early if it must, once the batch has grown. */
export function grown(schedule: Schedule, trainer: TrainerParams, rows: number, { step, round }: { readonly step: number; readonly round: number }): Schedule {
  const most = Math.min(rows, trainer.max_batch_size ?? Infinity);
  const batchSize = Math.min(most, Math.floor(schedule.batchSize * trainer.increase_batch_size_on_plateau_rate));
  if (batchSize <= schedule.batchSize) return schedule;
  const epochs = epochOf(schedule, step);
  const { updates } = cycleOf(schedule, step);
  return { ...schedule, ...counted(trainer, rows, batchSize, { steps: step, epochs, rounds: round, updates }) };
}

/** The most rows of a step, however often batches grow. */
export function largestBatch({ increase_batch_size_on_plateau: times, increase_batch_size_on_plateau_rate: rate, max_batch_size: most }: TrainerParams, { batchSize }: Schedule, rows: number): number {
  return times === 0 ? batchSize : Math.max(batchSize, Math.min(rows, most ?? Infinity, Math.ceil(batchSize * rate ** times)));
}

function counted(trainer: TrainerParams, rows: number, batchSize: number, before: Schedule["before"]) {
  const stepsPerEpoch = stepsOfEpoch(rows, batchSize);
  const steps = trainer.train_steps ?? before.steps + (trainer.epochs - before.epochs) * stepsPerEpoch;
  const stepsPerRound = Math.max(1, Math.min(steps - before.steps, roundLength(trainer, stepsPerEpoch)));
  return { batchSize, stepsPerEpoch, stepsPerRound, steps, rounds: before.rounds + Math.ceil((steps - before.steps) / stepsPerRound), before };
}

/** The epoch of the last of so many steps, counted from 1. */
export const epochOf = ({ before, stepsPerEpoch }: Schedule, steps: number): number => before.epochs + Math.ceil((steps - before.steps) / stepsPerEpoch);

/** Is a round over after so many steps? */
export const endsRound = ({ before, stepsPerRound, steps: all }: Schedule, steps: number): boolean =>
  steps === all || (steps - before.steps) % stepsPerRound === 0;

/** Where the step after so many stands. A round ends with an update, though fewer steps than usual make it. */
export function cycleOf(schedule: Schedule, steps: number): Cycle {
  const { accumulation, stepsPerRound, before } = schedule;
  const into = (steps - before.steps) % stepsPerRound;
  const rounds = (steps - before.steps - into) / stepsPerRound;
  return {
    position: (into % accumulation) + 1,
    isLast: (into + 1) % accumulation === 0 || endsRound(schedule, steps + 1),
    updates: before.updates + rounds * Math.ceil(stepsPerRound / accumulation) + Math.floor(into / accumulation),
  };
}

/** Rows of a step, and steps of an update, from what is said of the two and of their product. */
function batchesOf(trainer: TrainerParams, rows: number): { readonly batchSize: number; readonly accumulation: number } {
  const { batch_size: asked, gradient_accumulation_steps: steps, effective_batch_size: effective } = trainer;
  const most = Math.min(rows, trainer.max_batch_size ?? Infinity);
  const usual = effective === "auto" ? autoBatchSize(rows) : steps === "auto" ? Math.min(autoBatchSize(rows), effective) : Math.max(1, Math.floor(effective / steps));
  const batchSize = Math.min(most, asked === "auto" ? usual : asked);
  const derived = effective === "auto" ? 1 : Math.max(1, Math.floor(effective / batchSize));
  return { batchSize, accumulation: steps === "auto" ? derived : steps };
}

/** A twentieth of the rows as a power of two from 16 to 256: steps enough in a small table, arithmetic enough in a large one. */
function autoBatchSize(rows: number): number {
  return Math.min(256, Math.max(16, 2 ** Math.round(Math.log2(rows / 20))));
}

/** Ludwig's: 0.001 for tables, 0.0001 where an input is a sequence of tokens to be embedded. */
function autoLearningRate(inputs: readonly PartShape[]): number {
  return inputs.some(({ dtype, shape }) => dtype === "int32" && shape.length > 0) ? 1e-4 : 1e-3;
}

/** The last batch may be smaller; one of a single row is left out, as Ludwig does. */
function stepsOfEpoch(rows: number, batchSize: number): number {
  const whole = Math.floor(rows / batchSize);
  const rest = rows % batchSize;
  return rest === 0 || (rest === 1 && whole > 0) ? whole : whole + 1;
}

function roundLength(trainer: TrainerParams, stepsPerEpoch: number): number {
  if (trainer.steps_per_checkpoint > 0) return Math.min(trainer.steps_per_checkpoint, stepsPerEpoch);
  if (trainer.checkpoints_per_epoch > 0) return Math.max(1, Math.floor(stepsPerEpoch / trainer.checkpoints_per_epoch));
  return stepsPerEpoch;
}
