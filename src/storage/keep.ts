import { error, failure, success, type Outcome, type Problem } from "../engine/schema/problem.ts";
import { faultOf } from "./blobs.ts";
import { sizesOf, setAside } from "./aside.ts";
import { migrate } from "./migrations.ts";
import { rawStorage } from "./raw.ts";
import { remove, save } from "./save.ts";
import { attempt } from "./failures.ts";
import { sweep } from "./sweep.ts";
import type { BlobRefs, Draft, GivenBlobs, RecordKind, RecordKinds } from "./records.ts";
import type { Change, Parts, Storage } from "./storage.ts";

/** A storage over any stores: the order of writes, formats and migrations are the same for all. */
export function createStorage(kind: Storage["kind"], why: string, parts: Parts): Storage {
  /** Blobs that were read and found wrong, here or in another tab. */
  const damaged = new Set<string>();
  parts.changes.listen((note) => void ("damaged" in note && damaged.add(note.damaged)));

  async function write<K extends RecordKind>(of: K, draft: Draft<K>, blobs: GivenBlobs, keep: boolean): Promise<Outcome<RecordKinds[K]>> {
    const saved = await attempt("save", [draft.id], () => save(parts, of, draft, blobs, keep));
    if (saved.ok) parts.changes.post({ kind: of, id: draft.id });
    return saved;
  }
  async function blob(record: { readonly blobs: BlobRefs }, part: string): Promise<Outcome<Uint8Array>> {
    const ref = Object.hasOwn(record.blobs, part) ? record.blobs[part] : undefined;
    const read = await attempt("read", [part], async () => {
      const bytes = ref && (await parts.blobs.read(ref.id));
      return { bytes, fault: await faultOf(part, ref ?? { id: "", length: null, hash: null }, bytes) };
    });
    if (!read.ok) return read;
    const { bytes, fault } = read.value;
    if (bytes && fault === undefined) return success(bytes);
    if (ref) note(ref.id);
    return failure(error([part], fault ?? ""));
  }
  function note(id: string): void {
    damaged.add(id);
    parts.changes.post({ damaged: id });
  }
  const raw = rawStorage(parts);
  return {
    kind,
    why,
    raw,
    blob,
    async get(of, id) {
      const stored = await attempt("read", [id], () => parts.records.get(of, id));
      if (!stored.ok) return stored;
      if (stored.value === undefined) return success(undefined);
      const read = migrate(of, stored.value);
      return read.ok ? success((await import("./pack.ts")).wholeRecord(read.value)) : read;
    },
    async list(of) {
      const all = await attempt("read", [], () => parts.records.all(of));
      if (!all.ok) return { records: [], problems: all.problems };
      const read = all.value.map((stored) => migrate(of, stored));
      const { wholeRecord } = await import("./pack.ts");
      return {
        records: read.flatMap((r) => (r.ok ? [wholeRecord(r.value)] : [])),
        problems: read.flatMap((r): readonly Problem[] => (r.ok ? [] : r.problems)),
      };
    },
    put: (of, draft, blobs = {}) => write(of, draft, blobs, true),
    replace: (of, draft, blobs) => write(of, draft, blobs, false),
    async remove(of, id) {
      const removed = await attempt("remove", [id], () => remove(parts, of, id));
      if (removed.ok) parts.changes.post({ kind: of, id });
      return removed.ok ? success(null) : removed;
    },
    setAside: () => setAside(parts, damaged),
    sizes: () => sizesOf(parts),
    async rescue(of, id) {
      const { rescue } = await import("./rescue.ts"); // the zip writer is fetched when it is needed
      return rescue(raw, of, id);
    },
    onChange: (listener: (change: Change) => void) => parts.changes.listen((note) => void ("kind" in note && listener(note))),
    sweep: () => attempt("remove", [], () => sweep(parts)),
  };
}
