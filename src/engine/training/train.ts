import { words } from "../../messages/en/training.ts";
import type { LayersModel } from "../tf.ts";
import type { RunningBackend } from "../acceleration/backends.ts";
import type { Health } from "../acceleration/health.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import type { OpenedConfig } from "../config/opened.ts";
import type { OutputFeature } from "../features/feature.ts";
import { writeWeights } from "../model/weights.ts";
import type { Origin } from "./checkpoint.ts";
import type { Clock } from "./clock.ts";
import type { Round, RunControl, StopReason, TrainEvent } from "./events.ts";
import type { Keeper } from "./keeper.ts";
import type { TrainerParams } from "./params.ts";
import type { Named } from "./optimizers.ts";
import { endsRound, type Schedule } from "./plan.ts";
import { note } from "../schema/problem.ts";
import { bestRoundOf, type Position } from "./position.ts";
import type { PartRows } from "./part.ts";
import { openSession, type Session } from "./session.ts";

export interface Training {
  readonly model: LayersModel;
  readonly outputs: readonly OutputFeature[];
  readonly trainer: TrainerParams;
  readonly schedule: Schedule;
  readonly seed: number;
  /** The weights that are trained. */
  readonly learnt: readonly Named[];
  readonly watched: OpenedConfig["watched"];
  readonly validation: { readonly field: string; readonly metric: string; readonly goal: "max" | "min" };
  readonly parts: { readonly training: PartRows; readonly validation: PartRows };
  readonly control: RunControl;
  readonly health: Health;
  readonly repeater: Repeater;
  readonly fits: RunningBackend["fits"];
  readonly clock: Clock;
  /** Where to begin; null at the beginning. */
  readonly from: Position | null;
  /** Holds on to where the run stands, under the name of what it belongs to. */
  readonly keeper: Keeper;
  readonly origin: Origin;
}
export interface Trained {
  readonly rounds: readonly Round[];
  readonly bestRound: number;
  readonly reason: StopReason;
}

/** Milliseconds between two progress events. */
const PROGRESS = 250;

/**
 * Train until the rounds are over, no better round comes, the loss is no number any more, or the listener wants to stop; then
 * the model holds the weights of the best round. Leaving the loop ends the run; either way nothing stays on the device but
 * the model. What comes next follows from where the run stands, so that one that was interrupted goes on as if it had not been.
 */
export async function* train(run: Training): AsyncGenerator<TrainEvent, Trained> {
  const { model, from } = run;
  if (from?.ended) {
    writeWeights(model, from.best);
    return { rounds: from.rounds, bestRound: bestRoundOf(from.rounds), reason: from.ended };
  }
  const session = await openSession(run);
  try {
    const reason = yield* untilOver(run, session);
    const best = await session.result();
    await run.health.verify();
    const { rounds } = session;
    if (rounds.length > 0) keep(run, endOf(session, reason, best));
    writeWeights(model, best);
    return { rounds, bestRound: bestRoundOf(rounds), reason };
  } finally {
    await session.dispose();
  }
}

/** Step after step and round after round, with pauses and checkpoints between; returns why there are no more. */
async function* untilOver(run: Training, session: Session): AsyncGenerator<TrainEvent, StopReason> {
  const { control, clock, keeper } = run;
  let told = -Infinity;
  let isSlow = false;
  for (;;) {
    yield* keeper.news();
    if (!isSlow && session.slowBecause !== null) {
      isSlow = true;
      yield { type: "note", note: note([], words.notReplayed(session.slowBecause)) };
    }
    if (control.wish === "pause") yield* pause(run, session);
    const move = nextMove(session, stopWished(control));
    if (move !== "step" && move !== "judge") return move;
    if (session.steps > 0 && keeper.isDue(isJudged(session))) keep(run, await session.position());
    if (move === "judge") {
      const round = await session.judge();
      if (round) yield { type: "round", round };
    } else if ((await session.step()) && clock.now() - told >= PROGRESS && !session.diverged) {
      told = clock.now();
      const { loss, rowsPerSecond, secondsLeft } = session;
      yield { type: "progress", step: session.steps, loss, rowsPerSecond, secondsLeft };
    }
    await clock.breathe();
  }
}

/** Nobody knows how long a pause will be: what was learnt is kept before it. */
async function* pause(run: Training, session: Session): AsyncGenerator<TrainEvent, void> {
  yield { type: "paused" };
  if (session.steps > 0) {
    keep(run, await session.position());
    await session.pause(() => Promise.race([run.keeper.settled(), released(run.control)]));
    yield* run.keeper.news();
  }
  await session.pause(() => released(run.control));
  yield { type: "resumed" };
}

type Standing = Pick<Session, "steps" | "schedule" | "rounds" | "exhausted" | "diverged">;

/** A run that is stopped before its first round is judged as it stands, so that there is something to keep. */
function nextMove(session: Standing, stopping: boolean): "step" | "judge" | StopReason {
  const { steps, schedule, rounds, exhausted, diverged } = session;
  if (diverged) return "diverged";
  if (steps > 0 && !isJudged(session) && (endsRound(schedule, steps) || (stopping && rounds.length === 0))) return "judge";
  if (steps >= schedule.steps) return "all_rounds";
  if (exhausted) return "early_stop";
  return stopping ? "stopped" : "step";
}

/** Was the last step judged? */
const isJudged = ({ steps, rounds }: Pick<Session, "steps" | "rounds">): boolean => rounds.at(-1)?.step === steps;

const keep = ({ keeper, origin }: Training, position: Position): void => keeper.keep({ origin, at: Date.now(), position });

/** Of a run that only has to be evaluated, the best weights are all that counts. */
const endOf = ({ steps, loss, seconds, rounds }: Session, ended: StopReason, best: Position["best"]): Position =>
  ({ steps, loss, seconds, rounds: [...rounds], ended, weights: best, best, moments: {}, answers: null });

async function released(control: RunControl): Promise<void> {
  while (control.wish === "pause") await control.changed();
}

/** Asked anew: the wish may have changed during a pause, which the compiler does not see. */
const stopWished = (control: RunControl): boolean => control.wish === "stop";
