import { words as shared } from "../../../messages/en/features.ts";
import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, looksLikeIdentifier, presentCells } from "../likeness.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  if (present === 0) return { score: 0.05, reasons: [], doubts: [shared.empty] };
  if (column.numbers !== null) return { score: 0.05, reasons: [], doubts: [words.numbers] };
  const share = distinctShare(column);
  const reasons = [words.length(Math.round(column.meanWords * 10) / 10, column.maxWords)];
  if (column.dates > present / 2) return { score: 0.35, reasons, doubts: [words.dates] };
  if (looksLikeIdentifier(column))
    return { score: 0.4, reasons, doubts: [words.identifier] };
  if (column.meanWords >= 5 && column.distinct > 50)
    return { score: 0.9, reasons: [...reasons, words.texts(column.distinct)], doubts: [] };
  if (share < 0.5) return { score: 0.3, reasons, doubts: [words.returning] };
  if (column.meanWords >= 2) return { score: 0.8, reasons: [...reasons, words.onlyOnce], doubts: [] };
  return { score: 0.5, reasons: [shared.mostlyOnce], doubts: [words.hardlyWords] };
}
