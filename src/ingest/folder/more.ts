/** Pictures that were taken for classes, below the rows that folders of pictures made. */
import { columnFrom, rawCell, type Cell, type Table } from "../../engine/data/table.ts";
import { error, failure, success, type Outcome } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import type { DataSet, FolderFile } from "../data-api.ts";
import { filesOf } from "../files.ts";
import type { TableHooks } from "../formats/read.ts";
import type { Library, PictureFile } from "../pictures/library.ts";
import { refusedNotes, type ReadFiles } from "./read.ts";
import { surveyOf } from "./survey.ts";

interface Present { readonly set: Pick<DataSet, "dialect" | "bytes" | "notes">; readonly raw: Table; readonly library: Pick<Library, "files"> }

/** All of them, those that are there first and in their order, as if they had come together. Where folders named parts of a split, more pictures are for training. */
export async function morePictures({ set, raw, library }: Present, more: readonly FolderFile[], { signal, onProgress }: TableHooks): Promise<Outcome<ReadFiles>> {
  const present = [...library.files];
  const files = withFreePaths(more, new Set(present.map(({ path }) => path)));
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  const surveyed = await surveyOf(filesOf(files), { signal, onProgress: (done, pictures) => onProgress?.(done * size, pictures) });
  if (!surveyed.ok) return surveyed;
  const { pictures, refused, notes } = surveyed.value;
  if (pictures.length === 0) return failure(error([], words.nothing(files.length)));
  const labels = new Map(files.map(({ path, label }) => [path, label ?? null]));
  const cellOf = (column: string, { path }: PictureFile): Cell => ({ image: path, label: labels.get(path) ?? null, split: "0" })[column] ?? null;
  const columns = raw.columns.map((column) => columnFrom(column.name, [
    ...Array.from({ length: raw.rows }, (_, row) => rawCell(column, row)),
    ...pictures.map((picture) => cellOf(column.name, picture)),
  ]));
  const all = [...present, ...pictures];
  const { among, ...dialect } = set.dialect;
  return success({
    table: { rows: raw.rows + pictures.length, columns }, pictures: all, bytes: set.bytes + size,
    dialect: { ...dialect, ...(among && { among: { ...among, pictures: all.length } }) },
    notes: [...set.notes, ...notes, ...refusedNotes(refused)],
  });
}

/** A path that is taken is numbered, before its extension: "cat/0001.jpg" becomes "cat/0001-2.jpg". */
function withFreePaths(files: readonly FolderFile[], taken: Set<string>): readonly FolderFile[] {
  return files.map((file) => {
    let path = file.path;
    for (let n = 2; taken.has(path); n++) path = file.path.replace(/(\.\w+)?$/, `-${n}$1`);
    taken.add(path);
    return { ...file, path };
  });
}
