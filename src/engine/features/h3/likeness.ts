import { parseH3 } from "../../data/h3.ts";
import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { words } from "./messages.ts";

/** Hardly anything else looks like a cell. */
export function likeness({ top }: ColumnProfile): Likeness {
  const cells = top.filter(({ value }) => parseH3(value) !== null).length;
  if (cells === 0 || cells < 0.5 * top.length) return { score: 0, reasons: [], doubts: [] };
  return cells === top.length
    ? { score: 0.98, reasons: [words.all(cells)], doubts: [] }
    : { score: 0.9, reasons: [], doubts: [words.most(top.length - cells)] };
}
