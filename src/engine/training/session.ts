import * as tf from "../tf.ts";
import { setDropoutStep } from "../layers/dropout.ts";
import { readWeights, writeWeights } from "../model/weights.ts";
import type { Batch } from "./batches.ts";
import type { Round } from "./events.ts";
import { ledger } from "./ledger.ts";
import { adam } from "./optimizers.ts";
import { pace } from "./pace.ts";
import type { Position } from "./position.ts";
import { resident } from "./resident.ts";
import { scoreRound } from "./scores.ts";
import { selection } from "./selection.ts";
import { makeStep, trainable } from "./step.ts";
import { stopwatch } from "./stopwatch.ts";
import type { Training } from "./train.ts";

/** What a run holds while it goes on: data, optimizer and answers on the device, the best weights beside it. */
export interface Session {
  /** Takes a step; true when a loss has newly been read. */
  step(batch: Batch): Promise<boolean>;
  /** Judges the weights as they are; null when the loss is no number. */
  judge(): Promise<Round | null>;
  /** Where the run stands, read from the device and sure to be sound. */
  position(): Promise<Position>;
  /** A wait that counts for no step and no second. */
  pause(wait: () => Promise<void>): Promise<void>;
  /** Those of the best round, or of the beginning before there was one. */
  readonly best: Position["best"];
  readonly rounds: readonly Round[];
  /** Have as many rounds as `early_stop` asks gone by without a better one? */
  readonly exhausted: boolean;
  /** Was a loss no number? */
  readonly diverged: boolean;
  readonly steps: number;
  readonly loss: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** At most: early stopping may end the run before. */
  readonly secondsLeft: number;
  /** Frees everything but the model. */
  dispose(): Promise<void>;
}

/** Begins where `run.from` says, or at the beginning. */
export async function openSession(run: Training): Promise<Session> {
  const { model, outputs, trainer, schedule, clock, from, health } = run;
  let best = from?.best ?? (await readWeights(model)); // before there is anything to free
  const optimizer = adam(trainer.optimizer, trainer.gradient_clipping);
  if (from) {
    writeWeights(model, from.weights);
    optimizer.restore(trainable(model), from.moments);
  }
  const data = { training: resident(run.parts.training), validation: resident(run.parts.validation) };
  const takeStep = makeStep(model, outputs, data.training, trainer, optimizer);
  const answers = trainer.evaluate_training_set ? null : ledger(outputs.length, from?.answers ?? undefined);
  const { field, metric, goal } = run.validation;
  const choice = selection(goal, trainer.early_stop);
  const valueOf = ({ validation }: Pick<Round, "validation">) => validation[field]?.[metric] ?? NaN;
  const speed = pace(clock.now, from?.loss);
  const watch = stopwatch(clock.now, from?.seconds);
  const rounds: Round[] = [...(from?.rounds ?? [])];
  for (const round of rounds) choice.judge(round.round, valueOf(round));
  let steps = from?.steps ?? 0;
  let diverged = false;

  return {
    rounds,
    get best() { return best; },
    get exhausted() { return choice.exhausted(rounds.length); },
    get diverged() { return diverged; },
    get steps() { return steps; },
    get loss() { return speed.loss; },
    get seconds() { return watch.seconds(); },
    get rowsPerSecond() { return speed.rowsPerSecond; },
    get secondsLeft() { return (watch.seconds() / steps) * (schedule.steps - steps); },

    async step(batch) {
      const taken = tf.scalar(steps++);
      setDropoutStep(model, taken);
      const inputs = {
        rows: tf.tensor1d(batch.rows, "int32"),
        weights: tf.tensor1d(batch.weights),
        rates: optimizer.rates(steps, schedule.learningRate),
      };
      try {
        const { loss, logits } = takeStep(inputs);
        if (answers) answers.add(batch, logits);
        else tf.dispose([...logits]);
        const newlyRead = await speed.step(loss, batch.count);
        if (newlyRead) diverged = !Number.isFinite(speed.loss);
        return newlyRead;
      } finally {
        setDropoutStep(model, null);
        tf.dispose([...Object.values(inputs), taken]);
      }
    },
    async judge() {
      await speed.settle();
      const scores = await scoreRound(run, data, (await answers?.read()) ?? null);
      const number = rounds.length + 1;
      const better = choice.judge(number, valueOf(scores));
      const weights = better ? await readWeights(model) : best;
      await health.verify();
      answers?.clear();
      speed.pause();
      diverged = !Number.isFinite(speed.loss) || !finiteLoss(scores.validation) || !finiteLoss(scores.training);
      if (diverged) return null;
      best = weights;
      const epoch = Math.ceil(steps / schedule.stepsPerEpoch);
      const { learningRate } = schedule;
      const round = { round: number, epoch, step: steps, seconds: watch.seconds(), learningRate, ...scores, best: better };
      rounds.push(round);
      return round;
    },
    async position() {
      await speed.settle();
      const [weights, moments, seen] = await Promise.all([readWeights(model), optimizer.state(), answers?.read() ?? null]);
      await health.verify();
      speed.pause();
      return { steps, loss: speed.loss, seconds: watch.seconds(), rounds: [...rounds], ended: null, weights, best, moments, answers: seen };
    },
    async pause(wait) {
      await watch.standstill(wait);
      speed.pause();
    },
    async dispose() {
      await speed.settle().catch(() => {}); // a lost device has been told already
      answers?.clear();
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
