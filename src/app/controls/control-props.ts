import type { Control } from "../../engine/controls.ts";
import type { Cell } from "../../engine/data/table.ts";

export type ControlOf<K extends Control["kind"]> = Extract<Control, { readonly kind: K }>;

/** Every control edits one cell: its text as it would stand in a file, null for missing. */
export interface ControlProps<K extends Control["kind"]> {
  readonly control: ControlOf<K>;
  readonly label: string;
  readonly unit: string;
  readonly value: Cell;
  readonly onchange: (value: Cell) => void;
}
