import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";

export const likeness = (_: ColumnProfile): Likeness => ({ score: 0, reasons: [], doubts: [] });
