import { success, type Outcome } from "../engine/schema/problem.ts";
import type { Blobs, BlobRefs } from "./records.ts";
import type { Storage } from "./storage.ts";

/** All bytes of a record at once; the failure of the first part that is not what was saved. */
export async function readBlobs(storage: Storage, record: { readonly blobs: BlobRefs }): Promise<Outcome<Blobs>> {
  const blobs: [part: string, Uint8Array][] = [];
  for (const [part, read] of await Promise.all(Object.keys(record.blobs).map(async (name) => [name, await storage.blob(record, name)] as const))) {
    if (!read.ok) return read;
    blobs.push([part, read.value]);
  }
  return success(Object.fromEntries(blobs));
}
