/** Piles of pictures, one for each class, as a folder of files with a folder for each. Pure. */
import type { FolderFile } from "../../ingest/data-api.ts";

export interface Pile { readonly name: string; readonly shots: readonly Blob[] }

/** Why the piles cannot be learnt from yet. */
export type Lack = "few_classes" | "same_name" | "no_name";

export function lackOf(piles: readonly Pile[]): Lack | null {
  const filled = piles.filter(({ shots }) => shots.length > 0);
  const names = filled.map(({ name }) => folderOf(name));
  if (filled.length < 2) return "few_classes";
  if (names.includes("")) return "no_name";
  return new Set(names).size < names.length ? "same_name" : null;
}

/** Piles without a picture are left out. `folder` is around them all. */
export const filesOf = (piles: readonly Pile[], folder: string): readonly FolderFile[] =>
  piles.flatMap(({ name, shots }) => shots.map((file, i) => ({ path: `${folder}/${folderOf(name)}/${String(i + 1).padStart(4, "0")}.jpg`, file })));

/** A name fit for a folder: what would lead elsewhere becomes a blank. */
const folderOf = (name: string): string => name.replaceAll(/[\\/\p{Cc}]/gu, " ").replace(/^[.\s]+/, "").trim();
