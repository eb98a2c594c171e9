import { isCut, type ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { presentCells } from "../likeness.ts";
import { words } from "./messages.ts";

/** Tags of tokens as data sets write them: O outside, B- and I- of a stretch, E-, S-, L- and U- of its other schemes. */
const TAG = /^(?:O|[BIESLU]-\S+)$/;

/** Nothing tells codes in order from a text but what they mean, unless they are tags: else only ever the second choice. */
export function likeness(column: ColumnProfile): Likeness {
  if (presentCells(column) === 0 || column.numbers !== null) return { score: 0, reasons: [], doubts: [] };
  const tags = new Set(column.top.flatMap(({ value }) => (isCut(value) ? value.slice(0, value.lastIndexOf(" ")) : value).trim().split(/\s+/)));
  if (tags.size > 1 && [...tags].every((tag) => TAG.test(tag))) return { score: 0.95, reasons: [words.tags([...tags].slice(0, 3), tags.size - 3)], doubts: [] };
  return column.meanWords >= 2 ? { score: 0.2, reasons: [], doubts: [words.orText] } : { score: 0, reasons: [], doubts: [] };
}
