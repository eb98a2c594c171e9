import * as tf from "../tf.ts";
import type { LayersModel } from "../tf.ts";
import type { Health } from "../acceleration/webgpu.ts";
import type { OutputFeature } from "../features/feature.ts";
import { setDropoutStep } from "../layers/dropout.ts";
import { readWeights, writeWeights } from "../model/weights.ts";
import { batches, type Batch } from "./batches.ts";
import type { Clock } from "./clock.ts";
import type { Round, RunControl, StopReason, TrainEvent } from "./events.ts";
import { ledger } from "./ledger.ts";
import { adam } from "./optimizers.ts";
import { pace } from "./pace.ts";
import type { TrainerParams } from "./params.ts";
import type { Schedule } from "./plan.ts";
import { resident, type EncodedRows } from "./resident.ts";
import { scoreRound } from "./scores.ts";
import { selection } from "./selection.ts";
import { makeStep } from "./step.ts";

export interface Training {
  readonly model: LayersModel;
  readonly outputs: readonly OutputFeature[];
  readonly trainer: TrainerParams;
  readonly schedule: Schedule;
  readonly seed: number;
  readonly validation: { readonly field: string; readonly metric: string; readonly goal: "max" | "min" };
  readonly parts: { readonly training: EncodedRows; readonly validation: EncodedRows };
  readonly control: RunControl;
  readonly health: Health;
  readonly clock: Clock;
}
export interface Trained {
  readonly rounds: readonly Round[];
  readonly bestRound: number;
  readonly reason: StopReason;
}

/** The device can no longer be trusted; what it computed since is worth nothing. */
export class DeviceFailure extends Error {}

/** Milliseconds between two progress events. */
const PROGRESS = 250;

/**
 * Train until the rounds are over, no better round comes, the loss is no number any more, or the listener wants to stop; then
 * the model holds the weights of the best round. Leaving the loop ends the run; either way nothing stays on the device but
 * the model.
 */
export async function* train(run: Training): AsyncGenerator<TrainEvent, Trained> {
  const { model, outputs, trainer, schedule, control, clock } = run;
  const data = { training: resident(run.parts.training), validation: resident(run.parts.validation) };
  const optimizer = adam(trainer.optimizer, trainer.gradient_clipping);
  const step = makeStep(model, outputs, data.training, trainer, optimizer);
  const answers = ledger(outputs.length);
  const choice = selection(run.validation.goal, trainer.early_stop);
  const speed = pace(clock.now);
  const watch = stopwatch(clock.now);
  const rounds: Round[] = [];
  let steps = 0;
  let told = -Infinity;
  let best = await readWeights(model);

  const oneStep = async (batch: Batch): Promise<boolean> => {
    setDropoutStep(model, steps);
    steps++;
    const inputs = { rows: tf.tensor1d(batch.rows, "int32"), weights: tf.tensor1d(batch.weights), rates: optimizer.rates(steps, schedule.learningRate) };
    try {
      const { loss, logits } = step(inputs);
      answers.add(batch, logits);
      return await speed.step(loss, batch.count);
    } finally {
      tf.dispose(Object.values(inputs));
    }
  };
  /** Judge the weights as they are; null when the loss is no number. */
  const judge = async (epoch: number): Promise<Round | null> => {
    await speed.settle();
    trusted(run.health);
    const scores = await scoreRound(run, data, answers);
    trusted(run.health);
    speed.pause();
    if (!Number.isFinite(speed.loss) || !finiteLoss(scores.validation) || !finiteLoss(scores.training)) return null;
    const round = rounds.length + 1;
    const better = choice.judge(round, scores.validation[run.validation.field]?.[run.validation.metric] ?? NaN);
    if (better) best = await readWeights(model);
    const judged = { round, epoch, step: steps, seconds: watch.seconds(), learningRate: schedule.learningRate, ...scores, best: better };
    rounds.push(judged);
    return judged;
  };
  const finished = (reason: StopReason): Trained => {
    writeWeights(model, best);
    return { rounds, bestRound: choice.bestRound, reason };
  };

  try {
    for (const batch of batches(data.training.rows, schedule.batchSize, schedule.stepsPerEpoch, run.seed, trainer.should_shuffle)) {
      if (control.wish === "pause") {
        yield { type: "paused" };
        await watch.standstill(() => released(control));
        speed.pause();
        yield { type: "resumed" };
      }
      // A run that is stopped before its first round is judged as it stands, so that there is something to keep.
      const stopping = stopWished(control);
      if (!stopping && (await oneStep(batch))) {
        trusted(run.health);
        if (!Number.isFinite(speed.loss)) return finished("diverged");
        if (clock.now() - told >= PROGRESS) {
          told = clock.now();
          const secondsLeft = (watch.seconds() / steps) * (schedule.steps - steps);
          yield { type: "progress", step: steps, loss: speed.loss, rowsPerSecond: speed.rowsPerSecond, secondsLeft };
        }
      }
      const last = steps === schedule.steps;
      if (stopping ? rounds.length === 0 && steps > 0 : last || steps % schedule.stepsPerRound === 0) {
        const round = await judge(batch.epoch);
        if (!round) return finished("diverged");
        yield { type: "round", round };
      }
      if (stopping) return finished("stopped");
      if (last) return finished("all_rounds");
      if (rounds.at(-1)?.step === steps && choice.exhausted(rounds.length)) return finished("early_stop");
      await clock.breathe();
    }
    throw new Error("internal: batches never end");
  } finally {
    await speed.settle().catch(() => {}); // a lost device has been told already
    answers.dispose();
    optimizer.dispose();
    data.training.dispose();
    data.validation.dispose();
  }
}

async function released(control: RunControl): Promise<void> {
  while (control.wish === "pause") await control.changed();
}

const stopWished = (control: RunControl): boolean => control.wish === "stop";

function trusted({ failure }: Health): void {
  if (failure !== null) throw new DeviceFailure(failure);
}

/** Without rows there is no loss, and nothing to hold against it. */
function finiteLoss(scores: Round["validation"]): boolean {
  const loss = scores["combined"]?.["loss"];
  return loss === undefined || Number.isFinite(loss);
}

/** Seconds since the start without the pauses. */
function stopwatch(now: () => number) {
  const start = now();
  let paused = 0;
  return {
    seconds: () => (now() - start - paused) / 1000,
    async standstill(wait: () => Promise<void>): Promise<void> {
      const at = now();
      await wait();
      paused += now() - at;
    },
  };
}
