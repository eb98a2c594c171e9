import * as tf from "../tf.ts";
import { setDropoutStep } from "../layers/dropout.ts";
import { readWeights, writeWeights } from "../model/weights.ts";
import type { Batch } from "./batches.ts";
import type { Round } from "./events.ts";
import { ledger } from "./ledger.ts";
import { adam } from "./optimizers.ts";
import { pace } from "./pace.ts";
import { resident } from "./resident.ts";
import { scoreRound } from "./scores.ts";
import { selection } from "./selection.ts";
import { makeStep } from "./step.ts";
import { stopwatch } from "./stopwatch.ts";
import type { Training } from "./train.ts";

/** The device can no longer be trusted; what it computed since is worth nothing. */
export class DeviceFailure extends Error {}

/** What a run holds while it goes on: data, optimizer and answers on the device, the best weights beside it. */
export interface Session {
  /** Takes a step; true when a loss has newly been read. */
  step(batch: Batch): Promise<boolean>;
  /** Judges the weights as they are; null when the loss is no number. */
  judge(epoch: number): Promise<Round | null>;
  /** A wait that counts for no step and no second. */
  pause(wait: () => Promise<void>): Promise<void>;
  /** Puts the best round's weights back into the model. */
  restoreBest(): void;
  readonly rounds: readonly Round[];
  readonly bestRound: number;
  /** Have as many rounds as `early_stop` asks gone by without a better one? */
  readonly exhausted: boolean;
  readonly steps: number;
  readonly loss: number;
  readonly rowsPerSecond: number;
  /** At most: early stopping may end the run before. */
  readonly secondsLeft: number;
  /** Frees everything but the model. */
  dispose(): Promise<void>;
}

export async function openSession(run: Training): Promise<Session> {
  const { model, outputs, trainer, schedule, clock } = run;
  let best = await readWeights(model);
  const data = { training: resident(run.parts.training), validation: resident(run.parts.validation) };
  const optimizer = adam(trainer.optimizer, trainer.gradient_clipping);
  const takeStep = makeStep(model, outputs, data.training, trainer, optimizer);
  const answers = ledger(outputs.length);
  const choice = selection(run.validation.goal, trainer.early_stop);
  const speed = pace(clock.now);
  const watch = stopwatch(clock.now);
  const rounds: Round[] = [];
  let steps = 0;

  const trusted = (): void => {
    if (run.health.failure !== null) throw new DeviceFailure(run.health.failure);
  };
  return {
    rounds,
    get bestRound() { return choice.bestRound; },
    get exhausted() { return choice.exhausted(rounds.length); },
    get steps() { return steps; },
    get loss() { return speed.loss; },
    get rowsPerSecond() { return speed.rowsPerSecond; },
    get secondsLeft() { return (watch.seconds() / steps) * (schedule.steps - steps); },

    async step(batch) {
      setDropoutStep(model, steps);
      steps++;
      const inputs = {
        rows: tf.tensor1d(batch.rows, "int32"),
        weights: tf.tensor1d(batch.weights),
        rates: optimizer.rates(steps, schedule.learningRate),
      };
      try {
        const { loss, logits } = takeStep(inputs);
        answers.add(batch, logits);
        const newlyRead = await speed.step(loss, batch.count);
        if (newlyRead) trusted();
        return newlyRead;
      } finally {
        tf.dispose(Object.values(inputs));
      }
    },
    async judge(epoch) {
      await speed.settle();
      trusted();
      const scores = await scoreRound(run, data, answers);
      trusted();
      speed.pause();
      if (!Number.isFinite(speed.loss) || !finiteLoss(scores.validation) || !finiteLoss(scores.training)) return null;
      const { field, metric } = run.validation;
      const number = rounds.length + 1;
      const better = choice.judge(number, scores.validation[field]?.[metric] ?? NaN);
      if (better) best = await readWeights(model);
      const { learningRate } = schedule;
      const round = { round: number, epoch, step: steps, seconds: watch.seconds(), learningRate, ...scores, best: better };
      rounds.push(round);
      return round;
    },
    async pause(wait) {
      await watch.standstill(wait);
      speed.pause();
    },
    restoreBest: () => writeWeights(model, best),
    async dispose() {
      await speed.settle().catch(() => {}); // a lost device has been told already
      answers.dispose();
      optimizer.dispose();
      data.training.dispose();
      data.validation.dispose();
    },
  };
}

/** Without rows there is no loss, and nothing to hold against it. */
function finiteLoss(scores: Round["validation"]): boolean {
  const loss = scores["combined"]?.["loss"];
  return loss === undefined || Number.isFinite(loss);
}
