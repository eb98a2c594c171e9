import type { PartShape } from "../data/encoded.ts";
import type { TrainerParams } from "./params.ts";

/** How the steps of a run are counted; what `auto` became. */
export interface Schedule {
  readonly batchSize: number;
  readonly evalBatchSize: number;
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly stepsPerRound: number;
  readonly steps: number;
  readonly rounds: number;
}

/**
 * Settle everything that `auto` left open, from the training rows and the shapes of the inputs alone: the same on every
 * machine, so that equal seeds give equal runs (Ludwig times batches instead).
 */
export function schedule(trainer: TrainerParams, rows: number, inputs: readonly PartShape[]): Schedule {
  const batchSize = Math.min(rows, trainer.batch_size === "auto" ? autoBatchSize(rows) : trainer.batch_size);
  const asked = trainer.eval_batch_size;
  const stepsPerEpoch = stepsOfEpoch(rows, batchSize);
  const steps = trainer.train_steps ?? trainer.epochs * stepsPerEpoch;
  const stepsPerRound = Math.min(steps, roundLength(trainer, stepsPerEpoch));
  return {
    batchSize,
    evalBatchSize: asked === "auto" || !asked ? batchSize : asked,
    learningRate: trainer.learning_rate === "auto" ? autoLearningRate(inputs) : trainer.learning_rate,
    stepsPerEpoch,
    stepsPerRound,
    steps,
    rounds: Math.ceil(steps / stepsPerRound),
  };
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
