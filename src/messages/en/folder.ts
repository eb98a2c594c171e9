/** What becomes of folders and archives of files: a table, and what was left out of it. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

const few = (items: readonly string[], shown = 5) => (items.length > shown ? `${items.slice(0, shown).join(", ")} and ${count(items.length - shown)} more` : list(items));

export const words = catalogue("folder", {
  nested: "It is an archive. Unpack it first, and open its folder.",
  refusal: (path: string, why: string) => `${path}: ${why}`,
  nothing: (files: number) =>
    `Among ${counted(files, "file", "files")} there is no table and no picture that can be read. Expected pictures in folders named for their classes, or a table (CSV, TSV, JSON, Excel, Parquet) with its pictures beside it.`,
  oneOf: (chosen: string, others: readonly string[]) =>
    chosen === "" ? `The folders of pictures were read; there are tables too: ${few(others, 10)}.` : `${chosen} was read; there are other tables: ${few(others, 10)}. Another one can be chosen, or tables put together, where it says how the file was read.`,
  more: (n: number) => `… ${count(n)} more`,
  refusedToo: (n: number) => `${counted(n, "more file", "more files")} could not be used.`,

  noClasses: "The pictures lie in one folder, so that nothing says what they show. Put them into folders named for their classes, or add a table that names them.",
  noFolder: (paths: readonly string[]) => `${counted(paths.length, "picture lies", "pictures lie")} in no folder of a class, and the label is missing: ${few(paths)}.`,
  split: "The folders for training, validation and test became the column 'split' (0, 1, 2).",
  others: (paths: readonly string[]) => `${counted(paths.length, "file is", "files are")} neither a picture nor a table and ${paths.length === 1 ? "was" : "were"} left out: ${few(paths)}.`,

  noColumn: (pictures: readonly string[]) => `No column names the ${counted(pictures.length, "picture", "pictures")} that came with the table (${few(pictures)}). Expected a column with paths or names of files.`,
  namedIn: (row: number, cell: string) => `${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell} (row ${count(row)})`,
  unmatched: (column: string, cells: readonly string[]) => `${column}: ${counted(cells.length, "cell names", "cells name")} no picture that can be used, and ${cells.length === 1 ? "counts" : "count"} as missing: ${few(cells)}.`,
  unused: (pictures: readonly string[]) => `${counted(pictures.length, "picture is", "pictures are")} named by no row and ${pictures.length === 1 ? "was" : "were"} left out: ${few(pictures)}.`,
});
