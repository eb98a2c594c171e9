/** The columns of one table beside the rows of another, by a key that both have. */
import { cellOf, columnNamed, rawCell, type Column, type Table } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { columnNames } from "../names.ts";

export interface Side { readonly name: string; readonly table: Table }

/** A left join: which rows of `right` stand beside those of `left`, and what did not fit. */
export interface Joined {
  readonly table: Table;
  readonly notes: readonly Problem[];
}

/**
 * Every row of `left` once, with the cells of the row of `right` that has the same key, the first where several have; missing where none
 * has. Keys are compared as trimmed text; a missing key fits none. Unmatched and repeated keys are counted, and the first are listed.
 */
export function joinTables(left: Side, right: Side, key: string): Joined {
  const rowOf = new Map<string, number>();
  const repeated = new Set<string>();
  eachKey(right.table, key, (cell, row) => {
    if (cell === null) return;
    if (rowOf.has(cell)) repeated.add(cell);
    else rowOf.set(cell, row);
  });
  const used = new Set<number>();
  const unmatched: string[] = [];
  let keyless = 0;
  const places = new Int32Array(left.table.rows).fill(-1);
  eachKey(left.table, key, (cell, row) => {
    const found = cell === null ? undefined : rowOf.get(cell);
    if (found !== undefined) used.add((places[row] = found));
    else if (cell === null) keyless++;
    else unmatched.push(cell);
  });
  const beside = right.table.columns.filter(({ name }) => name !== key);
  const { names, notes } = columnNames([...left.table.columns, ...beside].map(({ name }) => name), left.table.columns.length + beside.length);
  const columns = [...left.table.columns, ...beside.map((column) => placed(column, places))].map((column, i) => ({ ...column, name: names[i]! }));
  return { table: { rows: left.table.rows, columns }, notes: [
    note([], words.joined(left.name, right.name, key, used.size, rowOf.size)),
    ...(unmatched.length > 0 ? [note([], words.unmatched(unmatched.length, right.name, [...new Set(unmatched)]))] : []),
    ...(keyless > 0 ? [note([], words.keyless(keyless, key))] : []),
    ...(repeated.size > 0 ? [note([], words.repeated([...repeated], right.name))] : []),
    ...notes,
  ] };
}

/**
 * Columns that both tables have by name and that could be the key, best first: in `right` each value once, and most of `left`'s values
 * among them.
 */
export function keysOf(left: Table, right: Table): readonly string[] {
  const scored = left.columns.flatMap(({ name }) => {
    const other = columnNamed(right, name);
    return other ? [{ name, score: keyScore(left, right, name) }] : [];
  });
  return scored.filter(({ score }) => score > 0).sort((one, another) => another.score - one.score).map(({ name }) => name);
}

const SAMPLE = 10_000;

function keyScore(left: Table, right: Table, key: string): number {
  const values = new Set<string>();
  let rows = 0;
  eachKey(right, key, (cell) => {
    rows++;
    if (cell !== null) values.add(cell);
  });
  if (values.size < 0.9 * rows) return 0;
  let found = 0;
  const looked = Math.min(left.rows, SAMPLE);
  const column = columnNamed(left, key)!;
  for (let row = 0; row < looked; row++) if (values.has(cellOf(column, row)?.trim() ?? "\u0000")) found++;
  return found / Math.max(1, looked);
}

function eachKey(table: Table, key: string, tell: (cell: string | null, row: number) => void): void {
  const column = columnNamed(table, key);
  if (!column) throw new Error(`internal: no key '${key}'`);
  for (let row = 0; row < table.rows; row++) tell(cellOf(column, row)?.trim() ?? null, row);
}

function placed(column: Column, places: Int32Array): Column {
  const builder = new ColumnBuilder();
  for (const row of places) builder.add(row < 0 ? "" : rawCell(column, row));
  return { ...column, ...builder.finish() };
}
