import type { Cell } from "../../engine/data/table.ts";
import { isoOf, readWritten } from "../../engine/data/dates.ts";

/** A cell as a field of dates holds it; "" where the field cannot show it. */
export function dateField(cell: Cell, time: boolean): string {
  const date = cell === null ? null : readWritten(cell, false);
  return date === null ? "" : isoOf(date, time);
}
