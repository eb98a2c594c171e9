import type { CheckpointStore } from "../src/engine/api.ts";
import { success } from "../src/engine/schema/problem.ts";
import type { Storage } from "../src/storage/index.ts";
import { readBlobs } from "./stored.ts";

/** Checkpoints go from the engine worker straight into the browser's storage, and never through the page. */
export const checkpointStore = (storage: Promise<Storage>): CheckpointStore => ({
  async save(run, { meta, blobs }) {
    const saved = await (await storage).replace("checkpoint", { id: run, savedAt: Date.now(), meta }, blobs);
    return saved.ok ? success(null) : saved;
  },
  async load(run) {
    const open = await storage;
    const found = await open.get("checkpoint", run);
    if (!found.ok) return found;
    if (!found.value) return success(undefined);
    const blobs = await readBlobs(open, found.value);
    return blobs.ok ? success({ meta: found.value.meta, blobs: blobs.value }) : blobs;
  },
});
