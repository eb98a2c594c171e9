import { orderShown, readInstant } from "./dates.ts";
import { each, withoutRest, type Resting } from "./rests.ts";
import type { Cell, Cells, CellsInTurn } from "./table.ts";

/** When each cell was; null for a missing one and for what is no date. */
export function instantsOf(cells: Cells): readonly (number | null)[] {
  return cells.map(withoutRest(instantReader(cells)));
}

/**
 * Says when a cell of a column was, in milliseconds since 1970, UTC where no zone is written; null for a missing cell and for what is no date. A column of
 * plain numbers (years, Unix times) counts as its numbers. "3/4/2020" is March, as in Ludwig, unless a cell of the column rules that out.
 */
export function* instantReader(cells: CellsInTurn): Resting<(cell: Cell) => number | null> {
  let [present, isNumeric, dayFirst] = [0, true, false];
  yield* each(cells, (cell) => {
    if (cell === null) return;
    present++;
    isNumeric &&= cell.trim() !== "" && Number.isFinite(Number(cell));
    dayFirst ||= orderShown(cell) === "day";
  });
  if (present > 0 && isNumeric) return (cell) => (cell === null ? null : Number(cell));
  return (cell) => (cell === null ? null : readInstant(cell, dayFirst));
}
