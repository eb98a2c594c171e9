import { words } from "../../messages/en/features.ts";
import type { ColumnProfile } from "../data/profile.ts";

/** Figures that several types' `likeness` reads. */
export const presentCells = (column: ColumnProfile): number => column.rows - column.missing;

/** Distinct values per present cell, 0 to 1. */
export const distinctShare = (column: ColumnProfile): number => (presentCells(column) === 0 ? 0 : column.distinct / presentCells(column));

/** Whole numbers without a gap, few and often repeated: they may be codes of classes. */
export const looksLikeCodes = (column: ColumnProfile): boolean =>
  column.numbers !== null &&
  column.numbers.integers &&
  column.numbers.consecutive &&
  column.distinct <= 10 &&
  presentCells(column) >= 10 * column.distinct;

/** Never the same value twice, and either whole numbers without a gap or short texts of one word: names rows rather than describing them. */
export const looksLikeIdentifier = (column: ColumnProfile): boolean =>
  column.unique &&
  presentCells(column) >= 20 &&
  (column.numbers ? column.numbers.integers && column.numbers.consecutive : column.maxWords <= 1 && column.dates === 0);

/** Whole numbers that return, in a column named as classes are: "category", "zip_code", "sub_category1", "bike_id". Their size says nothing. */
export const isNamedCode = (column: ColumnProfile): boolean =>
  column.numbers !== null && column.numbers.integers && column.distinct > 2 && column.distinct <= 1_000 && presentCells(column) >= 5 * column.distinct &&
  /(?:^|[\s_.])(?:categor(?:y|ies)|class|type|kind|code|group|cluster|label|id|station|zone|store|shop|branch|department|dept|district|region|sector|ward|campaign)\d*$/iu.test(column.name.replace(/([a-z])I[dD]$/u, "$1_id"));

const namedId = (name: string): boolean =>
  /(?:^|[\s_.-])(?:id|uuid|guid|key|index|row)$|^(?:id|uuid|guid)[\s_.-]/u.test(name.toLowerCase()) || /[a-z]I[dD]$/u.test(name);

/** Whole numbers that hardly ever return, in a column named as identifiers are: "id", "tweet_id", "PassengerId". */
export const isNamedIdentifier = (column: ColumnProfile): boolean =>
  namedId(column.name) && column.numbers !== null && column.numbers.integers && presentCells(column) >= 20 && distinctShare(column) > 0.9;

/** The commonest values, for a sentence: "Adelie, Gentoo, and 3 more". */
export function someValues(column: ColumnProfile, most = 3): string {
  const shown = column.top.slice(0, most).map((t) => (t.value.length > 24 ? `${t.value.slice(0, 23)}…` : t.value));
  return words.some(shown, column.distinct - shown.length);
}
