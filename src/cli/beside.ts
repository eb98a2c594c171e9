/** The pictures of a table that lie beside it on the same disk: its cells say where, from the folder that it lies in. */
import { openAsBlob } from "node:fs";
import { resolve } from "node:path";
import { cellOf, type Column, type Table } from "../engine/data/table.ts";
import type { FolderFile } from "../ingest/data-api.ts";
import { isPictureName } from "../ingest/folder/extensions.ts";
import { pathFrom } from "../ingest/folder/path-index.ts";
import { isFile } from "./files.ts";

const SAMPLE = 200;
/** Longer than the systems' own limit: a picture inside a cell, or a text. */
const LONGEST_PATH = 4_096;

/** By the paths that the cells give them; their bytes are read when they are wanted. */
export async function picturesBeside(table: Table, folder: string): Promise<readonly FolderFile[]> {
  const found = new Map<string, string>();
  for (const cell of namesIn(table)) {
    const place = resolve(folder, cell.trim().replace(/^file:\/\//i, "").replaceAll("\\", "/"));
    const path = pathFrom("", cell);
    if (!found.has(path) && await isFile(place)) found.set(path, place);
  }
  return Promise.all([...found].map(async ([path, place]) => ({ path, file: await openAsBlob(place) })));
}

function* namesIn({ columns, rows }: Table): Generator<string> {
  for (const column of columns) {
    if (!mayName(column, rows)) continue;
    for (let row = 0; row < rows; row++) {
      const cell = cellOf(column, row);
      if (isName(cell)) yield cell;
    }
  }
}

function mayName(column: Column, rows: number): boolean {
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  for (let row = 0; row < rows; row += step) if (isName(cellOf(column, row))) return true;
  return false;
}

const isName = (cell: string | null): cell is string => cell !== null && cell.length <= LONGEST_PATH && isPictureName(cell);
