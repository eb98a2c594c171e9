/** Opens the storage of this browser. Knows only the engine's types. */
import { words } from "../messages/en/storage.ts";
import type { Tell } from "./connection.ts";
import { indexedDbStorage } from "./indexeddb.ts";
import { memoryStorage } from "./memory.ts";
import type { Storage } from "./storage.ts";

export type { Change, SetAside, Storage } from "./storage.ts";
export type { BlobRefs, Blobs, CheckpointRecord, DatasetRecord, Draft, GivenBlobs, ProjectRecord, RecordKind, RunRecord, UnfinishedRecord } from "./records.ts";

/**
 * Never fails: where the browser refuses storage, work is kept in memory and `why` says so. `tell` hears what happens to the storage
 * between calls: another tab holds it, or has taken it over.
 */
export async function openStorage(tell: Tell = () => {}): Promise<Storage> {
  try {
    return await indexedDbStorage(tell);
  } catch (cause) {
    return memoryStorage(words.refused(cause instanceof Error ? cause.message : String(cause)));
  }
}
