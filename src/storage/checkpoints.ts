import type { CheckpointStore, KeptCheckpoint } from "../engine/api.ts";
import { success } from "../engine/schema/problem.ts";
import { readBlobs } from "./read.ts";
import type { Storage } from "./storage.ts";

/**
 * The engine's checkpoints, kept where everything else is. A new one takes the place of the old when it has been read back; a damaged one
 * fails with a sentence, and may be overwritten.
 */
export function checkpointStore(storage: Promise<Storage>): CheckpointStore {
  return {
    async save(run, { meta, blobs }) {
      const saved = await (await storage).replace("checkpoint", { id: run, savedAt: Date.now(), meta }, blobs);
      return saved.ok ? success(null) : saved;
    },
    async load(run) {
      const open = await storage;
      const found = await open.get("checkpoint", run);
      if (!found.ok || !found.value) return found.ok ? success(undefined) : found;
      const blobs = await readBlobs(open, found.value);
      return blobs.ok ? success<KeptCheckpoint>({ meta: found.value.meta, blobs: blobs.value }) : blobs;
    },
  };
}
