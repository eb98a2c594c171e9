/** A table's rows and the pictures that came with it, joined by the cells that name files. */
import { cellOf, rawCell, type Column, type Table } from "../../engine/data/table.ts";
import type { Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { noteOfMany } from "../listing.ts";
import { PathIndex, type Match } from "./path-index.ts";

interface Located { readonly path: string }

export interface Joined {
  /** The table, in whose columns of pictures each cell that was matched is the picture's path, and the others are read as missing. */
  readonly table: Table;
  /** The names of those columns; empty where no column names pictures. */
  readonly columns: readonly string[];
  /** Cells, by row from 0, that name no picture, or one that cannot be used. */
  readonly unmatched: readonly { readonly column: string; readonly row: number; readonly cell: string }[];
  /** Pictures that no cell names. */
  readonly unused: readonly string[];
  readonly notes: readonly Problem[];
}

/** A column is looked at closer when so much of a sample of its cells names pictures: by full names; or, in one column alone, in any way. */
const MOST = 0.5;
const SOME = 0.1;
const SAMPLE = 200;

/** `tablePath`: where the table lay among the files, from whose folder paths in its cells may start. */
export function joinPictures(table: Table, tablePath: string, { pictures, refused }: { readonly pictures: readonly Located[]; readonly refused: readonly Located[] }): Joined {
  const folder = tablePath.slice(0, Math.max(0, tablePath.lastIndexOf("/")));
  const usable = new Set(pictures.map(({ path }) => path));
  const index = new PathIndex([...usable, ...refused.map(({ path }) => path)]);
  const find = (cell: string): Match | null => index.find(cell, folder);
  const chosen = new Set(columnsOf(table, find));
  const used = new Set<string>();
  const unmatched: { column: string; row: number; cell: string }[] = [];
  const columns = table.columns.map((column) => {
    if (!chosen.has(column)) return column;
    const pathOf = remembered(find);
    return rewritten(column, (cell, row) => {
      const path = pathOf(cell);
      if (path !== null && usable.has(path)) used.add(path);
      else unmatched.push({ column: column.name, row, cell });
      return path !== null && usable.has(path) ? path : null;
    });
  });
  const names = [...chosen].map(({ name }) => name);
  const unused = [...usable].filter((path) => !used.has(path));
  return { table: { ...table, columns }, columns: names, unmatched, unused, notes: notesOf(names, unmatched, unused) };
}

/** Cells repeat: each is looked up once. */
function remembered(find: (cell: string) => Match | null): (cell: string) => string | null {
  const known = new Map<string, string | null>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const path = find(cell)?.path ?? null;
    known.set(cell, path);
    return path;
  };
}

function columnsOf(table: Table, find: (cell: string) => Match | null): readonly Column[] {
  const step = Math.max(1, Math.floor(table.rows / SAMPLE));
  const rated = table.columns.map((column) => {
    const sample = Array.from({ length: Math.ceil(table.rows / step) }, (_, i) => cellOf(column, i * step)).filter((cell) => cell !== null);
    const matches = sample.map(find).filter((match) => match !== null);
    const share = (found: readonly Match[]): number => new Set(found.map(({ path }) => path)).size / Math.max(1, new Set(sample).size);
    return { column, named: share(matches.filter(({ named }) => named)), any: share(matches) };
  });
  const clear = rated.filter(({ named }) => named >= MOST);
  if (clear.length > 0) return clear.map(({ column }) => column);
  const best = rated.reduce<(typeof rated)[number] | null>((one, other) => (other.any > (one?.any ?? 0) ? other : one), null);
  return best && best.any >= SOME ? [best.column] : [];
}

/** The column with its present cells replaced; one that has none to take its place keeps its text and becomes a spelling of "missing". */
function rewritten(column: Column, pathOf: (cell: string, row: number) => string | null): Column {
  const builder = new ColumnBuilder();
  const missing = new Set(column.missing);
  for (let row = 0; row < column.ends.length; row++) {
    const cell = cellOf(column, row);
    const path = cell === null ? null : pathOf(cell, row);
    if (cell !== null && path === null) missing.add(cell.trim());
    builder.add(path ?? rawCell(column, row));
  }
  return { ...column, ...builder.finish(), missing: [...missing] };
}

function notesOf(columns: readonly string[], unmatched: Joined["unmatched"], unused: readonly string[]): Problem[] {
  if (columns.length === 0) return noteOfMany(words.noColumn, unused);
  const cells = (name: string) => unmatched.filter(({ column }) => column === name).map(({ row, cell }) => words.namedIn(row + 1, cell));
  return [...columns.flatMap((name) => noteOfMany((named) => words.unmatched(name, named), cells(name))), ...noteOfMany(words.unused, unused)];
}
