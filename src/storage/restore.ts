import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { openArchive, type Archive } from "./archive.ts";
import { hashOf } from "./hash.ts";
import { fromJson } from "./json.ts";
import { BACKUP_FORMAT, MANIFEST, readManifest, type BackupItem, type Manifest, type PackedFile } from "./manifest.ts";
import { migrate } from "./migrations.ts";
import { Refusal } from "./failures.ts";
import { place, withReferences, type Moves, type PackedBlobs } from "./place.ts";
import { KINDS, type RecordKind, type RecordKinds } from "./records.ts";
import type { Storage } from "./storage.ts";

export interface Restored { readonly restored: number; readonly skipped: number; readonly problems: readonly string[] }

const LONGEST_MANIFEST = 64 * 2 ** 20;

/**
 * Put back what a backup holds. What is there already and equal is skipped; what differs comes under a new id and name, and what belongs
 * to it follows. Doing it twice, or again after it was interrupted, does no more than doing it once.
 */
export async function restoreBackup(storage: Storage, file: Blob, onProgress: (done: number, all: number) => void = () => {}): Promise<Outcome<Restored>> {
  const archive = await openArchive(file);
  if (!archive.ok) return archive;
  const manifest = await manifestOf(archive.value);
  if (!manifest.ok) return manifest;
  const items = KINDS.flatMap((kind) => manifest.value.items.filter((item) => item.kind === kind));
  const moves: Moves = new Map();
  const problems: string[] = [];
  const counts = { restored: 0, skipped: 0 };
  for (const [i, item] of items.entries()) {
    const outcome = await restoreItem(storage, archive.value, item, moves);
    if (!outcome.ok) problems.push(...outcome.problems.map(({ message }) => words.notRestored(item.kind, item.id, message)));
    else counts[outcome.value] += 1;
    onProgress(i + 1, items.length);
  }
  return success({ ...counts, problems });
}

async function manifestOf(archive: Archive): Promise<Outcome<Manifest>> {
  const refuse = (reason: string) => failure(error([], words.noBackup(reason)));
  const length = archive.length(MANIFEST);
  const bytes = length !== undefined && length <= LONGEST_MANIFEST ? await readFile(archive, MANIFEST) : undefined;
  const manifest = bytes ? readManifest(new TextDecoder().decode(bytes)) : null;
  if (!manifest) return refuse(words.archive.noManifest);
  if (manifest.format > BACKUP_FORMAT) return refuse(words.archive.newer(manifest.app));
  const declared = new Set([MANIFEST, ...manifest.items.flatMap(({ record, blobs }) => [record, ...Object.values(blobs)].map(({ file }) => file))]);
  const stranger = archive.names.find((name) => !declared.has(name));
  return stranger === undefined ? success(manifest) : refuse(words.archive.undeclared(stranger));
}

/** Undefined when the disk does not give it. */
async function readFile(archive: Archive, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await archive.read(name);
  } catch {
    return undefined;
  }
}

async function restoreItem(storage: Storage, archive: Archive, item: BackupItem, moves: Moves): Promise<Outcome<"restored" | "skipped">> {
  const text = await verified(archive, item.record);
  if (!text.ok) return text;
  const record = await readRecord(item.kind, item.id, new TextDecoder().decode(text.value));
  if (!record.ok) return record;
  const blobs = new Map<string, PackedBlobs[string]>();
  for (const [part, ref] of Object.entries(record.value.blobs)) {
    const packed = Object.hasOwn(item.blobs, part) ? item.blobs[part] : undefined;
    if (!packed) return failure(error([part], words.archive.partMissing(part)));
    if (ref.hash !== null && ref.hash !== packed.hash) return failure(error([part], words.archive.damagedBefore(part)));
    blobs.set(part, { hash: packed.hash, read: () => wholeFile(archive, packed) });
  }
  return placed(storage, item.kind, record.value, Object.fromEntries(blobs), moves);
}

function placed<K extends RecordKind>(storage: Storage, kind: K, record: RecordKinds[K], blobs: PackedBlobs, moves: Moves): Promise<Outcome<"restored" | "skipped">> {
  const { format: _format, blobs: _blobs, ...draft } = record;
  return place(storage, kind, withReferences(kind, draft, moves), blobs, moves);
}

/** A record of any format that this app knows, as it would be read from the storage. */
async function readRecord(kind: RecordKind, id: string, json: string): Promise<Outcome<RecordKinds[RecordKind]>> {
  const { wholeRecord } = await import("./pack.ts");
  try {
    const record = migrate(kind, fromJson(json));
    if (!record.ok) return record;
    return record.value.id === id ? success(wholeRecord(record.value)) : failure(error([id], words.archive.otherId));
  } catch {
    return failure(error([id], words.damaged(kind, "record.json")));
  }
}

async function verified(archive: Archive, { file, length, hash }: PackedFile): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  if (archive.length(file) !== length) return failure(error([file], words.archive.fileWrong(file)));
  const bytes = await readFile(archive, file);
  return bytes && (await hashOf(bytes)) === hash ? success(bytes) : failure(error([file], words.archive.fileWrong(file)));
}

/** When its turn comes to be written. */
async function wholeFile(archive: Archive, packed: PackedFile): Promise<Uint8Array> {
  const bytes = await verified(archive, packed);
  if (!bytes.ok) throw new Refusal(words.archive.fileWrong(packed.file));
  return bytes.value;
}
