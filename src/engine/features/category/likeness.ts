import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, looksLikeCodes, looksLikeIdentifier, plural, presentCells, someValues } from "../likeness.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  if (present === 0) return { score: 0.1, reasons: [], doubts: ["The column is empty"] };
  const values = `${plural(column.distinct, "different value")}: ${someValues(column)}`;
  if (column.distinct === 1) return { score: 0.4, reasons: [values], doubts: ["Every cell is the same: the column says nothing"] };
  if (column.numbers !== null) return numeric(column, values);
  const share = distinctShare(column);
  const reasons = [values];
  if (column.distinct > 2) reasons.push(`Each occurs ${Math.max(1, Math.round(1 / share)).toLocaleString("en")} times on average`);
  if (looksLikeIdentifier(column))
    return { score: 0.2, reasons: [values], doubts: ["No value occurs twice: the column may only name the rows"] };
  if (share >= 0.5) return { score: 0.3, reasons: [values], doubts: ["Most values occur only once"] };
  if (column.meanWords >= 5 && column.distinct > 50)
    return { score: 0.5, reasons, doubts: [`Values have ${Math.round(column.meanWords)} words on average: perhaps free text`] };
  return { score: 0.85, reasons, doubts: share >= 0.2 ? ["Many values for so few rows"] : [] };
}

function numeric(column: ColumnProfile, values: string): Likeness {
  if (column.distinct === 2) return { score: 0.7, reasons: [values], doubts: [] };
  if (looksLikeCodes(column))
    return {
      score: 0.7,
      reasons: [values, "Whole numbers without a gap, often repeated"],
      doubts: ["Read as classes, their order is lost"],
    };
  return {
    score: column.distinct <= 20 && column.numbers!.integers ? 0.4 : 0.15,
    reasons: [values],
    doubts: ["They are numbers: read as classes, their order is lost"],
  };
}
