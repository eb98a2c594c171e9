import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, isNamedIdentifier, looksLikeCodes, looksLikeIdentifier, plural, presentCells } from "../likeness.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  const share = present === 0 ? 0 : column.numeric / present;
  if (share < 0.5)
    return {
      score: 0,
      reasons: [],
      doubts:
        present === 0
          ? ["The column is empty"]
          : [`${plural(present - column.numeric, "cell")} of ${present.toLocaleString("en")} are not numbers`],
    };
  if (column.numbers === null) {
    return {
      score: share >= 0.95 ? 0.75 : 0.4,
      reasons: [`${Math.floor(share * 100)} % of the cells are numbers`],
      doubts: [`${plural(present - column.numeric, "other cell")} would be read as missing`],
    };
  }
  const { integers, min, max } = column.numbers;
  const reasons = [
    `All ${plural(present, "cell")} are ${integers ? "whole numbers" : "numbers"}, from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`,
  ];
  if (column.distinct <= 1) return { score: 0.3, reasons, doubts: ["Every cell is the same: the column says nothing"] };
  if (column.distinct === 2) return { score: 0.5, reasons, doubts: ["Only two different values: perhaps a yes or no"] };
  if (looksLikeCodes(column))
    return {
      score: 0.6,
      reasons,
      doubts: [`Only ${column.distinct} different whole numbers, without a gap: they may be codes of classes`],
    };
  if (looksLikeIdentifier(column))
    return { score: 0.6, reasons, doubts: ["Every row has a number of its own, without a gap: it may only name the rows"] };
  if (isNamedIdentifier(column))
    return { score: 0.6, reasons, doubts: ["Its name, and values that hardly ever return: it may only name the rows"] };
  if (distinctShare(column) > 0.1 || column.distinct > 20) reasons.push(`${plural(column.distinct, "different value")}`);
  return { score: 0.9, reasons, doubts: [] };
}
