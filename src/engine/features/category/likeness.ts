import { words as shared } from "../../../messages/en/features.ts";
import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, isNamedCode, looksLikeCodes, looksLikeIdentifier, presentCells, someValues } from "../likeness.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  const present = presentCells(column);
  if (present === 0) return { score: 0.1, reasons: [], doubts: [shared.empty] };
  const values = words.values(column.distinct, someValues(column));
  if (column.distinct === 1) return { score: 0.4, reasons: [values], doubts: [shared.constant] };
  if (column.numbers !== null) return numeric(column, values);
  const share = distinctShare(column);
  const reasons = [values];
  if (column.distinct > 2) reasons.push(words.repeats(Math.max(1, Math.round(1 / share))));
  if (looksLikeIdentifier(column))
    return { score: 0.2, reasons: [values], doubts: [words.noneTwice] };
  if (share >= 0.5) return { score: 0.3, reasons: [values], doubts: [shared.mostlyOnce] };
  if (column.distinct > 20 && column.numeric >= 0.95 * present) return { score: 0.4, reasons, doubts: [words.mostlyNumbers] };
  if (column.meanWords >= 5 && column.distinct > 50)
    return { score: 0.5, reasons, doubts: [words.wordy(Math.round(column.meanWords))] };
  return { score: 0.85, reasons, doubts: share >= 0.2 ? [words.manyValues] : [] };
}

function numeric(column: ColumnProfile, values: string): Likeness {
  if (column.distinct === 2) return { score: 0.7, reasons: [values], doubts: [] };
  if (isNamedCode(column)) return { score: 0.92, reasons: [values, words.named(column.name)], doubts: [words.orderLost] };
  if (looksLikeCodes(column))
    return {
      score: 0.7,
      reasons: [values, words.codes],
      doubts: [words.orderLost],
    };
  return {
    score: column.distinct <= 20 && column.numbers!.integers ? 0.4 : 0.15,
    reasons: [values],
    doubts: [words.numbersOrderLost],
  };
}
