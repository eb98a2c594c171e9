/** Runs that keep a checkpoint at every step, and runs that go on from one. */
import type { CheckpointStore, EngineHost, KeptCheckpoint, TrainedRun, TrainRequest } from "../../../src/engine/api.ts";
import type { BackendName } from "../../../src/engine/acceleration/report.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import { success, type Outcome } from "../../../src/engine/schema/problem.ts";
import { systemClock, type Clock } from "../../../src/engine/training/clock.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import { tinyHost, tinyTable } from "./tiny.ts";

export interface Kept extends CheckpointStore { readonly saved: KeptCheckpoint[] }

/** Holds every checkpoint that was saved; begins with the one given. Clones, as a browser's storage does. */
export function keptInMemory(...begun: readonly KeptCheckpoint[]): Kept {
  const saved = begun.map((checkpoint) => structuredClone(checkpoint));
  return {
    saved,
    save: async (_run, checkpoint) => {
      saved.push(structuredClone(checkpoint));
      return success(null);
    },
    load: async () => success(structuredClone(saved.at(-1))),
  };
}

/** Half a minute goes by at every look, so that a checkpoint is always due. */
export function hastyClock(): Clock {
  let now = 0;
  return { ...systemClock(), now: () => (now += 30_000) };
}

/** Stands still, so that none but the first is ever due. */
export const stillClock = (): Clock => ({ ...systemClock(), now: () => 0 });

export interface Resuming {
  readonly yaml: string;
  readonly backend?: BackendName;
  readonly store?: CheckpointStore;
  readonly clock?: Clock;
  readonly request?: Partial<TrainRequest>;
  readonly host?: Partial<EngineHost>;
  onEvent?(event: TrainEvent, engine: ReturnType<typeof createEngine>): void;
}
export interface Told { readonly outcome: Outcome<TrainedRun>; readonly events: readonly TrainEvent[] }

export async function train({ yaml, backend = "cpu", store, clock = hastyClock(), request, host, onEvent }: Resuming): Promise<Told> {
  const engine = createEngine({ ...tinyHost(tinyTable(60)), ...(store && { checkpoints: store }), ...host }, { clock });
  const events: TrainEvent[] = [];
  const outcome = await engine.train({ yaml, dataset: "tiny", seed: 1, backend, run: "a run", ...request }, (event) => {
    events.push(event);
    onEvent?.(event, engine);
  });
  return { outcome, events };
}

/** Goes on from one checkpoint in an engine that knows nothing else, as after a reload. */
export const resume = (from: KeptCheckpoint | undefined, asked: Resuming): Promise<Told> =>
  train({ store: keptInMemory(...(from ? [from] : [])), ...asked, request: { resume: true, ...asked.request } });

export const valueOf = ({ outcome }: Told): TrainedRun => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  return outcome.value;
};
export const stepOf = (checkpoint: KeptCheckpoint): number => (checkpoint.meta as { steps: number }).steps;
