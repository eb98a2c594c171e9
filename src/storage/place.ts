/** Where something that comes from a backup goes: its own place, or, when another lies there, a place of its own. */
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { hashOf } from "./hash.ts";
import { canonical } from "./json.ts";
import type { Draft, RecordKind, RecordKinds } from "./records.ts";
import type { Storage } from "./storage.ts";

/** `kind/id` in the backup → id here. */
export type Moves = Map<string, string>;
/** part → what its bytes are like, and how they are read when their turn comes: one lot of them is in memory at a time. */
export type PackedBlobs = Readonly<Record<string, { readonly hash: string; read(): Promise<Uint8Array> }>>;
type Hashes = Readonly<Record<string, string>>;
const TRIES = 20;

const moved = (moves: Moves, kind: RecordKind, id: string): string => moves.get(`${kind}/${id}`) ?? id;

/** The draft with what it refers to where that lies now. A checkpoint has the id of its unfinished run. */
export function withReferences<K extends RecordKind>(kind: K, draft: Draft<K>, moves: Moves): Draft<K> {
  const refersTo = new Map<string, RecordKind>([["project", "project"], ["dataset", "dataset"]]);
  if (kind === "checkpoint") refersTo.set("id", "unfinished");
  return Object.fromEntries(Object.entries(draft).map(([field, value]: [string, unknown]) => {
    const to = refersTo.get(field);
    return [field, to && typeof value === "string" ? moved(moves, to, value) : value];
  })) as Draft<K>; // the same fields with other texts in them
}

/** Notes in `moves` where it went. */
export async function place<K extends RecordKind>(storage: Storage, kind: K, draft: Draft<K>, blobs: PackedBlobs, moves: Moves): Promise<Outcome<"restored" | "skipped">> {
  const hashes = Object.fromEntries(Object.entries(blobs).map(([part, { hash }]) => [part, hash]));
  const sources = Object.fromEntries(Object.entries(blobs).map(([part, { read }]) => [part, read]));
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const candidate = attempt === 0 ? draft : await renamed(kind, draft, hashes, attempt);
    const present = await storage.get(kind, candidate.id);
    const there = await standing(storage, kind, present, candidate, hashes);
    if (there === "other") continue;
    moves.set(`${kind}/${draft.id}`, candidate.id);
    if (there === "same") return success("skipped");
    const saved = await storage.replace(kind, candidate, sources);
    return saved.ok ? success("restored") : saved;
  }
  return failure(error([draft.id], words.archive.noPlace));
}

/** What lies at the place. `broken`: the same, but its bytes are not what was saved; those of the backup may take their place. */
async function standing<K extends RecordKind>(storage: Storage, kind: K, present: Outcome<RecordKinds[K] | undefined>, candidate: Draft<K>, hashes: Hashes): Promise<"nothing" | "same" | "broken" | "other"> {
  if (!present.ok) return kind === "checkpoint" ? "broken" : "other"; // it is set aside; a checkpoint has no other place, and may be overwritten
  if (present.value === undefined) return "nothing";
  if (kind === "checkpoint") return "same"; // or a later one: its run has gone on since
  if (!(await equals(storage, present.value, candidate, hashes))) return "other";
  return (await isWhole(storage, present.value)) ? "same" : "broken";
}

/** The id follows from the content, so that a second restore finds what the first has put there. */
async function renamed<K extends RecordKind>(kind: K, draft: Draft<K>, hashes: Hashes, attempt: number): Promise<Draft<K>> {
  const hash = await hashOf(new TextEncoder().encode(canonical([kind, draft, hashes, attempt])));
  const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join("-");
  return "name" in draft && typeof draft.name === "string" ? { ...draft, id, name: words.restoredName(draft.name) } : { ...draft, id };
}

async function equals<K extends RecordKind>(storage: Storage, present: RecordKinds[K], candidate: Draft<K>, hashes: Hashes): Promise<boolean> {
  const { format: _format, blobs, ...rest } = present;
  if (canonical(rest) !== canonical(candidate)) return false;
  const known = await Promise.all(Object.entries(blobs).map(async ([part, { hash }]) => {
    if (hash !== null) return [part, hash] as const;
    const bytes = await storage.blob(present, part);
    return [part, bytes.ok ? await hashOf(bytes.value) : ""] as const;
  }));
  return canonical(Object.fromEntries(known)) === canonical(hashes);
}

async function isWhole<K extends RecordKind>(storage: Storage, present: RecordKinds[K]): Promise<boolean> {
  for (const part of Object.keys(present.blobs)) if (!(await storage.blob(present, part)).ok) return false;
  return true;
}
