import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { itemLists } from "../lists.ts";
import { words } from "./messages.ts";

/** Below this share of cells that hold an item twice, that may be a slip. */
const OFTEN = 0.1;

export function likeness(column: ColumnProfile): Likeness {
  const lists = itemLists(column);
  if (!lists) return column.numbers === null && column.meanWords >= 2 ? { score: 0.08, reasons: [], doubts: [words.words] } : { score: 0, reasons: [], doubts: [] };
  if (lists.repeating < OFTEN) return { score: 0.4, reasons: [], doubts: [words.once] };
  return { score: 0.94, reasons: [words.counted(lists.repeating, lists.items)], doubts: [] };
}
