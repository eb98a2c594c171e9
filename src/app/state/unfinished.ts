/**
 * Runs that have not ended. The order of writes: the `unfinished` record before the first step; at the end the kept run, then the
 * checkpoint goes, and the `unfinished` record last. A kill before the run is kept leaves a run that can be resumed; one after it
 * leaves an `unfinished` record beside a kept run of the same id, which tells that all of it may be cleared away, and where.
 */
import type { Storage, UnfinishedRecord } from "../../storage/index.ts";

/** The runs that can be resumed, the latest first; what a kill left behind of a run that was kept is cleared away. */
export async function unfinishedRuns(storage: Storage): Promise<readonly UnfinishedRecord[]> {
  const { records } = await storage.list("unfinished"); // a record that cannot be read is told of where all of them are listed
  const open: UnfinishedRecord[] = [];
  for (const record of records) {
    const kept = await storage.get("run", record.id);
    if (kept.ok && kept.value) await forgetUnfinished(storage, record.id);
    else open.push(record);
  }
  return open.sort((a, b) => b.createdAt - a.createdAt);
}

/** The run was kept, or is given up. */
export async function forgetUnfinished(storage: Storage, id: string): Promise<void> {
  await storage.remove("checkpoint", id);
  await storage.remove("unfinished", id);
}
