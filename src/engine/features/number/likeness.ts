import { words as shared } from "../../../messages/en/features.ts";
import { numberReader } from "../../data/amounts.ts";
import type { AmountsProfile, ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { distinctShare, isNamedIdentifier, looksLikeCodes, looksLikeIdentifier, presentCells } from "../likeness.ts";
import { words } from "./messages.ts";

export function likeness(column: ColumnProfile): Likeness {
  if (column.amounts) return ofAmounts(column, column.amounts);
  const present = presentCells(column);
  const share = present === 0 ? 0 : column.numeric / present;
  if (share < 0.5)
    return {
      score: 0,
      reasons: [],
      doubts:
        present === 0
          ? [shared.empty]
          : [words.notNumbers(present - column.numeric, present)],
    };
  if (column.numbers === null) {
    return {
      score: share >= 0.95 ? 0.75 : 0.4,
      reasons: [words.share(share)],
      doubts: [words.others(present - column.numeric)],
    };
  }
  const { integers, min, max } = column.numbers;
  const reasons = [integers ? words.allWhole(present, min, max) : words.all(present, min, max)];
  if (column.distinct <= 1) return { score: 0.3, reasons, doubts: [shared.constant] };
  if (column.distinct === 2) return { score: 0.5, reasons, doubts: [words.onlyTwo] };
  if (looksLikeCodes(column))
    return { score: 0.6, reasons, doubts: [words.codes(column.distinct)] };
  if (looksLikeIdentifier(column))
    return { score: 0.6, reasons, doubts: [words.identifier] };
  if (isNamedIdentifier(column))
    return { score: 0.6, reasons, doubts: [words.namedIdentifier] };
  if (distinctShare(column) > 0.1 || column.distinct > 20) reasons.push(shared.differentValues(column.distinct));
  return { score: 0.9, reasons, doubts: [] };
}

/** Numbers as people write them: how a cell is read, and which cells are not. */
function ofAmounts(column: ColumnProfile, { writing, numbers, numeric, bare, odd }: AmountsProfile): Likeness {
  const present = presentCells(column);
  const read = numberReader(writing);
  const example = column.top.find(({ value }) => !Number.isNaN(read(value)))?.value;
  const { min, max, integers } = numbers;
  const all = integers ? words.allWhole(present, min, max) : words.all(present, min, max);
  return {
    score: column.distinct <= 1 ? 0.3 : 0.9,
    reasons: [...(example === undefined ? [] : [words.readAs(example, read(example))]), numeric === present ? all : words.share(numeric / present)],
    doubts: [
      ...(column.distinct <= 1 ? [shared.constant] : []),
      ...(numeric < present ? [words.oddWriting(present - numeric, odd, writing.unit)] : []),
      ...(bare > 0 && writing.unit !== null ? [words.bareCells(bare, writing.unit)] : []),
    ],
  };
}
