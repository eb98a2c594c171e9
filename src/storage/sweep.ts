import { bearsName, blobsNamedBy, idOf } from "./blobs.ts";
import { isNewer, migrate } from "./migrations.ts";
import { KINDS } from "./records.ts";
import { WRITING } from "./save.ts";
import type { Parts } from "./storage.ts";

/**
 * Remove bytes that no record names; their number. Not while anyone writes, in any tab: his bytes have no record yet. Not where a newer
 * Fidelio has written: who knows what names what. And not what may belong to a damaged record. Throws.
 */
export async function sweep(parts: Parts): Promise<number> {
  return (await parts.locks.ifFree(WRITING, () => sweepAlone(parts))) ?? 0;
}

async function sweepAlone({ records, blobs }: Parts): Promise<number> {
  await records.claim();
  const all = (await Promise.all(KINDS.map(async (kind) => (await records.all(kind)).map((record) => ({ kind, record }))))).flat();
  if (all.some(({ kind, record }) => isNewer(kind, record))) return 0;
  const named = new Set(all.flatMap(({ record }) => Object.values(blobsNamedBy(record))));
  const damaged = all.filter(({ kind, record }) => !migrate(kind, record).ok);
  const claimed = (blob: string) => named.has(blob) || damaged.some(({ kind, record }) => bearsName(blob, kind, idOf(record)));
  const orphans = [...(await blobs.sizes()).keys()].filter((blob) => !claimed(blob));
  for (const orphan of orphans) await blobs.remove(orphan);
  return orphans.length;
}
