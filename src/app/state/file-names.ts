import type { FolderFile } from "../../ingest/data-api.ts";

/** What a project made of a file is called. */
export const baseName = (file: string): string => file.replace(/\.(csv|tsv|tab|txt|json|jsonl|ndjson|geojson|xlsx|xlsm|parquet|pq|arrow|feather|zip)$/i, "");

export const isPicture = ({ type }: Blob): boolean => type.startsWith("image/");

/** The folder that all files lie in; the first file's name where there is none. */
export function nameOf(files: readonly FolderFile[]): string {
  const [first = ""] = files.map(({ path }) => path);
  const top = first.split("/")[0]!;
  return first.includes("/") && files.every(({ path }) => path.startsWith(`${top}/`)) ? top : first;
}
