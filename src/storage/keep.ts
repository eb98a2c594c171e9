import { error, failure, success, type Outcome, type Problem } from "../engine/schema/problem.ts";
import { lineages, migrate } from "./migrations.ts";
import type { Draft, RecordKind, RecordKinds } from "./records.ts";
import type { BlobStore, RecordStore, Storage } from "./storage.ts";

/** A storage over any record store and blob store: the order of writes, formats and migrations are the same for all. */
export function createStorage(kind: Storage["kind"], why: string, records: RecordStore, blobStore: BlobStore): Storage {
  async function get<K extends RecordKind>(of: K, id: string): Promise<Outcome<RecordKinds[K] | undefined>> {
    const stored = await records.get(of, id);
    return stored === undefined ? success(undefined) : migrate(of, stored);
  }
  return {
    kind,
    why,
    get,
    async list(of) {
      const read = (await records.all(of)).map((stored) => migrate(of, stored));
      return {
        records: read.flatMap((r) => (r.ok ? [r.value] : [])),
        problems: read.flatMap((r): readonly Problem[] => (r.ok ? [] : r.problems)),
      };
    },
    async put(of, draft, blobs = {}) {
      try {
        return success(await write(of, draft, blobs));
      } catch (cause) {
        return failure(error([draft.id], sentence(cause)));
      }
    },
    async remove(of, id) {
      const record = await get(of, id);
      await records.remove(of, id);
      if (record.ok && record.value) await Promise.all(Object.values(record.value.blobs).map((blob) => blobStore.remove(blob)));
    },
    async blob(record, part) {
      const id = record.blobs[part];
      const bytes = id === undefined ? undefined : await blobStore.read(id);
      return bytes ? success(bytes) : failure(error([part], `the stored bytes of '${part}' are gone; import the model or the data again`));
    },
  };

  async function write<K extends RecordKind>(of: K, draft: Draft<K>, blobs: Readonly<Record<string, Uint8Array>>): Promise<RecordKinds[K]> {
    const before = await get(of, draft.id);
    const old: Readonly<Record<string, string>> = before.ok && before.value ? before.value.blobs : {};
    const fresh = Object.fromEntries(Object.keys(blobs).map((part) => [part, `${draft.id}.${part}.${crypto.randomUUID()}`]));
    try {
      for (const [part, bytes] of Object.entries(blobs)) await blobStore.write(fresh[part]!, bytes);
      const record = { ...draft, format: lineages[of].format, blobs: { ...old, ...fresh } } as unknown as RecordKinds[K]; // Draft<K> is the record but for these two
      await records.put(of, record);
      await Promise.all(Object.keys(fresh).flatMap((part) => (old[part] === undefined ? [] : [blobStore.remove(old[part])])));
      return record;
    } catch (cause) {
      await Promise.allSettled(Object.values(fresh).map((id) => blobStore.remove(id)));
      throw cause;
    }
  }
}

/** What went wrong with a write, and what to do about it. */
function sentence(cause: unknown): string {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : "";
  if (name === "QuotaExceededError") return "the disk space this browser grants is used up: delete old runs or data sets, or download this one instead; nothing in memory is lost";
  if (name === "InvalidStateError") return "the browser closed the storage (another tab may be updating it): reload the page; nothing that was saved before is lost";
  return `it could not be saved (${cause instanceof Error ? cause.message : String(cause)}); download it instead; nothing in memory is lost`;
}
