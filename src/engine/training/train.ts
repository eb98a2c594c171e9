import type { LayersModel } from "../tf.ts";
import type { Health } from "../acceleration/webgpu.ts";
import type { OutputFeature } from "../features/feature.ts";
import { batches } from "./batches.ts";
import type { Clock } from "./clock.ts";
import type { Round, RunControl, StopReason, TrainEvent } from "./events.ts";
import type { TrainerParams } from "./params.ts";
import type { Schedule } from "./plan.ts";
import type { EncodedRows } from "./resident.ts";
import { openSession } from "./session.ts";

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

/** Milliseconds between two progress events. */
const PROGRESS = 250;

/**
 * Train until the rounds are over, no better round comes, the loss is no number any more, or the listener wants to stop; then
 * the model holds the weights of the best round. Leaving the loop ends the run; either way nothing stays on the device but
 * the model.
 */
export async function* train(run: Training): AsyncGenerator<TrainEvent, Trained> {
  const { schedule: { batchSize, stepsPerEpoch, stepsPerRound, steps }, control, clock } = run;
  const session = await openSession(run);
  const finished = (reason: StopReason): Trained => {
    session.restoreBest();
    return { rounds: session.rounds, bestRound: session.bestRound, reason };
  };
  let told = -Infinity;
  try {
    for (const batch of batches(run.parts.training.rows, batchSize, stepsPerEpoch, run.seed, run.trainer.should_shuffle)) {
      if (control.wish === "pause") {
        yield { type: "paused" };
        await session.pause(() => released(control));
        yield { type: "resumed" };
      }
      const stopping = stopWished(control);
      if (!stopping && (await session.step(batch))) {
        if (!Number.isFinite(session.loss)) return finished("diverged");
        if (clock.now() - told >= PROGRESS) {
          told = clock.now();
          const { loss, rowsPerSecond, secondsLeft } = session;
          yield { type: "progress", step: session.steps, loss, rowsPerSecond, secondsLeft };
        }
      }
      const last = session.steps === steps;
      const roundIsOver = last || session.steps % stepsPerRound === 0;
      // A run that is stopped before its first round is judged as it stands, so that there is something to keep.
      if (stopping ? session.rounds.length === 0 && session.steps > 0 : roundIsOver) {
        const round = await session.judge(batch.epoch);
        if (!round) return finished("diverged");
        yield { type: "round", round };
      }
      if (stopping) return finished("stopped");
      if (last) return finished("all_rounds");
      if (roundIsOver && session.exhausted) return finished("early_stop");
      await clock.breathe();
    }
    throw new Error("internal: batches never end");
  } finally {
    await session.dispose();
  }
}

async function released(control: RunControl): Promise<void> {
  while (control.wish === "pause") await control.changed();
}

/** Asked anew: the wish may have changed during a pause, which the compiler does not see. */
const stopWished = (control: RunControl): boolean => control.wish === "stop";
