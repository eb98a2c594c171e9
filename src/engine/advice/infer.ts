import { words } from "../../messages/en/data.ts";
import type { ColumnVerdict } from "../api.ts";
import type { ColumnProfile, TableProfile } from "../data/profile.ts";
import { holdsSplit } from "../data/split.ts";
import { features } from "../features/index.ts";
import { looksLikeIdentifier, presentCells } from "../features/likeness.ts";

/** A model has a tensor and a line of its config for each input: with more of them, every step and every key stroke is slow. */
const MOST_INPUTS = 1_000;

/** Free writing is hardly an answer: of sequences only what is likelier one than any text is of text, which are tags. */
const MERE_TEXT = 0.9;

/** Below this, a text's words are seen too rarely for their meaning to be learnt from the table. */
const FEWEST_TEXTS = 100;

/** Offer each column to each type: the best likeness wins. Columns that would teach a model nothing are suggested `off`, with the reason. */
export function inferColumns(profile: TableProfile): readonly ColumnVerdict[] {
  let inputs = 0;
  return profile.columns.map((column) => {
    const alone = verdict(column, profile.columns.length);
    if (alone.suggested === "off" || ++inputs <= MOST_INPUTS) return alone;
    return { ...alone, suggested: "off", why: words.leaveOut.wide(MOST_INPUTS) };
  });
}

function verdict(column: ColumnProfile, columns: number): ColumnVerdict {
  const offers = Object.values(features).map((type) => ({ type: type.type, ...type.likeness(column) })).sort((a, b) => b.score - a.score);
  const best = offers[0]!; // the registry is not empty
  const able = offers.filter(({ type, score }) => score > 0 && features[type]!.canOutput); // of a registered type
  const answer = able.find(({ type, score }) => !features[type]!.isSequence || score > MERE_TEXT) ?? able[0];
  const why = reasonToLeaveOut(column, best.type, columns);
  return {
    column: column.name,
    type: best.type,
    reasons: best.reasons,
    doubts: best.doubts,
    alternatives: offers.filter(({ score }) => score > 0).map(({ type }) => type),
    asOutput: answer?.type ?? null,
    suggested: why === "" ? "input" : "off",
    why,
  };
}

function reasonToLeaveOut(column: ColumnProfile, type: string, columns: number): string {
  const present = presentCells(column);
  if (present === 0) return words.leaveOut.allMissing;
  if (present < 0.1 * column.rows) return words.leaveOut.mostMissing(1 - present / column.rows);
  if (column.distinct === 1 && type !== "binary") return words.leaveOut.constant;
  if (holdsSplit(column)) return words.leaveOut.split;
  if (!MEASURED.includes(type) && namesRows(column)) return words.leaveOut.identifier;
  if (type !== "text") return "";
  if (columns > 3 && column.meanWords < 5) return words.leaveOut.shortTexts;
  return present < FEWEST_TEXTS ? words.leaveOut.fewTexts(present) : "";
}

/** Types whose values say something though each occurs only once. */
const MEASURED = ["date", "h3", "set", "bag", "vector", "timeseries", "image"];

/** Distinct values one by one, or nearly so in a column that is called an id. Fractions are measured, not given. */
function namesRows(column: ColumnProfile): boolean {
  if (looksLikeIdentifier(column)) return true;
  const called = /(?:^|[\s_.-])(?:id|ids|uuid|guid|key|index)$|^(?:id|index|uuid|rownum|row)(?:$|[\s_.-])|[a-z]I[Dd]$/i.test(column.name);
  return called && (column.numbers?.integers ?? column.maxWords <= 1) && column.distinct >= 0.9 * presentCells(column);
}
