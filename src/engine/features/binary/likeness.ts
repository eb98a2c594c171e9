import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { presentCells } from "../likeness.ts";
import { knownPair, meaning } from "./words.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  const values = column.top.map((t) => t.value);
  const [a = "", b = ""] = values;
  if (column.distinct === 1 && column.missing > 0 && meaning(a.trim().toLowerCase()) !== undefined) {
    return {
      score: 0.7,
      reasons: [words.onlyOne(a)],
      doubts: [words.blank],
    };
  }
  if (column.distinct !== 2) return { score: 0, reasons: [], doubts: [words.notTwo(column.distinct)] };
  const two = words.two(present);
  if (knownPair(a, b)) return { score: 0.95, reasons: [two, words.knownPair(a, b)], doubts: [] };
  return { score: 0.6, reasons: [two], doubts: [words.notPlain(a, b)] };
}
