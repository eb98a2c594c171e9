/**
 * The order in which things are written and removed. Whatever is interrupted, and wherever: the record that lies there names bytes that
 * are whole, and what nobody names is swept later.
 */
import { free } from "../engine/data/free.ts";
import { words } from "../messages/en/storage.ts";
import { blobsNamedBy, discard, faultOf, newBlobId, refTo } from "./blobs.ts";
import { isNewer, lineages, migrate } from "./migrations.ts";
import type { BlobRef, BlobRefs, Draft, GivenBlobs, RecordKind, RecordKinds } from "./records.ts";
import { Refusal } from "./failures.ts";
import { faultyField } from "./shapes.ts";
import type { BlobStore, Parts } from "./storage.ts";

/** Shared by all who write; the sweep takes it for itself. */
export const WRITING = "fidelio/blobs";
const lockOf = (kind: RecordKind, id: string): string => `fidelio/record/${kind}/${id}`;

/** Nobody else writes this record meanwhile, in no tab and no worker. */
export const alone = <T>({ locks }: Parts, kind: RecordKind, id: string, work: () => Promise<T>): Promise<T> => locks.exclusive(lockOf(kind, id), work);
const writing = <T>(parts: Parts, kind: RecordKind, id: string, work: () => Promise<T>): Promise<T> => parts.locks.shared(WRITING, () => alone(parts, kind, id, work));

/** `keep`: blobs of the record before that are not given anew stay. Throws. */
export function save<K extends RecordKind>(parts: Parts, kind: K, draft: Draft<K>, given: GivenBlobs, keep: boolean): Promise<RecordKinds[K]> {
  return writing(parts, kind, draft.id, async () => {
    await parts.records.claim();
    const before = await parts.records.get(kind, draft.id);
    const old = replaceable(kind, before);
    const beside: string[] = [];
    try {
      const fresh = new Map<string, BlobRef>();
      for (const [part, source] of Object.entries(given)) {
        if (source === null) continue;
        const bytes = typeof source === "function" ? await source() : source;
        const id = newBlobId(kind, draft.id);
        beside.push(id);
        fresh.set(part, await writeBeside(parts.blobs, id, part, bytes));
      }
      const kept = keep ? await known(parts.blobs, old, given) : {};
      const record = { ...draft, format: lineages[kind].format, blobs: { ...kept, ...Object.fromEntries(fresh) } } as unknown as RecordKinds[K]; // Draft<K> is the record but for these two
      const fault = faultyField(kind, { ...record });
      if (fault !== undefined) throw new Error(`internal: the ${kind} to be saved has a wrong '${fault}'`);
      const { packedRecord } = await import("./pack.ts"); // fetched when something is saved or read, not before
      await parts.records.put(kind, packedRecord(record));
      await discardUnnamed(parts.blobs, Object.values(blobsNamedBy(before)), record);
      return record;
    } catch (cause) {
      await tidyAfterFailure(parts, kind, draft.id, beside);
      throw cause;
    }
  });
}

/** First the record, then what it named. Throws. */
export function remove(parts: Parts, kind: RecordKind, id: string): Promise<void> {
  return writing(parts, kind, id, async () => {
    await parts.records.claim();
    const before = await parts.records.get(kind, id);
    await parts.records.remove(kind, id);
    await discard(parts.blobs, Object.values(blobsNamedBy(before)));
  });
}

/** The blobs of a record that may be overwritten: one that is set aside may not. A damaged checkpoint may, lest no other is ever kept. */
function replaceable(kind: RecordKind, before: unknown): BlobRefs {
  if (before === undefined) return {};
  const read = migrate(kind, before);
  if (read.ok) return read.value.blobs;
  if (kind === "checkpoint" && !isNewer(kind, before)) return {};
  throw new Refusal(words.isSetAside(kind));
}

/** Write, read back, compare. */
async function writeBeside(blobs: BlobStore, id: string, part: string, bytes: Uint8Array): Promise<BlobRef> {
  const [ref] = await Promise.all([refTo(id, bytes), blobs.write(id, bytes)]);
  const back = await blobs.read(id);
  if ((await faultOf(part, ref, back)) !== undefined) throw new Refusal(words.notReadBack(part));
  if (back) free(back);
  return ref;
}

/** The old blobs that stay; one from before hashes were kept gets its own. */
async function known(blobs: BlobStore, old: BlobRefs, given: GivenBlobs): Promise<BlobRefs> {
  const stay = Object.entries(old).filter(([part]) => !Object.hasOwn(given, part));
  return Object.fromEntries(await Promise.all(stay.map(async ([part, ref]) => {
    const bytes = ref.hash === null ? await blobs.read(ref.id) : undefined;
    return [part, bytes ? await refTo(ref.id, bytes) : ref] as const;
  })));
}

/** A store may have done what it says it could not: only bytes that the record does not name go, and none when nobody knows. */
async function tidyAfterFailure(parts: Parts, kind: RecordKind, id: string, beside: readonly string[]): Promise<void> {
  try {
    await discardUnnamed(parts.blobs, beside, await parts.records.get(kind, id));
  } catch {
    // The sweep finds them.
  }
}

function discardUnnamed(blobs: BlobStore, ids: readonly string[], record: unknown): Promise<void> {
  const named = new Set(Object.values(blobsNamedBy(record)));
  return discard(blobs, ids.filter((id) => !named.has(id)));
}
