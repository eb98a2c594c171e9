/** What a user opens to a table and its pictures: one file, an archive of files, or a folder. */
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/folder.ts";
import { bytesOfBlob } from "./bytes.ts";
import type { FolderSource } from "./data-api.ts";
import type { ReadOptions } from "./dialect.ts";
import { filesOf } from "./files.ts";
import { isZip } from "./formats/detect.ts";
import { readTable, type TableHooks } from "./formats/read.ts";
import type { ReadFiles } from "./folder/read.ts";
import type { Tables } from "./folder/together.ts";

/** Loaded when there are files among others: the first visit does not pay for them. */
const ofFiles = () => import("./folder/read.ts");

/** Fails with a sentence for what holds neither a table nor pictures, is damaged, goes away, or is cancelled. */
export async function readSource(source: Blob | FolderSource, name: string, options: ReadOptions, hooks: TableHooks): Promise<Outcome<ReadFiles>> {
  if (!(source instanceof Blob)) return (await ofFiles()).readFiles(filesOf(source.files), options, hooks);
  if (await isZip(source)) return readArchive(source, options, hooks);
  const read = await readTable(source, name, options, hooks);
  return read.ok ? success({ ...read.value, pictures: [] }) : read;
}

/** All tables of an archive or a folder, to be looked at side by side. */
export async function readTables(source: Blob | FolderSource, options: ReadOptions, hooks: TableHooks): Promise<Outcome<Tables>> {
  const { readAll } = await import("./folder/together.ts");
  if (!(source instanceof Blob)) return readAll(filesOf(source.files), options, hooks);
  const { openArchive } = await import("./archive/archive.ts");
  const opened = await openArchive(bytesOfBlob(source), hooks.signal);
  return opened.ok ? readAll(opened.value.files, options, hooks) : opened;
}

async function readArchive(source: Blob, options: ReadOptions, hooks: TableHooks): Promise<Outcome<ReadFiles>> {
  const [{ openArchive }, { readFiles, refusedNotes }] = await Promise.all([import("./archive/archive.ts"), ofFiles()]);
  const opened = await openArchive(bytesOfBlob(source), hooks.signal);
  if (!opened.ok) return opened;
  const { files, refused, notes, passedOver } = opened.value;
  const refusals = refusedNotes(refused);
  if (files.length === 0) return failure(...(refusals.length > 0 ? refusals.map(({ message }) => error([], message)) : [error([], words.nothing(passedOver))]));
  const read = await readFiles(files, options, hooks);
  return read.ok ? success({ ...read.value, notes: [...notes, ...read.value.notes, ...refusals] }) : read;
}
