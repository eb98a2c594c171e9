import type { Cell } from "../../engine/data/table.ts";
import type { ControlOf } from "./control-props.ts";

type Cut = Pick<ControlOf<"items">, "separator" | "single">;

/** The items of a cell, as the control shows them. */
export function itemsIn(cell: Cell, { separator, single }: Cut): readonly string[] {
  if (cell === null) return [];
  const parts = single ? [cell] : separator === "" ? [...cell] : cell.split(separator.trim() || separator);
  return parts.map((item) => item.trim()).filter(Boolean);
}

/** The cell that these items make; null for none. */
export const cellOf = (items: readonly string[], { separator }: Cut): Cell => (items.length === 0 ? null : items.join(separator));

/** The cell with one more item, or with several where the text holds more; an item that may not repeat is there once. */
export function withItem(cell: Cell, text: string, control: Pick<ControlOf<"items">, "separator" | "single" | "repeats">): Cell {
  const added = itemsIn(text, control);
  const all = control.single ? added : [...itemsIn(cell, control), ...added];
  return cellOf(control.repeats ? all : [...new Set(all)], control);
}
