import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { toJson } from "./json.ts";
import type { RecordKind } from "./records.ts";
import type { RawStorage } from "./storage.ts";
import { LARGEST_ZIP, zipWriter } from "./zip.ts";

/** A zip of `record.json` and one file for each of its blobs that is still there, in whatever state they are. */
export async function rescue(raw: RawStorage, kind: RecordKind, id: string): Promise<Outcome<Blob>> {
  const found = await raw.read(kind, id);
  if (!found.ok) return found;
  const { record, blobs } = found.value;
  if (record === undefined && Object.keys(blobs).length === 0) return failure(error([id], words.nothingThere(kind)));
  const zip = zipWriter();
  zip.add("record.json", new TextEncoder().encode(toJson(record, 2)));
  for (const [i, [part, blob]] of Object.entries(blobs).entries()) {
    const bytes = await raw.blob(blob);
    if (bytes.ok && bytes.value) zip.add(`${i}-${part.replace(/[^\w.-]/g, "_")}.bin`, bytes.value);
    if (zip.length() > LARGEST_ZIP) return failure(error([id], words.zipTooLarge));
  }
  return success(zip.end());
}
