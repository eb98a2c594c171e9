/** Opens the storage of this browser. Knows only the engine's types. */
import { indexedDbStorage } from "./indexeddb.ts";
import { memoryStorage } from "./memory.ts";
import type { Storage } from "./storage.ts";

export type { Storage } from "./storage.ts";
export type { DatasetRecord, Draft, ProjectRecord, RecordKind, RunRecord, UnfinishedRecord } from "./records.ts";

/** Never fails: where the browser refuses storage, work is kept in memory and `why` says so. */
export async function openStorage(): Promise<Storage> {
  try {
    return await indexedDbStorage();
  } catch (cause) {
    return memoryStorage(`This browser refuses to keep data here (${cause instanceof Error ? cause.message : String(cause)}): what you make lasts until the tab is closed. Download what you want to keep.`);
  }
}
