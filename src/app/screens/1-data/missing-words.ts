import { list } from "../../../messages/format.ts";
import { t } from "../../messages/index.ts";
import type { ColumnView } from "./column-view.ts";

type Column = Pick<ColumnView, "role" | "look" | "profile">;

/** What is said of a column's missing cells. strategy: what the config does about them, where it says. */
export function missingWords({ role, profile: { missing, rows } }: Column, strategy: string | undefined): string {
  if (missing === 0) return t.data.missingNone;
  if (role === "off") return t.data.missingOff(missing, rows);
  if (strategy === "mask_loss") return t.data.missingMasked(missing, rows);
  if (strategy !== "drop_row") return t.data.missingInput(missing, rows);
  return role === "output" ? t.data.missingOutput(missing, rows) : t.data.missingDropped(missing, rows);
}

/** Texts that were read as missing, and in how many cells. */
const spellingsOf = ({ profile }: Column): readonly (readonly [string, number])[] => Object.entries(profile.missingSpellings).filter(([spelling]) => spelling.trim() !== "");

/** Those that may be values after all: a path without its picture is none. */
export const keepable = (column: Column): readonly (readonly [string, number])[] => (column.look === "pictures" ? [] : spellingsOf(column));

const NAMED = 3;

/** Cells of a column of pictures that name none; null where there are none. */
export function withoutPicture(column: Column): string | null {
  const spellings = column.look === "pictures" ? spellingsOf(column) : [];
  if (spellings.length === 0) return null;
  const names = spellings.slice(0, NAMED).map(([spelling]) => spelling);
  return t.data.withoutPicture(spellings.reduce((sum, [, cells]) => sum + cells, 0), list(spellings.length > NAMED ? [...names, t.data.otherPaths(spellings.length - NAMED)] : names));
}
