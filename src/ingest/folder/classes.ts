/** Folders named for classes, and folders named for the parts of a split, read as columns. */
import type { Cell, Cells } from "../../engine/data/table.ts";

export interface FolderColumns {
  /** [pictures] the folder at the deepest level that varies; null where a picture lies above that level. */
  readonly label: Cells | null;
  /** [pictures] "0" for training, "1" for validation, "2" for test. */
  readonly split: Cells | null;
}

const PARTS: Readonly<Record<string, string>> = { train: "0", training: "0", val: "1", valid: "1", validation: "1", test: "2", testing: "2" };
const partOf = (folder: string | undefined): string | undefined => {
  const name = folder?.toLowerCase() ?? "";
  return Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
};

type Folders = readonly string[];
const isNested = (folders: Folders): boolean => folders.length > 0;

/**
 * The columns that the folders of pictures make. Folders around all of them say nothing. Where the topmost that differ are all named for parts of a
 * split they become `split`; of the levels below, down to the least deep picture, the deepest that varies becomes `label`. A column is null where nothing makes it.
 */
export function folderColumns(paths: readonly string[]): FolderColumns {
  const all = paths.map((path) => path.split("/").slice(0, -1));
  const shared = sharedDepth(all.filter(isNested));
  const below = all.map((folders) => folders.slice(shared));
  const parts = below.map(([top]) => partOf(top));
  const isSplit = below.some(isNested) && below.every((folders, i) => !isNested(folders) || parts[i] !== undefined);
  const rest = isSplit ? below.map((folders) => folders.slice(1)) : below;
  const level = varyingLevel(rest.filter(isNested));
  return {
    split: isSplit ? parts.map((part): Cell => part ?? null) : null,
    label: level === null ? null : rest.map((folders): Cell => folders[level] ?? null),
  };
}

/** How many folders, from the top, all have in common. */
function sharedDepth(all: readonly Folders[]): number {
  const [first = []] = all;
  const end = first.findIndex((folder, level) => all.some((folders) => folders[level] !== folder));
  return end < 0 ? first.length : end;
}

/** The deepest level that all reach and not all agree on. */
function varyingLevel(all: readonly Folders[]): number | null {
  const depth = all.reduce((least, { length }) => Math.min(least, length), Infinity);
  for (let level = depth - 1; level >= 0 && depth < Infinity; level--) {
    if (all.some((folders) => folders[level] !== all[0]?.[level])) return level;
  }
  return null;
}
