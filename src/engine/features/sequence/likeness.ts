import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { presentCells } from "../likeness.ts";
import { words } from "./messages.ts";

/** Nothing tells codes in order from a text but what they mean: only ever the second choice. */
export const likeness = (column: ColumnProfile): Likeness =>
  presentCells(column) > 0 && column.numbers === null && column.meanWords >= 2
    ? { score: 0.2, reasons: [], doubts: [words.orText] }
    : { score: 0, reasons: [], doubts: [] };
