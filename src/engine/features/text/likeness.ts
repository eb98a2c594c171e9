import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, looksLikeIdentifier, plural, presentCells } from "../likeness.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  if (present === 0) return { score: 0.05, reasons: [], doubts: ["The column is empty"] };
  if (column.numbers !== null) return { score: 0.05, reasons: [], doubts: ["They are numbers"] };
  const words = Math.round(column.meanWords * 10) / 10;
  const share = distinctShare(column);
  const reasons = [`${words.toLocaleString("en")} words on average, ${column.maxWords.toLocaleString("en")} at most`];
  if (column.dates > present / 2) return { score: 0.35, reasons, doubts: ["They look like dates, which Fidelio cannot read yet"] };
  if (looksLikeIdentifier(column))
    return { score: 0.4, reasons, doubts: ["No value occurs twice and none has two words: the column may only name the rows"] };
  if (column.meanWords >= 5 && column.distinct > 50)
    return { score: 0.9, reasons: [...reasons, `${plural(column.distinct, "different text")}`], doubts: [] };
  if (share < 0.5) return { score: 0.3, reasons, doubts: ["The same few texts return: perhaps categories"] };
  if (column.meanWords >= 2) return { score: 0.8, reasons: [...reasons, "Most texts occur only once"], doubts: [] };
  return { score: 0.5, reasons: ["Most values occur only once"], doubts: ["Hardly more than a word each: little for a model to read"] };
}
