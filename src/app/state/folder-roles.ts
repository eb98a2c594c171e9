import type { DataSet } from "../../ingest/data-api.ts";
import type { Chosen } from "./project.svelte.ts";

/** Whoever sorts pictures into folders has said what is to be learnt: the picture goes in, the folder comes out. Null of any other data set. */
export const chosenByFolders = (set: DataSet): Chosen | null => (isSorted(set) ? { inputs: ["image"], outputs: ["label"] } : null);

/** Are its rows pictures that lie in folders of their classes? */
export const isSorted = ({ dialect, columns }: Pick<DataSet, "dialect" | "columns">): boolean => dialect.format === "folder" && columns.some(({ name }) => name === "label");
