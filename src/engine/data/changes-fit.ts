/** Which changes of a list that came as a file fit a table as it is now. Safe for the page. */
import { words } from "../../messages/en/changes.ts";
import type { DataChange } from "./changes.ts";
import { joined, type ReadChange } from "./changes-csv.ts";
import { beginning } from "./profile.ts";
import type { Cell } from "./table.ts";

/** The table as it is now. */
export interface TableNow {
  readonly rows: number;
  readonly columns: readonly string[];
  isExcluded(row: number): boolean;
  /** Cells of a column as they stand there, long ones cut as screens cut them; null where they are missing. */
  cells(column: string, rows: readonly number[]): Promise<readonly Cell[]>;
}

export interface Fitting {
  /** What is to be added to the list. */
  readonly changes: readonly DataChange[];
  /** Changes that the table has already. */
  readonly already: number;
  /** Those that do not fit, with the reason; `change`: to be kept by who brought them. */
  readonly refused: readonly { readonly line: number; readonly why: string; readonly change: DataChange }[];
}

/** Each change in its turn, on the table and on those before it: a cell must hold what the list says stood there. */
export async function fitChanges(read: readonly ReadChange[], table: TableNow): Promise<Fitting> {
  const cells = await cellsNow(read, table);
  const gone = new Set<number>();
  const accepted: DataChange[] = [];
  const refused: Fitting["refused"][number][] = [];
  let already = 0;
  for (const { line, change } of read) {
    const outcome = fits(change, table, cells, gone);
    if (outcome === "already") already += 1;
    else if (outcome === "fits") accepted.push(change);
    else refused.push({ line, why: outcome.why, change });
  }
  return { changes: joined(accepted), already, refused };
}

type Verdict = "fits" | "already" | { readonly why: string };
/** column → row → what stands there, and what the accepted changes made of it. */
type CellsNow = ReadonlyMap<string, Map<number, Cell>>;

function fits(change: DataChange, table: TableNow, cells: CellsNow, gone: Set<number>): Verdict {
  if (change.kind === "exclude") {
    const [row] = change.rows;
    if (row === undefined || row >= table.rows) return { why: words.noRow((row ?? 0) + 1, table.rows) };
    if (gone.has(row) || table.isExcluded(row)) return "already";
    gone.add(row);
    return "fits";
  }
  const column = cells.get(change.column);
  if (!column) return { why: words.noColumn(change.column) };
  if (change.kind === "spelling") {
    for (const [row, cell] of column) if (cell !== null && change.from.includes(cell.trim())) column.set(row, change.to);
    return "fits";
  }
  const [cell] = change.cells;
  if (!cell || cell.row >= table.rows) return { why: words.noRow((cell?.row ?? 0) + 1, table.rows) };
  const now = column.get(cell.row) ?? null;
  const [from, to] = [shortened(cell.from), shortened(cell.to)];
  if (now === to) return "already";
  if (now !== from) return { why: words.other(change.column, cell.row + 1, from, now) };
  column.set(cell.row, to);
  return "fits";
}

const shortened = (cell: Cell): Cell => (cell === null ? null : beginning(cell));

async function cellsNow(read: readonly ReadChange[], table: TableNow): Promise<CellsNow> {
  const wanted = new Map<string, Set<number>>();
  for (const { change } of read) {
    if (change.kind === "exclude" || !table.columns.includes(change.column)) continue;
    const rows = wanted.get(change.column) ?? new Set<number>();
    wanted.set(change.column, rows);
    if (change.kind === "cells") for (const { row } of change.cells) if (row < table.rows) rows.add(row);
  }
  const found = new Map<string, Map<number, Cell>>();
  for (const [column, rows] of wanted) {
    const list = [...rows];
    const cells = list.length > 0 ? await table.cells(column, list) : [];
    found.set(column, new Map(list.map((row, i) => [row, cells[i] ?? null])));
  }
  return found;
}
