import { words } from "../messages/en/storage.ts";
import { toJson } from "./json.ts";
import { blobsNamedBy, idOf } from "./blobs.ts";
import { isNewer, recognised } from "./migrations.ts";
import { KINDS, type BlobRefs, type RecordKind } from "./records.ts";
import { attempt } from "./failures.ts";
import type { Parts, SetAside } from "./storage.ts";

/** What cannot be opened, and what has lost bytes. `damaged`: blobs known to be wrong though their length is right. What cannot be read now is left out. */
export async function setAside({ records, blobs }: Parts, damaged: ReadonlySet<string>): Promise<readonly SetAside[]> {
  const lengths = await attempt("read", [], () => blobs.sizes());
  const found: SetAside[] = [];
  for (const kind of KINDS) {
    const all = await attempt("read", [], () => records.all(kind));
    for (const record of all.ok ? all.value : []) {
      const read = recognised(kind, record);
      const faults = read.ok ? (lengths.ok ? blobFaults(kind, read.value.blobs, lengths.value, damaged) : []) : read.problems.map(({ message }) => message);
      if (faults.length > 0) found.push({ kind, id: idOf(record), reason: isNewer(kind, record) ? "newer" : "damaged", message: faults.join(" ") });
    }
  }
  return found;
}

function blobFaults(kind: RecordKind, refs: BlobRefs, lengths: ReadonlyMap<string, number>, damaged: ReadonlySet<string>): readonly string[] {
  return Object.entries(refs).flatMap(([part, { id, length }]) => {
    const got = lengths.get(id);
    if (got === undefined) return [words.lost(kind, part)];
    return damaged.has(id) || (length !== null && length !== got) ? [words.broken(kind, part)] : [];
  });
}

/** Record id → bytes: its blobs, and about as much as the record itself takes. */
export async function sizesOf({ records, blobs }: Parts): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const lengths = await attempt("read", [], () => blobs.sizes());
  for (const kind of KINDS) {
    const all = await attempt("read", [], () => records.all(kind));
    for (const record of all.ok ? all.value : []) {
      const own = toJson(record).length;
      const beside = Object.values(blobsNamedBy(record)).reduce((sum, id) => sum + (lengths.ok ? (lengths.value.get(id) ?? 0) : 0), 0);
      sizes.set(idOf(record), (sizes.get(idOf(record)) ?? 0) + own + beside);
    }
  }
  return sizes;
}
