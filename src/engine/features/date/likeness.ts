import { readNumber } from "../../data/date-numbers.ts";
import { isoOf } from "../../data/dates.ts";
import type { ColumnProfile, NumberProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { presentCells } from "../likeness.ts";
import { words } from "./messages.ts";

const NONE: Likeness = { score: 0, reasons: [], doubts: [] };
const isNamedTime = (name: string): boolean => /date|time|stamp|created|updated|(?:^|[\s_])(?:ts|day|at)$/i.test(name);

export function likeness(column: ColumnProfile): Likeness {
  if (column.numbers) return ofNumbers(column.name, column.numbers);
  const present = presentCells(column);
  const share = present === 0 ? 0 : column.dates / present;
  if (share === 1) return { score: 0.95, reasons: [words.all(present)], doubts: [] };
  if (share < 0.5) return NONE;
  return { score: share >= 0.9 ? 0.92 : 0.45, reasons: [words.share(share)], doubts: [words.others(present - column.dates)] };
}

/** Times since 1970 of this century look like no other numbers. */
function ofNumbers(name: string, { min, max, integers }: NumberProfile): Likeness {
  if (!integers || min < 946_684_800 || max >= 2_208_988_800_000) return NONE;
  const [from, to] = [readNumber(min), readNumber(max)];
  if (!from || !to || to.year >= 2040) return NONE;
  return { score: isNamedTime(name) ? 0.93 : 0.3, reasons: [words.sinceEpoch(isoOf(from, false), isoOf(to, false))], doubts: [words.orNumbers] };
}
