import type { MissingPolicy } from "../features/feature.ts";
import { cellsOf, columnNamed, type Cell, type Cells, type Table } from "./table.ts";

/** What row preparation needs of a feature, configured or fitted, of either side. */
export interface ReadsColumn {
  readonly column: string;
  readonly missing: MissingPolicy;
  isMissing(cell: string): boolean;
}

/**
 * The cells a feature is fitted on, or encodes: the given rows of its column, or all. A cell that is missing, or that the type
 * cannot read, is null, unless the feature asks for its neighbour's value (`bfill`, `ffill`). A column that the table does not
 * have is missing throughout.
 */
export function preparedCells(feature: ReadsColumn, table: Table, rows?: ArrayLike<number>): Cells {
  const column = columnNamed(table, feature.column);
  if (!column) return new Array<Cell>(rows ? rows.length : table.rows).fill(null);
  const readable = (cell: Cell): Cell => (cell === null || feature.isMissing(cell) ? null : cell);
  switch (feature.missing) {
    case "bfill":
    case "ffill": {
      const filled = fillFromNeighbours(cellsOf(column, undefined, readable), feature.missing);
      return rows ? Array.from(rows, (row) => filled[row]!) : filled;
    }
    case "drop_row":
    case "mask_loss":
    case "facts":
      return cellsOf(column, rows, readable);
    default:
      return feature.missing satisfies never;
  }
}

/**
 * Missing cells take the next valid value (`bfill`) or the previous one (`ffill`) in row order; where there is none in that
 * direction, the nearest in the other. Only a column without any value keeps its nulls.
 */
export function fillFromNeighbours(cells: Cells, direction: "bfill" | "ffill"): Cells {
  const forward = (from: Cells): Cells => {
    let last: Cell = null;
    return from.map((cell) => (last = cell ?? last));
  };
  const backward = (from: Cells): Cells => forward(from.toReversed()).toReversed();
  return direction === "ffill" ? backward(forward(cells)) : forward(backward(cells));
}
