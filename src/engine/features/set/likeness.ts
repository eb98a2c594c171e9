import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { itemLists } from "../lists.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  const lists = itemLists(column);
  if (!lists) return column.numbers === null && column.meanWords >= 2 ? { score: 0.1, reasons: [], doubts: [words.words] } : { score: 0, reasons: [], doubts: [] };
  return { score: 0.92, reasons: [words.lists(lists.items, Math.round(lists.returns))], doubts: lists.repeating > 0 ? [words.twice] : [] };
}
