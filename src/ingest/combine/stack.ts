/** Tables of training, validation and test rows that came apart, to one with a column `split`. */
import { cellOf, columnNamed, rawCell, type Column, type Table } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { columnNames } from "../names.ts";

/** As a fixed split counts them. */
export type PartNumber = 0 | 1 | 2;

const NAMES: readonly (readonly [part: PartNumber, name: RegExp])[] = [
  [0, /^(?:train|training|learn)$/],
  [1, /^(?:val|valid|validation|dev|develop|development|eval)$/],
  [2, /^(?:test|testing|holdout)$/],
];

/** The part that a file's name says: "data/train.csv", "titanic-test.parquet"; null for none, or for several. */
export function partOfName(path: string): PartNumber | null {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "").toLowerCase();
  const parts = new Set(name.split(/[^a-z]+/).flatMap((word) => NAMES.filter(([, pattern]) => pattern.test(word)).map(([part]) => part)));
  return parts.size === 1 ? [...parts][0]! : null;
}

export interface Part { readonly name: string; readonly table: Table; readonly part: PartNumber }

/**
 * All rows, one part after the other, and a last column `split` of 0, 1 and 2. Columns are those of all parts; where a part has none of
 * a name its cells are missing, and a spelling that means "missing" in one part does in all.
 */
export function stackTables(parts: readonly Part[]): { readonly table: Table; readonly notes: readonly Problem[] } {
  const own = [...new Set(parts.flatMap(({ table }) => table.columns.map(({ name }) => name)))];
  const { names, notes } = columnNames(["split", ...own], own.length + 1);
  const columns = own.map((name, i) => ({ ...stacked(name, parts), name: names[i + 1]! }));
  const split = new ColumnBuilder();
  for (const { table, part } of parts) for (let row = 0; row < table.rows; row++) split.add(String(part));
  const rows = parts.reduce((sum, { table }) => sum + table.rows, 0);
  const counts = parts.map(({ name, table, part }) => ({ name, rows: table.rows, part }));
  return {
    table: { rows, columns: [...columns, { name: "split", ...split.finish(), missing: [], decimal: "." }] },
    notes: [note([], words.stacked(counts)), ...absentNotes(own, parts), ...notes],
  };
}

function stacked(name: string, parts: readonly Part[]): Column {
  const builder = new ColumnBuilder();
  const present = parts.map(({ table }) => columnNamed(table, name));
  const known = present.filter((column) => column !== undefined);
  const decimals = new Set(known.map(({ decimal }) => decimal));
  parts.forEach(({ table }, i) => {
    const column = present[i];
    for (let row = 0; row < table.rows; row++) {
      // Where the parts' decimal signs differ, all are written with a point.
      builder.add(!column ? "" : decimals.size > 1 ? (cellOf(column, row) ?? "") : rawCell(column, row));
    }
  });
  return { name, ...builder.finish(), missing: [...new Set(known.flatMap(({ missing }) => missing))], decimal: decimals.size === 1 ? [...decimals][0]! : "." };
}

function absentNotes(own: readonly string[], parts: readonly Part[]): Problem[] {
  return parts.flatMap(({ name, table }) => {
    const absent = own.filter((column) => !columnNamed(table, column));
    return absent.length > 0 ? [note([], words.absent(name, absent))] : [];
  });
}
