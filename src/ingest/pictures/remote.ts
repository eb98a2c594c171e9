import type { Media } from "../../engine/data/pictures/media.ts";
import { isPictureUri } from "../../engine/data/pictures/uri.ts";
import type { Table } from "../../engine/data/table.ts";
import type { DataApi, NamedTable } from "../data-api.ts";
import { factsOfUri } from "./uri-facts.ts";

/** A table whose pictures stay with the data sets: what is known of them came along, their contents are asked for. */
export function withMedia({ table, pictures, ...named }: NamedTable, id: string, sets: Pick<DataApi, "pixels">): { readonly table: Table; readonly name: string; readonly fingerprint: string } {
  const media: Media = {
    picture: (cell) => (isPictureUri(cell) ? factsOfUri(cell) : (pictures?.get(cell.trim()) ?? null)),
    pixels: (cells, geometry) => sets.pixels(id, cells, geometry),
  };
  return { ...named, table: { ...table, media } };
}
