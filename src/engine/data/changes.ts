/** What a user changed in a data set beside its file: corrected cells, merged spellings, rows left out. Safe for the page. */
import { meansNothing, rawCell, type Cell, type Column, type Table } from "./table.ts";

/**
 * One change, as the list of changes keeps it. Rows count from 0; cells as they stand in the file, null where they are missing. at: when it was made, in
 * milliseconds since 1970; why: what asked for it; both absent where that is not known.
 */
export type DataChange = WhatChanged & { readonly at?: number; readonly why?: string };
type WhatChanged =
  | { readonly kind: "cells"; readonly column: string; readonly cells: readonly CellChange[] }
  | { readonly kind: "spelling"; readonly column: string; readonly from: readonly string[]; readonly to: string }
  | { readonly kind: "exclude"; readonly rows: readonly number[] };
export interface CellChange { readonly row: number; readonly from: Cell; readonly to: Cell }

/** How many cells, rows and merged spellings a list changes, one by one. */
export const changesIn = (changes: readonly DataChange[]): number =>
  changes.reduce((sum, change) => sum + (change.kind === "exclude" ? change.rows.length : change.kind === "cells" ? change.cells.length : 1), 0);

/** The table with its changes, in their order: what training, the screens and the exports see. Row numbers stay; what names no column or row of the table does nothing. */
export function withChanges(table: Table, changes: readonly DataChange[]): Table {
  if (changes.length === 0) return table;
  let cells = 0;
  const columns = table.columns.map((column) => {
    const texts = newTexts(column, changes);
    cells += texts.size;
    return texts.size > 0 ? withTexts(column, texts) : column;
  });
  const excluded = new Set(changes.flatMap((change) => (change.kind === "exclude" ? change.rows : [])));
  return { ...table, columns, changed: { cells, excluded: Uint32Array.from([...excluded].filter((row) => isRow(row, table))).sort() } };
}

const isRow = (row: number, { rows }: Pick<Table, "rows">): boolean => Number.isInteger(row) && row >= 0 && row < rows;

/** row → the text that stands there now, of rows whose text is another than in the file. */
function newTexts(column: Column, changes: readonly DataChange[]): ReadonlyMap<number, string> {
  const rows = column.ends.length;
  const texts = new Map<number, string>();
  for (const change of changes) {
    if (change.kind === "exclude" || change.column !== column.name) continue;
    if (change.kind === "cells") {
      for (const { row, to } of change.cells) if (isRow(row, { rows })) texts.set(row, to ?? "");
    } else {
      const from = new Set(change.from);
      for (let row = 0; row < rows; row++) if (from.has((texts.get(row) ?? rawCell(column, row)).trim())) texts.set(row, change.to);
    }
  }
  for (const [row, text] of texts) if (text === rawCell(column, row)) texts.delete(row);
  return texts;
}

function withTexts(column: Column, texts: ReadonlyMap<number, string>): Column {
  const encoder = new TextEncoder();
  const bytesOf = new Map(Array.from(texts, ([row, text]) => [row, encoder.encode(text)]));
  const ends = new Uint32Array(column.ends.length);
  const startOf = (row: number): number => (row === 0 ? 0 : column.ends[row - 1]!);
  let end = 0;
  for (let row = 0; row < ends.length; row++) ends[row] = end += bytesOf.get(row)?.length ?? column.ends[row]! - startOf(row);
  const bytes = new Uint8Array(end);
  for (let row = 0, at = 0; row < ends.length; at = ends[row]!, row++) bytes.set(bytesOf.get(row) ?? column.bytes.subarray(startOf(row), column.ends[row]), at);
  return { ...column, bytes, ends };
}

/** The rows that take part, ascending. */
export function includedRows({ rows, changed }: Pick<Table, "rows" | "changed">): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  if (!changed || changed.excluded.length === 0) return all;
  const excluded = new Set(changed.excluded);
  return all.filter((row) => !excluded.has(row));
}

/**
 * Of the changes to one table those that still mean the same in another: spellings where the column is still there; corrected cells and
 * rows left out only where the rows are the same ones (`sameRows`), and cells only where they hold what was corrected once the changes before are made.
 */
export function fittingChanges(changes: readonly DataChange[], table: Table, sameRows: boolean): readonly DataChange[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const texts = sameRows ? correctedCells(changes, table) : new Map<string, Map<number, Cell>>();
  return changes.flatMap((change): readonly DataChange[] => {
    if (change.kind === "exclude") return sameRows ? [change] : [];
    const column = columns.get(change.column);
    if (!column) return [];
    const now = texts.get(column.name) ?? new Map<number, Cell>();
    if (change.kind === "spelling") {
      for (const [row, text] of now) if (text !== null && change.from.includes(text.trim())) now.set(row, change.to);
      return [change];
    }
    const cells = change.cells.filter(({ row, from }) => now.get(row) === from);
    for (const { row, to } of cells) now.set(row, to === null || meansNothing(column, to) ? null : to);
    return cells.length > 0 ? [{ ...change, cells }] : [];
  });
}

/** column → row → what stands there, of the cells that were corrected one by one. */
function correctedCells(changes: readonly DataChange[], table: Table): ReadonlyMap<string, Map<number, Cell>> {
  return new Map(table.columns.map((column) => {
    const rows = changes.flatMap((change) => (change.kind === "cells" && change.column === column.name ? change.cells.map(({ row }) => row) : []));
    return [column.name, new Map(rows.filter((row) => isRow(row, table)).map((row) => [row, textOf(column, row)]))];
  }));
}

/** A cell as it stands in the file; null where it is missing. */
function textOf(column: Column, row: number): Cell {
  const text = rawCell(column, row);
  return meansNothing(column, text) ? null : text;
}

/** Is it a change, whoever made it? It may come from a damaged disk, a forged backup or another program. */
export function isDataChange(value: unknown): value is DataChange {
  const { kind, column, cells, from, to, rows, at, why } = fieldsOf(value);
  if ((at !== undefined && !Number.isFinite(at)) || (why !== undefined && typeof why !== "string")) return false;
  const isCell = (cell: unknown): boolean => cell === null || typeof cell === "string";
  switch (kind) {
    case "exclude": return Array.isArray(rows) && rows.every(isRowNumber);
    case "spelling": return typeof column === "string" && typeof to === "string" && Array.isArray(from) && from.every((text) => typeof text === "string");
    case "cells":
      return typeof column === "string" && Array.isArray(cells) &&
        cells.map(fieldsOf).every((cell) => isRowNumber(cell["row"]) && isCell(cell["from"]) && isCell(cell["to"]));
    default: return false;
  }
}
const isRowNumber = (row: unknown): boolean => Number.isInteger(row) && Number(row) >= 0;
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? { ...value } : {});
