import type { Cell } from "../../engine/data/table.ts";
import { dateReader } from "../../engine/data/date-reader.ts";
import { isoOf } from "../../engine/data/dates.ts";
import type { ControlOf } from "./control-props.ts";

/** A cell as a field of dates holds it; "" where the field cannot show it. */
export function dateField(cell: Cell, { time, writing }: Pick<ControlOf<"date">, "time" | "writing">): string {
  const date = cell === null ? null : dateReader(writing)(cell);
  return date === null ? "" : isoOf(date, time);
}
