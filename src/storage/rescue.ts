import { zipSync } from "fflate";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { toJson } from "./json.ts";
import type { RecordKind } from "./records.ts";
import type { RawStorage } from "./storage.ts";

/** A zip of `record.json` and one file for each of its blobs that is still there, in whatever state they are. */
export async function rescue(raw: RawStorage, kind: RecordKind, id: string): Promise<Outcome<Uint8Array>> {
  const found = await raw.read(kind, id);
  if (!found.ok) return found;
  const { record, blobs } = found.value;
  if (record === undefined && Object.keys(blobs).length === 0) return failure(error([id], words.nothingThere(kind)));
  const files = new Map<string, Uint8Array>([["record.json", new TextEncoder().encode(toJson(record, 2))]]);
  for (const [i, [part, blob]] of Object.entries(blobs).entries()) {
    const bytes = await raw.blob(blob);
    if (bytes.ok && bytes.value) files.set(`${i}-${part.replace(/[^\w.-]/g, "_")}.bin`, bytes.value);
  }
  return success(zipSync(Object.fromEntries(files), { level: 0 }));
}
