import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { numberLists } from "../lists.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  const found = numberLists(column);
  if (!found) return { score: 0, reasons: [], doubts: [] };
  const { lists, sizes: [least, most], usual } = found;
  return least === most || usual.lists >= 0.8 * lists
    ? { score: 0.5, reasons: [], doubts: [words.even(usual.size)] }
    : { score: 0.95, reasons: [words.lists(lists, least, most)], doubts: [] };
}
