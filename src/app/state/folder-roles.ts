import type { DataSet } from "../../ingest/data-api.ts";
import type { Chosen } from "./project.svelte.ts";

/** Whoever sorts pictures into folders has said what is to be learnt: the picture goes in, the folder comes out. Null of any other data set. */
export function chosenByFolders({ dialect, columns }: DataSet): Chosen | null {
  const names = columns.map(({ name }) => name);
  return dialect.format === "folder" && names.includes("label") ? { inputs: ["image"], outputs: ["label"] } : null;
}
