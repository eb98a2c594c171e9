/** The rows of several tables, one table after the other. */
import { partNamed, type PartNumber } from "../../engine/data/split.ts";
import { cellOf, columnNamed, rawCell, type Column, type Table } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { columnNames } from "../names.ts";
import type { Side } from "./join.ts";

/** The part that a file's name says: "data/train.csv", "titanic-test.parquet"; null for none, or for several. */
export function partOfName(path: string): PartNumber | null {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "").toLowerCase();
  const parts = new Set(name.split(/[^a-z]+/).flatMap((word) => partNamed(word) ?? []));
  return parts.size === 1 ? [...parts][0]! : null;
}

/** What the rows of each table are called, and the column that says so: their parts of a split, or the tables' names. */
export type Origin = { readonly column: "split"; readonly of: readonly PartNumber[] } | { readonly column: "table"; readonly of: readonly string[] };

/**
 * All rows, one table after the other, and a last column that says where each comes from. Columns are those of all tables; where one has
 * none of a name its cells are missing, and a spelling that means "missing" in one table does in all.
 */
export function stackTables(sides: readonly Side[], origin: Origin): { readonly table: Table; readonly notes: readonly Problem[] } {
  const own = [...new Set(sides.flatMap(({ table }) => table.columns.map(({ name }) => name)))];
  const { names, notes } = columnNames([origin.column, ...own], own.length + 1);
  const columns = own.map((name, i) => ({ ...stacked(name, sides), name: names[i + 1]! }));
  const from = new ColumnBuilder();
  sides.forEach(({ table }, i) => { for (let row = 0; row < table.rows; row++) from.add(String(origin.of[i])); });
  const rows = sides.reduce((sum, { table }) => sum + table.rows, 0);
  return {
    table: { rows, columns: [...columns, { name: origin.column, ...from.finish(), missing: [], decimal: "." }] },
    notes: [note([], told(sides, origin)), ...absentNotes(own, sides), ...notes],
  };
}

function told(sides: readonly Side[], origin: Origin): string {
  const counts = sides.map(({ name, table }) => ({ name, rows: table.rows }));
  return origin.column === "split" ? words.stacked(counts.map((count, i) => ({ ...count, part: origin.of[i]! }))) : words.below(counts);
}

function stacked(name: string, sides: readonly Side[]): Column {
  const builder = new ColumnBuilder();
  const present = sides.map(({ table }) => columnNamed(table, name));
  const known = present.filter((column) => column !== undefined);
  const decimals = new Set(known.map(({ decimal }) => decimal));
  sides.forEach(({ table }, i) => {
    const column = present[i];
    for (let row = 0; row < table.rows; row++) {
      // Where the tables' decimal signs differ, all are written with a point.
      builder.add(!column ? "" : decimals.size > 1 ? (cellOf(column, row) ?? "") : rawCell(column, row));
    }
  });
  return { name, ...builder.finish(), missing: [...new Set(known.flatMap(({ missing }) => missing))], decimal: decimals.size === 1 ? [...decimals][0]! : "." };
}

function absentNotes(own: readonly string[], sides: readonly Side[]): Problem[] {
  return sides.flatMap(({ name, table }) => {
    const absent = own.filter((column) => !columnNamed(table, column));
    return absent.length > 0 ? [note([], words.absent(name, absent))] : [];
  });
}
