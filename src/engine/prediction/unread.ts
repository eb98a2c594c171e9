/** What is told of rows whose files could not be read when a model was asked. */
import { words } from "../../messages/en/model.ts";
import { isPictureUri } from "../data/pictures/uri.ts";
import { fillsFromNeighbours } from "../data/missing.ts";
import { beginning } from "../data/profile.ts";
import { cellOf, columnNamed, rawCell, type Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import { note, type Problem } from "../schema/problem.ts";
import type { LostFiles } from "./lost-files.ts";

interface Unread {
  readonly feature: InputFeature;
  /** Ascending. */
  readonly rows: readonly number[];
  readonly cells: readonly string[];
  /** A row's picture is left that stands in for them. */
  readonly isFilled: boolean;
}

/** So much of a cell is told. */
const TOLD = 80;
/** A name of a file, where a cell is read as missing: one whose file was refused, or did not come along. */
const FILE_NAME = /\.[a-z\d]{2,5}$/i;

/** Of each input that shows pictures, the rows whose own could not be read: torn, refused when the table was opened, or not there. */
export function unreadFiles(inputs: readonly InputFeature[], table: Table, lost: LostFiles): readonly Unread[] {
  const losses = lost.losses();
  return inputs.filter(({ control }) => control.kind === "picture").flatMap((feature) => {
    const column = columnNamed(table, feature.column);
    if (!column) return [];
    const seen = new Map(losses.filter((loss) => loss.feature === feature).flatMap(({ rows, cells }) => rows.map((row, i) => [row, cells[i]!] as const)));
    let isLeft = false;
    for (let row = 0; row < table.rows; row++) {
      if (seen.has(row)) continue;
      const isMissing = cellOf(column, row) === null;
      const raw = isMissing ? rawCell(column, row).trim() : "";
      if (FILE_NAME.test(raw)) seen.set(row, raw);
      isLeft ||= !isMissing;
    }
    const found = [...seen].sort(([a], [b]) => a - b);
    return found.length === 0 ? [] : [{ feature, rows: found.map(([row]) => row), cells: found.map(([, cell]) => cell), isFilled: isLeft && fillsFromNeighbours(feature) }];
  });
}

/** A note for each input; pictures that cells hold themselves have no name. */
export const unreadNotes = (unread: readonly Unread[]): readonly Problem[] =>
  unread.map(({ feature: { name, missing }, rows, cells, isFilled }) => {
    const named = cells.filter((cell) => !isPictureUri(cell)).map((cell) => beginning(cell, TOLD));
    return note([], words.unread(name, rows.length, named, isFilled ? (missing === "ffill" ? "ffill" : "bfill") : "grey"));
  });

/** `<input>_unread`: a sentence in each such row, nothing in the others. */
export const unreadColumns = (unread: readonly Unread[], rows: number): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(unread.map(({ feature, rows: lost }) => {
    const column = new Array<string>(rows).fill("");
    for (const row of lost) column[row] = words.unreadRow;
    return [`${feature.name}_unread`, column];
  }));
