import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { numberLists } from "../lists.ts";
import { words } from "./messages.ts";

/** Where so many of the lists are of one size, the others are slips. */
const NEARLY_ALL = 0.8;

export function likeness(column: ColumnProfile): Likeness {
  const found = numberLists(column);
  if (!found) return { score: 0, reasons: [], doubts: [] };
  const { lists, looked, sizes: [least, most], usual } = found;
  if (least !== most && usual.lists >= NEARLY_ALL * lists) return { score: 0.94, reasons: [words.some(usual.lists, looked, usual.size)], doubts: [words.uneven(least, most)] };
  if (least !== most) return { score: 0.3, reasons: [words.some(lists, looked)], doubts: [words.uneven(least, most)] };
  return lists === looked
    ? { score: 0.95, reasons: [words.all(lists, least)], doubts: [] }
    : { score: 0.9, reasons: [words.some(lists, looked)], doubts: [] };
}
