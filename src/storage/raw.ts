import { bearsName, blobsNamedBy, idOf } from "./blobs.ts";
import { recognised } from "./migrations.ts";
import { alone } from "./save.ts";
import { attempt } from "./failures.ts";
import type { Parts, RawStorage } from "./storage.ts";

export function rawStorage(parts: Parts): RawStorage {
  const { records, blobs } = parts;
  return {
    ids: (kind) => attempt("read", [], async () => (await records.all(kind)).map(idOf).filter((id) => id !== "")),
    read: (kind, id) => attempt("read", [id], async () => {
      const record = await records.get(kind, id);
      const named = blobsNamedBy(record);
      if (recognised(kind, record).ok) return { record, blobs: named };
      // A damaged record may have lost the names of its bytes, but they bear its own.
      const others = [...(await blobs.sizes()).keys()].filter((blob) => bearsName(blob, kind, id) && !Object.values(named).includes(blob));
      return { record, blobs: { ...Object.fromEntries(others.map((blob) => [blob, blob])), ...named } };
    }),
    blob: (id) => attempt("read", [id], () => blobs.read(id)),
    still: (kind, id, work) => alone(parts, kind, id, work),
  };
}
