import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { plural, presentCells } from "../likeness.ts";
import { knownPair, meaning } from "./words.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  const values = column.top.map((t) => t.value);
  const [a = "", b = ""] = values;
  if (column.distinct === 1 && column.missing > 0 && meaning(a.trim().toLowerCase()) !== undefined) {
    return {
      score: 0.7,
      reasons: [`Every present cell is "${a}"; a blank may mean the opposite`],
      doubts: ["A blank may also mean that nobody knows"],
    };
  }
  if (column.distinct !== 2) return { score: 0, reasons: [], doubts: [`${plural(column.distinct, "different value")}, not two`] };
  const two = `Two values in ${plural(present, "cell")}`;
  if (knownPair(a, b)) return { score: 0.95, reasons: [two, `${a} and ${b} are a known pair`], doubts: [] };
  return { score: 0.6, reasons: [two], doubts: [`Which of "${a}" and "${b}" means yes is not plain`] };
}
