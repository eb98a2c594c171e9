import { readWeights, writeWeights } from "../model/weights.ts";
import { courseOf } from "./course.ts";
import type { Round } from "./events.ts";
import { openLearner } from "./learner.ts";
import { openLeg } from "./leg.ts";
import { pace } from "./pace.ts";
import { epochOf, type Schedule } from "./plan.ts";
import { rowsToLearn } from "./part.ts";
import type { Position } from "./position.ts";
import { partialIn } from "./resident.ts";
import { roundPasses, scorePart, scoreRound } from "./scores.ts";
import { selection } from "./selection.ts";
import { openSoup } from "./soup.ts";
import { stopwatch } from "./stopwatch.ts";
import type { Training } from "./train.ts";

/** What a run holds while it goes on: data, optimizer and answers on the device, the best weights beside it. */
export interface Session {
  /** Takes a step; true when a loss has newly been read. */
  step(): Promise<boolean>;
  /** Judges the weights as they are; null when the loss is no number. */
  judge(): Promise<Round | null>;
  /** Where the run stands, read from the device and sure to be sound. */
  position(): Promise<Position>;
  /** A wait that counts for no step and no second. */
  pause(wait: () => Promise<void>): Promise<void>;
  /** The weights to keep: those of the best round, or of the beginning before there was one; or what the best rounds make together. */
  result(): Promise<Position["best"]>;
  readonly rounds: readonly Round[];
  /** Have as many rounds as `early_stop` asks gone by without a better one? */
  readonly exhausted: boolean;
  /** Why steps are computed anew instead of being replayed, once that is known; null where they are replayed or the backend knows no better. */
  readonly slowBecause: string | null;
  /** Was a loss no number? */
  readonly diverged: boolean;
  readonly steps: number;
  /** As it stands: it changes when batches grow. */
  readonly schedule: Schedule;
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
  const { model, outputs, trainer, clock, from, health, repeater, learnt } = run;
  let best = from?.best ?? (await readWeights(model)); // before there is anything to free
  if (from) writeWeights(model, from.weights);
  const learner = openLearner(learnt, outputs, trainer, run.schedule.accumulation > 1, from?.moments ?? null);
  const { training } = run.parts;
  const learning = await rowsToLearn(training, run);
  const course = courseOf(trainer, run.schedule, training.rows, run.watched);
  const rounds: Round[] = [...(from?.rounds ?? [])];
  let steps = from?.steps ?? 0;
  const legParts = { model, outputs, trainer, learning, partial: partialIn(training), learner, repeater };
  let leg = openLeg(legParts, course.schedule(rounds), steps, from?.answers ?? undefined);
  const passes = await roundPasses(run, learning.source);
  const { field, metric, goal } = run.validation;
  const choice = selection(goal, trainer.early_stop);
  const valueOf = ({ validation }: Pick<Round, "validation">) => validation[field]?.[metric] ?? NaN;
  const speed = pace(clock.now, from?.loss);
  const watch = stopwatch(clock.now, from?.seconds);
  for (const round of rounds) choice.judge(round.round, valueOf(round));
  const { model_soup: kind, model_soup_top_k: most } = trainer;
  const earlier = (from?.soup ?? []).map(({ round, weights }) => ({ round, weights, value: valueOf(rounds[round - 1]!) }));
  const soup = kind === null ? null : openSoup(kind, most, goal, earlier);
  let diverged = false;

  /** Batches that have grown are other shapes: their step is recorded anew. */
  const takeStock = (): void => {
    const schedule = course.schedule(rounds);
    if (schedule.batchSize === leg.schedule.batchSize) return;
    leg.dispose();
    leg = openLeg(legParts, schedule, steps);
  };
  return {
    rounds,
    get exhausted() { return choice.exhausted(rounds.length); },
    get slowBecause() { return leg.slowBecause; },
    get diverged() { return diverged; },
    get steps() { return steps; },
    get schedule() { return leg.schedule; },
    get loss() { return speed.loss; },
    get seconds() { return watch.seconds(); },
    get rowsPerSecond() { return speed.rowsPerSecond; },
    get secondsLeft() { return (watch.seconds() / steps) * (leg.schedule.steps - steps); },

    async step() {
      const { loss, count } = await leg.take(steps, course.rate(steps, rounds));
      steps++;
      const newlyRead = await speed.step(async () => (await repeater.read(loss))[0]!, count);
      if (newlyRead) diverged = !Number.isFinite(speed.loss);
      return newlyRead;
    },
    async judge() {
      await speed.settle();
      const number = rounds.length + 1;
      const { scores, better, weights } = await learner.whileSettled(async () => {
        const scores = await scoreRound(run, passes, (await leg.answers?.read()) ?? null);
        const better = choice.judge(number, valueOf(scores));
        return { scores, better, weights: better || soup?.wants(valueOf(scores)) ? await readWeights(model) : null };
      });
      await health.verify();
      leg.answers?.clear();
      speed.pause();
      diverged = !Number.isFinite(speed.loss) || !finiteLoss(scores.validation) || !finiteLoss(scores.training);
      if (diverged) return null;
      if (better && weights) best = weights;
      if (weights) soup?.add({ round: number, value: valueOf(scores), weights });
      const learningRate = course.rate(steps - 1, rounds);
      const { batchSize } = leg.schedule;
      const round = { round: number, epoch: epochOf(leg.schedule, steps), step: steps, seconds: watch.seconds(), learningRate, batchSize, ...scores, best: better };
      rounds.push(round);
      takeStock();
      return round;
    },
    async position() {
      await speed.settle();
      const [weights, moments, seen] = await Promise.all([readWeights(model), learner.state(), leg.answers?.read() ?? null]);
      await health.verify();
      speed.pause();
      return { steps, loss: speed.loss, seconds: watch.seconds(), rounds: [...rounds], ended: null, weights, best, ...(soup && { soup: soup.kept }), moments, answers: seen };
    },
    async result() {
      if (!soup || rounds.length === 0) return best;
      return soup.blend(async (weights) => {
        writeWeights(model, weights);
        return valueOf({ validation: await scorePart(run, passes, "validation") });
      });
    },
    async pause(wait) {
      await watch.standstill(wait);
      speed.pause();
    },
    async dispose() {
      await speed.settle().catch(() => {}); // a lost device has been told already
      leg.dispose();
      passes.dispose();
      learner.dispose();
      learning.source.dispose();
    },
  };
}

/** Without rows there is no loss, and nothing to hold against it. */
function finiteLoss(scores: Round["validation"]): boolean {
  const loss = scores["combined"]?.["loss"];
  return loss === undefined || Number.isFinite(loss);
}
