/** Piles of pictures, one for each class, as a folder of files with a folder for each. Pure. */
import type { Cells } from "../../engine/data/table.ts";
import type { FolderFile } from "../../ingest/data-api.ts";

/** A class that has pictures already: how many, and the rows of the latest. */
export interface PresentClass { readonly name: string; readonly count: number; readonly rows: readonly number[] }
export interface Pile { readonly name: string; readonly shots: readonly Blob[]; /** Null of a new class. */ readonly present: PresentClass | null }
export interface NumberedPile extends Pile { readonly id: number }

/** Why the piles cannot be learnt from yet. */
export type Lack = "no_shots" | "few_classes" | "same_name" | "no_name";

export function lackOf(piles: readonly Pile[]): Lack | null {
  const filled = piles.filter(({ shots, present }) => shots.length > 0 || present);
  const names = filled.map(labelOf);
  if (piles.every(({ shots }) => shots.length === 0)) return "no_shots";
  if (filled.length < 2) return "few_classes";
  if (names.includes("")) return "no_name";
  return new Set(names).size < names.length ? "same_name" : null;
}

/** Piles without a picture are left out. `folder` is around them all. */
export const filesOf = (piles: readonly Pile[], folder: string): readonly FolderFile[] =>
  piles.flatMap((pile) => pile.shots.map((file, i) => ({ path: `${folder}/${folderOf(pile.name) || "-"}/${String(i + 1).padStart(4, "0")}.jpg`, label: labelOf(pile), file })));

/** The classes there are, each with what was recorded for it before, then the others; where there is none, two to begin with. */
export function arranged(piles: readonly NumberedPile[], present: readonly PresentClass[], nameOf: (n: number) => string): readonly NumberedPile[] {
  const first = Math.max(0, ...piles.map(({ id }) => id)) + 1;
  const known = present.map((one, i): NumberedPile => ({ id: first + i, shots: [], ...piles.find(({ name }) => name === one.name), name: one.name, present: one }));
  const names = new Set(present.map(({ name }) => name));
  const others = piles.filter(({ name, shots, present: before }) => !names.has(name) && (shots.length > 0 || !before)).map((pile) => ({ ...pile, present: null }));
  const all = [...known, ...others];
  return all.length > 0 ? all : withOneMore(withOneMore([], nameOf), nameOf);
}

export function withOneMore(piles: readonly NumberedPile[], nameOf: (n: number) => string): readonly NumberedPile[] {
  const id = Math.max(0, ...piles.map((pile) => pile.id)) + 1;
  let n = piles.length + 1;
  while (piles.some(({ name }) => name === nameOf(n))) n += 1;
  return [...piles, { id, name: nameOf(n), shots: [], present: null }];
}

/** Rows that are shown of each class. */
const SHOWN = 4;

/** The classes of a column, in the order in which they first occur; of rows that take part. */
export function classesOf(cells: Cells, isExcluded: (row: number) => boolean): readonly PresentClass[] {
  const rows = new Map<string, number[]>();
  cells.forEach((cell, row) => {
    if (cell === null || isExcluded(row)) return;
    const own = rows.get(cell) ?? [];
    own.push(row);
    rows.set(cell, own);
  });
  return Array.from(rows, ([name, own]) => ({ name, count: own.length, rows: own.slice(-SHOWN) }));
}

/** The class that a picture is of: its name as it stands in the table, or fit for a folder where it is new. */
const labelOf = ({ name, present }: Pile): string => (present ? name : folderOf(name));

/** A name fit for a folder: what would lead elsewhere becomes a blank. */
const folderOf = (name: string): string => name.replaceAll(/[\\/\p{Cc}]/gu, " ").replace(/^[.\s]+/, "").trim();
