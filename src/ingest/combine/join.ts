/** The columns of one table beside the rows of another, by a key that both have. */
import { cellOf, columnNamed, rawCell, type Column, type Table } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { columnNames } from "../names.ts";
import { keyText } from "./keys.ts";

export interface Side { readonly name: string; readonly table: Table }

/** How many rows and keys met. */
export interface Match {
  readonly table: string;
  /** Rows that found one in the table, of all. */
  readonly matched: number;
  readonly rows: number;
  /** Keys of the table that no row has. */
  readonly unused: number;
  /** Keys of rows that the table has not, each once, and how many rows these are. */
  readonly missing: readonly string[];
  readonly unmatched: number;
  /** Keys that the table has more than once: the first row of each was taken. */
  readonly repeated: readonly string[];
}

/** A left join: which rows of `right` stand beside those of `left`, and what did not fit. */
export interface Joined {
  readonly table: Table;
  readonly notes: readonly Problem[];
  readonly match: Match;
}

/**
 * Every row of `left` once, with the cells of the row of `right` that has the same key, the first where several have; missing where none
 * has. Keys are compared as text (`keyText`); a missing key fits none. Unmatched and repeated keys are counted, and the first are listed.
 */
export function joinTables(left: Side, right: Side, by: { readonly left: string; readonly right: string }): Joined {
  const rowOf = new Map<string, number>();
  const repeated = new Set<string>();
  eachKey(right.table, by.right, (key, row) => {
    if (key === null) return;
    if (rowOf.has(key)) repeated.add(key);
    else rowOf.set(key, row);
  });
  const used = new Set<number>();
  const missing = new Set<string>();
  let [unmatched, keyless] = [0, 0];
  const places = new Int32Array(left.table.rows).fill(-1);
  eachKey(left.table, by.left, (key, row) => {
    const found = key === null ? undefined : rowOf.get(key);
    if (found !== undefined) used.add((places[row] = found));
    else if (key === null) keyless++;
    else {
      unmatched++;
      missing.add(key);
    }
  });
  const beside = right.table.columns.filter(({ name }) => name !== by.right);
  const { names, notes } = columnNames([...left.table.columns, ...beside].map(({ name }) => name), left.table.columns.length + beside.length);
  const columns = [...left.table.columns, ...beside.map((column) => placed(column, places))].map((column, i) => ({ ...column, name: names[i]! }));
  const { rows } = left.table;
  return {
    table: { rows, columns },
    match: { table: right.name, matched: rows - unmatched - keyless, rows, unused: rowOf.size - used.size, missing: [...missing], unmatched, repeated: [...repeated] },
    notes: [
      note([], words.joined(left.name, right.name, by, used.size, rowOf.size)),
      ...(unmatched > 0 ? [note([], words.unmatched(unmatched, right.name, [...missing]))] : []),
      ...(keyless > 0 ? [note([], words.keyless(keyless, by.left))] : []),
      ...(repeated.size > 0 ? [note([], words.repeated([...repeated], right.name))] : []),
      ...notes,
    ],
  };
}

function eachKey(table: Table, name: string, tell: (key: string | null, row: number) => void): void {
  const column = columnNamed(table, name);
  if (!column) throw new Error(`internal: no key '${name}'`);
  for (let row = 0; row < table.rows; row++) tell(keyText(cellOf(column, row)), row);
}

function placed(column: Column, places: Int32Array): Column {
  const builder = new ColumnBuilder();
  for (const row of places) builder.add(row < 0 ? "" : rawCell(column, row));
  return { ...column, ...builder.finish() };
}
