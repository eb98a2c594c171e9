import type { MissingPolicy } from "../features/feature.ts";
import { each, type Resting } from "./rests.ts";
import { cellOf, cellsInTurn, columnNamed, type Cell, type CellsInTurn, type Column, type Table } from "./table.ts";

/** What row preparation needs of a feature, configured or fitted, of either side. */
export interface ReadsColumn {
  readonly column: string;
  readonly missing: MissingPolicy;
  isMissing(cell: string): boolean;
}

/**
 * The cells a feature is fitted on, or encodes: the given rows of its column, or all. A cell that is missing, or that the type
 * cannot read, is null, unless the feature asks for its neighbour's value (`bfill`, `ffill`). A column that the table does not
 * have is missing throughout. standing: `standIns`, by someone who remembers them.
 */
export function preparedCells(feature: ReadsColumn, table: Table, rows?: ArrayLike<number>, standing = (column: Column) => standIns(feature, column)): CellsInTurn {
  const column = columnNamed(table, feature.column);
  if (!column) return new Array<Cell>(rows ? rows.length : table.rows).fill(null);
  const readable = readerOf(feature);
  if (!fillsFromNeighbours(feature)) return cellsInTurn(column, rows, readable);
  const whose = standing(column);
  return cellsInTurn(column, rows ? Uint32Array.from(rows, (row) => whose[row]!) : whose, readable);
}

/** Those of some rows whose cell is such a one; equal short cells are asked about once. */
export function* rowsWhere(column: Column, rows: Uint32Array, isSuch: (cell: Cell) => boolean): Resting<Uint32Array> {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  const marks = cellsInTurn(column, rows, (cell) => (isSuch(cell) ? "" : null));
  yield* each(marks, (mark, i) => { if (mark !== null) kept[count++] = rows[i]!; });
  return count === rows.length ? rows : kept.slice(0, count);
}

/** Is a cell there, and can the feature read it? */
export const reads = (feature: ReadsColumn) => (cell: Cell): boolean => cell !== null && !feature.isMissing(cell);

const readerOf = (feature: ReadsColumn) => (cell: Cell): Cell => (cell === null || feature.isMissing(cell) ? null : cell);

/** Does it take a cell of another row where its own is missing? */
export const fillsFromNeighbours = ({ missing }: Pick<ReadsColumn, "missing">): boolean => missing === "bfill" || missing === "ffill";

/**
 * [rows] the row whose cell each row of a column has: a missing one that of the next valid value (`bfill`) or of the previous one (`ffill`);
 * where there is none in that direction, of the nearest in the other. Only where no cell has a value each row keeps its own.
 */
export function standIns(feature: ReadsColumn, column: Column): Uint32Array {
  const readable = readerOf(feature);
  const rows = column.ends.length;
  const whose = new Uint32Array(rows);
  const order = feature.missing === "ffill" ? (i: number): number => i : (i: number): number => rows - 1 - i;
  let [found, waiting] = [-1, 0];
  for (let i = 0; i < rows; i++) {
    const row = order(i);
    if (readable(cellOf(column, row)) !== null) {
      for (; found < 0 && waiting < i; waiting++) whose[order(waiting)] = row;
      found = row;
    }
    whose[row] = found < 0 ? row : found;
  }
  return whose;
}
