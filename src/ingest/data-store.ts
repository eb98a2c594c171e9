/** The port through which tables are kept: the data worker plugs the browser's storage in, tests a Map. */
import { isDataChange } from "../engine/data/changes.ts";
import type { Column, Table } from "../engine/data/table.ts";
import type { Outcome } from "../engine/schema/problem.ts";
import type { DataSet } from "./data-api.ts";
import { isPlace as isPicturePlace, type PicturePlace } from "./pictures/packs.ts";

export interface DataSetStore {
  /** Keep or replace; what was kept before stays whole when this fails. What it returns has been read back and compared. */
  save(id: string, kept: KeptDataSet, blobs: Readonly<Record<string, () => Uint8Array | Promise<Uint8Array>>>): Promise<Outcome<Packs>>;
  /** Write anew what is said of a data set whose cells and pictures lie there; false, and nothing is written, where they are not those of `kept`. */
  amend(id: string, kept: KeptDataSet): Promise<Outcome<boolean>>;
  /** Fails with a sentence when there is none of that id, or when a part of its table is damaged. Packs of pictures are read when they are wanted. */
  load(id: string): Promise<Outcome<Loaded>>;
  remove(id: string): Promise<void>;
}

/** What is read of a kept data set when it is wanted. */
export interface Packs {
  /** Rejects with a sentence where the pack is damaged. */
  pack(name: string): Promise<Uint8Array>;
}
export interface Loaded extends Packs {
  readonly kept: KeptDataSet;
  readonly blobs: Readonly<Record<string, Uint8Array>>;
}

/** A data set but for its cells: JSON. */
export interface KeptDataSet {
  /** `changes` is absent where there were none, and in what an earlier version kept. */
  readonly set: Omit<DataSet, "rereadable" | "changes"> & Partial<Pick<DataSet, "changes">>;
  /** In the table's order: which pack holds a column's `ends` and `bytes`, and where. */
  readonly places: readonly ColumnPlace[];
  /** Which pack holds a picture that came with the table; absent: none did. */
  readonly pictures?: readonly PicturePlace[];
}

/** Do both name the same cells and pictures in the same places? */
export const sameCells = (one: KeptDataSet, other: KeptDataSet): boolean => {
  const named = ({ set, places, pictures = [] }: KeptDataSet): string => JSON.stringify([set.profile.rows, set.columns.map(({ name }) => name), places, pictures]);
  return named(one) === named(other);
};

/** Is it what `DataSetStore.save` was given? It may come from a damaged disk or a forged backup. */
export function isKept(value: unknown): value is KeptDataSet {
  const { set, places, pictures = [] } = fieldsOf(value);
  const { name, fingerprint, columns, profile, changes = [] } = fieldsOf(set);
  const isWhole = typeof name === "string" && typeof fingerprint === "string" && typeof fieldsOf(profile)["rows"] === "number";
  return isWhole && Array.isArray(changes) && changes.every(isDataChange) && Array.isArray(columns) && columns.every(isNamed) && Array.isArray(places) && places.every(isPlace) && Array.isArray(pictures) && pictures.every(isPicturePlace);
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? { ...value } : {});
const isNamed = (column: unknown): boolean => typeof fieldsOf(column)["name"] === "string" && Array.isArray(fieldsOf(column)["missing"]);
function isPlace(place: unknown): boolean {
  const { pack: index, ends, bytes, length } = fieldsOf(place);
  const isWhole = [index, ends, bytes, length].every((value) => Number.isInteger(value) && Number(value) >= 0);
  return isWhole && Number(bytes) >= Number(ends) && (Number(bytes) - Number(ends)) % Uint32Array.BYTES_PER_ELEMENT === 0;
}

interface ColumnPlace { readonly pack: number; readonly ends: number; readonly bytes: number; readonly length: number }

/** Columns share blobs up to about this size, so that neither a wide nor a long table makes trouble. */
const PACK_BYTES = 32 * 1024 * 1024;
const packName = (index: number): string => `pack_${index}`;

/** The cells of a table as a few blobs, each put together when its turn comes, and where in them each column lies. */
export function pack(table: Table): { readonly places: readonly ColumnPlace[]; readonly blobs: Readonly<Record<string, () => Uint8Array>> } {
  const sizes = [0];
  const places = table.columns.map(({ ends, bytes }): ColumnPlace => {
    if (sizes.at(-1)! >= PACK_BYTES) sizes.push(0);
    const last = sizes.length - 1;
    const place = { pack: last, ends: sizes[last]!, bytes: sizes[last]! + ends.byteLength, length: bytes.length };
    sizes[last] = place.bytes + place.length;
    return place;
  });
  const joined = (index: number): Uint8Array => {
    const whole = new Uint8Array(sizes[index]!);
    places.forEach((place, i) => {
      if (place.pack !== index) return;
      const { ends, bytes } = table.columns[i]!;
      whole.set(new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength), place.ends);
      whole.set(bytes, place.bytes);
    });
    return whole;
  };
  return { places, blobs: Object.fromEntries(sizes.map((_, i) => [packName(i), () => joined(i)])) };
}

/** The table that was packed; null when the blobs do not fit the places, or these not the table. Bytes are views into the blobs. */
export function unpack({ set, places }: KeptDataSet, blobs: Readonly<Record<string, Uint8Array>>): Table | null {
  const lists: readonly unknown[] = [set.columns, places];
  if (!lists.every(Array.isArray) || places.length !== set.columns.length) return null;
  const columns: Column[] = [];
  for (const [i, { name, missing, decimal }] of set.columns.entries()) {
    const place = places[i];
    const blob = place && blobs[packName(place.pack)];
    if (!place || !blob || !fits(place, blob, set.profile.rows)) return null;
    const ends = blob.slice(place.ends, place.bytes); // a copy, because 32-bit numbers must lie at a multiple of four
    columns.push({ name, missing, decimal, ends: new Uint32Array(ends.buffer), bytes: blob.subarray(place.bytes, place.bytes + place.length) });
  }
  return { rows: set.profile.rows, columns };
}

/** Both runs of a column lie inside its pack, the ends of all its cells before their bytes. */
const fits = ({ ends, bytes, length }: ColumnPlace, blob: Uint8Array, rows: number): boolean =>
  [ends, bytes, length, rows].every((n) => Number.isSafeInteger(n) && n >= 0) && bytes - ends === 4 * rows && bytes + length <= blob.length;
