import type { CheckpointStore, KeptCheckpoint } from "../engine/api.ts";
import { success } from "../engine/schema/problem.ts";
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
      const blobs = new Map<string, Uint8Array>();
      for (const part of Object.keys(found.value.blobs)) {
        const read = await open.blob(found.value, part);
        if (!read.ok) return read;
        blobs.set(part, read.value);
      }
      return success<KeptCheckpoint>({ meta: found.value.meta, blobs: Object.fromEntries(blobs) });
    },
  };
}
