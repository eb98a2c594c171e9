/** The doctor keeps every value that it has met, several times the size of the table: of a large one it looks at some rows. */
import { includedRows, type DataChange } from "../../data/changes.ts";
import { seededRandom, shuffle } from "../../data/random.ts";
import type { Column, Table } from "../../data/table.ts";
import type { Diagnosis, Finding, Remedy } from "./finding.ts";

/** Bytes of cells that are looked at. */
export const LOOKED_AT = 2 ** 26;

/** The rows of a table that are looked at, as a table of their own. */
export interface Looked {
  readonly table: Table;
  /** [rows of `table`] their numbers in the whole one, ascending; null: it is the whole one. */
  readonly rows: Uint32Array | null;
}

/** As many rows that take part as have about `most` bytes, drawn without preference. */
export function lookedAt(whole: Table, seed: number, most = LOOKED_AT): Looked {
  const bytes = whole.columns.reduce((sum, column) => sum + column.bytes.length, 0);
  if (bytes <= most) return { table: whole, rows: null };
  const included = includedRows(whole);
  const count = Math.max(1, Math.floor((whole.rows * most) / bytes));
  const rows = shuffle(included, seededRandom(seed, "examined")).slice(0, count).sort();
  const { media } = whole;
  return { table: { rows: rows.length, columns: whole.columns.map((column) => rowsOf(column, rows)), ...(media && { media }) }, rows };
}

function rowsOf(column: Column, rows: Uint32Array): Column {
  const startOf = (row: number): number => (row === 0 ? 0 : column.ends[row - 1]!);
  const ends = new Uint32Array(rows.length);
  let end = 0;
  rows.forEach((row, i) => { ends[i] = end += column.ends[row]! - startOf(row); });
  const bytes = new Uint8Array(end);
  rows.forEach((row, i) => bytes.set(column.bytes.subarray(startOf(row), column.ends[row]), i === 0 ? 0 : ends[i - 1]));
  return { ...column, bytes, ends };
}

/** Of rows of the whole table, both ascending, those that are looked at, and where they stand there. */
export function amongLooked(rows: Uint32Array, { rows: looked }: Looked): { readonly rows: Uint32Array; readonly places: Uint32Array } {
  if (!looked) return { rows, places: rows };
  const places: number[] = [];
  for (let i = 0, k = 0; i < rows.length && k < looked.length;) {
    if (rows[i] === looked[k]) places.push(k);
    if (rows[i]! <= looked[k]!) i++;
    else k++;
  }
  return { rows: Uint32Array.from(places, (place) => looked[place]!), places: Uint32Array.from(places) };
}

/** What was found, by the row numbers of the whole table. */
export function inWhole(found: Diagnosis, { rows }: Looked, whole: Pick<Table, "rows">): Diagnosis {
  return rows ? { ...found, findings: found.findings.map((one) => renumbered(one, rows)), of: whole.rows } : found;
}

function renumbered(found: Finding, rows: Uint32Array): Finding {
  const change = (one: DataChange): DataChange => {
    if (one.kind === "exclude") return { ...one, rows: one.rows.map((row) => rows[row]!) };
    return one.kind === "cells" ? { ...one, cells: one.cells.map((cell) => ({ ...cell, row: rows[cell.row]! })) } : one;
  };
  const remedy = (one: Remedy): Remedy => (one.kind === "data" ? { ...one, changes: one.changes.map(change) } : one);
  return { ...found, rows: { ...found.rows, shown: found.rows.shown.map((row) => rows[row]!) }, remedies: found.remedies.map(remedy) };
}
