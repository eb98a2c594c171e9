import { readWeights, writeWeights } from "../model/weights.ts";
import type { Batch } from "./batches.ts";
import type { Round } from "./events.ts";
import { ledger } from "./ledger.ts";
import { openOptimizer } from "./optimizers.ts";
import { pace } from "./pace.ts";
import type { Position } from "./position.ts";
import { columnsOf, sourceThatFits } from "./resident.ts";
import { roundPasses, scoreRound } from "./scores.ts";
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
  /** Why steps are computed anew instead of being replayed, once that is known; null where they are replayed or the backend knows no better. */
  readonly slowBecause: string | null;
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
  const { model, outputs, trainer, schedule, clock, from, health, repeater } = run;
  let best = from?.best ?? (await readWeights(model)); // before there is anything to free
  const optimizer = openOptimizer(trainer.optimizer, trainer.gradient_clipping);
  if (from) {
    writeWeights(model, from.weights);
    optimizer.restore(trainable(model), from.moments);
  }
  const { training } = run.parts;
  const source = await sourceThatFits(training.rows, columnsOf(training), run.fits);
  const { batchSize, stepsPerRound } = schedule;
  const units = outputs.map(({ baseline }) => baseline.length);
  const answers = trainer.evaluate_training_set ? null : ledger(units, stepsPerRound * batchSize, batchSize, repeater, from?.answers ?? undefined);
  const step = makeStep({ model, outputs, source, batchSize, trainer, optimizer, ledger: answers }, repeater);
  const passes = await roundPasses(run, source);
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
    get slowBecause() { return step.why; },
    get diverged() { return diverged; },
    get steps() { return steps; },
    get loss() { return speed.loss; },
    get seconds() { return watch.seconds(); },
    get rowsPerSecond() { return speed.rowsPerSecond; },
    get secondsLeft() { return (watch.seconds() / steps) * (schedule.steps - steps); },

    async step(batch) {
      const loss = step.take(batch, steps, schedule.learningRate);
      steps++;
      const newlyRead = await speed.step(async () => (await repeater.read(loss))[0]!, batch.count);
      if (newlyRead) diverged = !Number.isFinite(speed.loss);
      return newlyRead;
    },
    async judge() {
      await speed.settle();
      const scores = await scoreRound(run, passes, (await answers?.read()) ?? null);
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
      step.dispose();
      passes.dispose();
      answers?.dispose();
      optimizer.dispose();
      source.dispose();
    },
  };
}

/** Without rows there is no loss, and nothing to hold against it. */
function finiteLoss(scores: Round["validation"]): boolean {
  const loss = scores["combined"]?.["loss"];
  return loss === undefined || Number.isFinite(loss);
}
