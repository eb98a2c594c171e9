import { words } from "../../messages/en/data.ts";
import type { ColumnVerdict } from "../api.ts";
import type { ColumnProfile, TableProfile } from "../data/profile.ts";
import { holdsSplit } from "../data/split.ts";
import { features } from "../features/index.ts";
import { distinctShare, looksLikeIdentifier, presentCells } from "../features/likeness.ts";
import { meaningOf, type Meaning } from "./meaning.ts";
import { placesAmong } from "./places.ts";

/** A model has a tensor and a line of its config for each input: with more of them, every step and every key stroke is slow. */
const MOST_INPUTS = 1_000;

/** Free writing is hardly an answer: of sequences only what is likelier one than any text is of text, which are tags. */
const MERE_TEXT = 0.9;

/** Below this, a text's words are seen too rarely for their meaning to be learnt from the table. */
const FEWEST_TEXTS = 100;

/** Offer each column to each type: what its values mean decides, where their spelling tells (`meaningOf`), else the best likeness. Columns that would teach a model nothing are suggested `off`, with the reason. */
export function inferColumns(profile: TableProfile): readonly ColumnVerdict[] {
  let inputs = 0;
  const places = placesAmong(profile.columns);
  return profile.columns.map((column) => {
    const alone = verdict(column, profile.columns.length, places.get(column.name) ?? meaningOf(column));
    if (alone.suggested === "off" || ++inputs <= MOST_INPUTS) return alone;
    return { ...alone, suggested: "off", why: words.leaveOut.wide(MOST_INPUTS) };
  });
}

function verdict(column: ColumnProfile, columns: number, meaning: Meaning | null): ColumnVerdict {
  const isMeant = ({ type, score }: { readonly type: string; readonly score: number }): number => (type === meaning?.type && score > 0 ? 1 : 0);
  const offers = Object.values(features).map((type) => ({ type: type.type, ...type.likeness(column) })).sort((a, b) => isMeant(b) - isMeant(a) || b.score - a.score);
  const best = offers[0]!; // the registry is not empty
  const able = offers.filter(({ type, score }) => score > 0 && features[type]!.canOutput); // of a registered type
  const answer = able.find(({ type, score }) => !features[type]!.isSequence || score > MERE_TEXT) ?? able[0];
  const why = reasonToLeaveOut(column, best.type, columns, meaning);
  return {
    column: column.name,
    type: best.type,
    reasons: [...(meaning?.reasons ?? []), ...best.reasons],
    doubts: [...(meaning?.doubts ?? []), ...(why === words.leaveOut.identifier ? [] : best.doubts)], // which would say the same
    alternatives: offers.filter(({ score }) => score > 0).map(({ type }) => type),
    asOutput: answer?.type ?? null,
    suggested: why === "" ? "input" : "off",
    why,
  };
}

function reasonToLeaveOut(column: ColumnProfile, type: string, columns: number, meaning: Meaning | null): string {
  const present = presentCells(column);
  if (present === 0) return words.leaveOut.allMissing;
  if (present < 0.1 * column.rows) return words.leaveOut.mostMissing(1 - present / column.rows);
  if (column.distinct === 1 && type !== "binary") return words.leaveOut.constant;
  if (holdsSplit(column)) return words.leaveOut.split;
  if (meaning?.off !== undefined) return meaning.off;
  if (!MEASURED.includes(type) && meaning?.type === undefined && namesRows(column)) return words.leaveOut.identifier;
  if (type !== "text") return "";
  if (columns > 3 && column.meanWords < (distinctShare(column) < NAMING ? FEWEST_WORDS : 5)) return words.leaveOut.shortTexts;
  return present < FEWEST_TEXTS ? words.leaveOut.fewTexts(present) : "";
}

/** Titles return where names do not; of so few words they say something all the same. */
const [NAMING, FEWEST_WORDS] = [0.9, 3];

/** Types whose values say something though each occurs only once. */
const MEASURED = ["date", "h3", "set", "bag", "vector", "timeseries", "image"];

/** Distinct values one by one, or nearly so in a column that is called an id. Fractions are measured, not given. */
function namesRows(column: ColumnProfile): boolean {
  if (looksLikeIdentifier(column)) return true;
  const called = /(?:^|[\s_.-])(?:id|ids|uuid|guid|key|index)$|^(?:id|index|uuid|rownum|row)(?:$|[\s_.-])|[a-z]I[Dd]$/i.test(column.name);
  return called && (column.numbers?.integers ?? column.maxWords <= 1) && column.distinct >= 0.9 * presentCells(column);
}
