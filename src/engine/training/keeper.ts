import { words } from "../../messages/en/training.ts";
import { within } from "../acceleration/ports.ts";
import type { CheckpointStore, EngineHost, TrainRequest } from "../api.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../schema/problem.ts";
import { packCheckpoint, unpackCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Clock } from "./clock.ts";
import type { RunControl, TrainEvent } from "./events.ts";

/** Milliseconds since the last checkpoint after which the next is due: the first, one at a round's end, one in mid-round. */
const DUE = { first: 1_000, round: 5_000, step: 20_000 };
/** Milliseconds that a save may take before it counts as failed, and that the end of a run waits for one. */
const PATIENCE = { save: 30_000, end: 10_000 };

/** The latest checkpoint of a run: in memory, for when the backend fails, and at the host, for when all else does. */
export interface Keeper {
  readonly latest: Checkpoint | null;
  /** Could what was kept be read? */
  readonly notes: readonly Problem[];
  /** Is one at the host, to resume from? */
  readonly isKept: boolean;
  /** Has enough time gone by, or was one asked for? Never while another is being saved. */
  isDue(roundIsOver: boolean): boolean;
  /** In memory at once, and at the host while training goes on. */
  keep(checkpoint: Checkpoint): void;
  /** What has become of saves since this was last called. */
  news(): readonly TrainEvent[];
  /** Settles when nothing is being saved any more, or a save takes too long. */
  settled(): Promise<void>;
}

export interface KeeperPorts { readonly host: EngineHost; readonly control: RunControl; readonly clock: Clock }

/** With `resume`, holds what the host has kept of the run. A problem only where a newer app kept it: what is damaged begins anew. */
export async function openKeeper({ run = null, resume = false }: TrainRequest, { host, control, clock }: KeeperPorts): Promise<Outcome<Keeper>> {
  const store = run === null ? undefined : host.checkpoints;
  const stored = store && run !== null && resume ? await load(store, run) : { checkpoint: null, notes: [] };
  if (stored === "newer") return failure(error([], words.checkpoint.newer));

  let latest = stored.checkpoint;
  let isKept = latest !== null;
  let last = clock.now();
  let isFirst = true;
  let saving: Promise<void> | null = null;
  const told: TrainEvent[] = [];

  const save = async (checkpoint: Checkpoint): Promise<void> => {
    if (!store || run === null) return;
    const problem = await within(PATIENCE.save, words.checkpoint.storage, store.save(run, packCheckpoint(checkpoint))).then(
      (outcome) => (outcome.ok ? null : outcome.problems.map(({ message }) => message).join("; ")),
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    );
    isKept ||= problem === null;
    told.push({ type: "checkpoint", step: checkpoint.position.steps, at: checkpoint.at, kept: problem === null, problem });
  };
  return success({
    get latest() { return latest; },
    notes: stored.notes,
    get isKept() { return isKept; },
    isDue(roundIsOver) {
      if (saving) return false;
      const limit = isFirst ? DUE.first : roundIsOver ? DUE.round : DUE.step;
      return control.takeCheckpointWish() || clock.now() - last >= limit;
    },
    keep(checkpoint) {
      latest = checkpoint;
      last = clock.now();
      isFirst = false;
      const before = saving ?? Promise.resolve();
      const current = before.then(() => save(checkpoint)).finally(() => { if (saving === current) saving = null; });
      saving = current;
    },
    news: () => told.splice(0),
    settled: () => within(PATIENCE.end, words.checkpoint.storage, saving ?? Promise.resolve()).catch(() => {}), // a save that hangs must not cost the run
  });
}

type Stored = { readonly checkpoint: Checkpoint | null; readonly notes: readonly Problem[] } | "newer";

async function load(store: CheckpointStore, run: string): Promise<Stored> {
  const anew = (why: string): Stored => ({ checkpoint: null, notes: [note([], words.checkpoint.unusable(why))] });
  try {
    const found = await store.load(run);
    if (!found.ok) return anew(found.problems.map(({ message }) => message).join("; "));
    if (!found.value) return { checkpoint: null, notes: [] };
    const checkpoint = unpackCheckpoint(found.value);
    if (checkpoint === "damaged") return anew(words.checkpoint.damaged);
    return checkpoint === "newer" ? checkpoint : { checkpoint, notes: [] };
  } catch (cause) {
    return anew(cause instanceof Error ? cause.message : String(cause));
  }
}
