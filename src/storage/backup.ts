import { version } from "../../package.json";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { hashOf } from "./hash.ts";
import { toJson } from "./json.ts";
import { BACKUP_FORMAT, MANIFEST, type BackupItem, type Manifest, type PackedFile } from "./manifest.ts";
import { KINDS, type RecordKind } from "./records.ts";
import { attempt } from "./failures.ts";
import { noteBackup } from "./space.ts";
import type { Storage } from "./storage.ts";
import { LARGEST_ZIP, zipWriter, type ZipWriter } from "./zip.ts";

export { restoreBackup } from "./restore.ts";

/** Items done, of how many. */
export type OnProgress = (done: number, all: number) => void;

/** A name of its own, so that no program unpacks it and the app does not take it for a model. */
export const backupName = (at: Date): string => `fidelio-${at.toISOString().slice(0, 10)}.fidelio-backup`;

/**
 * Everything that lies in the storage, damaged records too, as one zip: what cannot be read of an item is left out of it. At no time is
 * more than one blob in memory, if the browser moves large files to the disk.
 */
export async function backup(storage: Storage, onProgress: OnProgress = () => {}): Promise<Outcome<Blob>> {
  const all: { readonly kind: RecordKind; readonly id: string }[] = [];
  for (const kind of KINDS) {
    const ids = await storage.raw.ids(kind);
    if (!ids.ok) return ids;
    all.push(...ids.value.map((id) => ({ kind, id })));
  }
  return flat(await attempt("read", [], async () => {
    const zip = zipWriter();
    const items: BackupItem[] = [];
    for (const [i, { kind, id }] of all.entries()) {
      const item = await storage.raw.still(kind, id, () => packItem(storage, zip, kind, id, `${kind}/${i}`));
      if (!item.ok) return item;
      if (item.value) items.push(item.value);
      if (zip.length() > LARGEST_ZIP) return failure(error([], words.backupTooLarge));
      onProgress(i + 1, all.length);
    }
    const manifest: Manifest = { fidelio: "backup", format: BACKUP_FORMAT, app: version, at: new Date().toISOString(), items };
    zip.add(MANIFEST, utf8(JSON.stringify(manifest, null, 1)));
    noteBackup(Date.now());
    return success(zip.end());
  }));
}

const flat = <T>(outcome: Outcome<Outcome<T>>): Outcome<T> => (outcome.ok ? outcome.value : outcome);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Undefined when it was removed meanwhile. */
async function packItem({ raw }: Storage, zip: ZipWriter, kind: RecordKind, id: string, folder: string): Promise<Outcome<BackupItem | undefined>> {
  const found = await raw.read(kind, id);
  if (!found.ok) return found;
  if (found.value.record === undefined) return success(undefined);
  const record = await packFile(zip, `${folder}/record.json`, utf8(toJson(found.value.record)));
  const blobs: [part: string, PackedFile][] = [];
  for (const [i, [part, blob]] of Object.entries(found.value.blobs).entries()) {
    const bytes = await raw.blob(blob);
    if (bytes.ok && bytes.value) blobs.push([part, await packFile(zip, `${folder}/${i}.bin`, bytes.value)]);
  }
  return success({ kind, id, record, blobs: Object.fromEntries(blobs) });
}

async function packFile(zip: ZipWriter, file: string, bytes: Uint8Array): Promise<PackedFile> {
  zip.add(file, bytes);
  return { file, length: bytes.length, hash: await hashOf(bytes) };
}
