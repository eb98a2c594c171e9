import { success, type Outcome } from "../src/engine/schema/problem.ts";
import type { DatasetRecord, Storage } from "../src/storage/index.ts";

/** All bytes of a record, by part. */
export async function readBlobs(storage: Storage, record: Pick<DatasetRecord, "blobs">): Promise<Outcome<Record<string, Uint8Array>>> {
  const blobs: Record<string, Uint8Array> = {};
  for (const part of Object.keys(record.blobs)) {
    const read = await storage.blob(record, part);
    if (!read.ok) return read;
    blobs[part] = read.value;
  }
  return success(blobs);
}
