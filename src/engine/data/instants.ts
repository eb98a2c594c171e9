import { orderShown, readInstant } from "./dates.ts";
import type { Cells } from "./table.ts";

/**
 * When each cell was, in milliseconds since 1970, UTC where no zone is written; null for a missing cell and for what is no date. A column of
 * plain numbers (years, Unix times) counts as its numbers. "3/4/2020" is March, as in Ludwig, unless a cell of the column rules that out.
 */
export function instantsOf(cells: Cells): readonly (number | null)[] {
  const present = cells.filter((cell) => cell !== null);
  const numbers = present.length > 0 && present.every((cell) => cell.trim() !== "" && Number.isFinite(Number(cell)));
  if (numbers) return cells.map((cell) => (cell === null ? null : Number(cell)));
  const dayFirst = present.some((cell) => orderShown(cell) === "day");
  return cells.map((cell) => (cell === null ? null : readInstant(cell, dayFirst)));
}
