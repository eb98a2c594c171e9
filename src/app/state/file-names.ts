import type { ChosenFolder, DataSource, FolderFile } from "../../ingest/data-api.ts";

/** What a project made of a file is called. */
export const baseName = (file: string): string => file.replace(/\.(csv|tsv|tab|txt|json|jsonl|ndjson|geojson|xlsx|xlsm|parquet|pq|arrow|feather|zip)$/i, "");

export const isPicture = ({ type }: Blob): boolean => type.startsWith("image/");

/** The folder that all files lie in; the first file's name where there is none. */
export function nameOf(files: readonly FolderFile[]): string {
  const [first = ""] = files.map(({ path }) => path);
  const top = first.split("/")[0]!;
  return first.includes("/") && files.every(({ path }) => path.startsWith(`${top}/`)) ? top : first;
}

/** What was chosen, as the data worker takes it: a table or an archive by itself, a picture or several files as a folder. */
export function sourceOf(chosen: readonly FolderFile[] | ChosenFolder): { readonly source: DataSource; readonly name: string } {
  if ("folder" in chosen) return { source: chosen, name: chosen.name };
  const [first, ...others] = chosen;
  const name = nameOf(chosen);
  return first && others.length === 0 && !isPicture(first.file) ? { source: first.file, name } : { source: { name, files: chosen }, name };
}
