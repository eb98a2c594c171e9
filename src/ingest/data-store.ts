/** The port through which tables are kept: the data worker plugs the browser's storage in, tests a Map. */
import { isDataChange } from "../engine/data/changes.ts";
import type { Table } from "../engine/data/table.ts";
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import type { DataSet } from "./data-api.ts";
import { isPlace as isPicturePlace, type PicturePlace } from "./pictures/packs.ts";

export interface DataSetStore {
  /** Keep or replace; what was kept before stays whole when this fails. Blobs are asked for in turn, and each may lie where the one before lay. What it returns has been read back and compared. */
  save(id: string, kept: KeptDataSet, blobs: Readonly<Record<string, () => Uint8Array | Promise<Uint8Array>>>): Promise<Outcome<Packs>>;
  /** Write anew what is said of a data set whose cells and pictures lie there; false, and nothing is written, where they are not those of `kept`. */
  amend(id: string, kept: KeptDataSet): Promise<Outcome<boolean>>;
  /** Fails with a sentence when there is none of that id, or when it is damaged. Packs are read when they are wanted. */
  load(id: string): Promise<Outcome<Loaded>>;
  remove(id: string): Promise<void>;
}

/** What is read of a kept data set when it is wanted. */
export interface Packs {
  /** Fails with a sentence where the pack is damaged. */
  pack(name: string): Promise<Outcome<Uint8Array>>;
}
export interface Loaded extends Packs { readonly kept: KeptDataSet }

/** A data set but for its cells: JSON. */
export interface KeptDataSet {
  /** `changes` is absent where there were none, and in what an earlier version kept. */
  readonly set: Omit<DataSet, "rereadable" | "changes"> & Partial<Pick<DataSet, "changes">>;
  /** The lengths of the packs, which are one run of bytes, cut anywhere. */
  readonly packs: readonly number[];
  /** In the table's order: where in that run each column lies. */
  readonly places: readonly ColumnPlace[];
  /** Which pack holds a picture that came with the table; absent: none did. */
  readonly pictures?: readonly PicturePlace[];
}

/** Do both name the same cells and pictures in the same places? */
export const sameCells = (one: KeptDataSet, other: KeptDataSet): boolean => {
  const named = ({ set, packs, places, pictures = [] }: KeptDataSet): string => JSON.stringify([set.profile.rows, set.columns.map(({ name }) => name), packs, places, pictures]);
  return named(one) === named(other);
};

/** Is it what `DataSetStore.save` was given? It may come from a damaged disk or a forged backup. */
export function isKept(value: unknown): value is KeptDataSet {
  const { set, packs, places, pictures = [] } = fieldsOf(value);
  const { name, fingerprint, columns, profile, changes = [] } = fieldsOf(set);
  const isSet = typeof name === "string" && typeof fingerprint === "string" && isCount(fieldsOf(profile)["rows"]) && isListOf(changes, isDataChange) && isListOf(columns, isNamed);
  return isSet && isListOf(packs, isCount) && isListOf(places, isPlace) && isListOf(pictures, isPicturePlace);
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? { ...value } : {});
const isListOf = (value: unknown, isOne: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(isOne);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isNamed = (column: unknown): boolean => typeof fieldsOf(column)["name"] === "string" && Array.isArray(fieldsOf(column)["missing"]);
const isPlace = (place: unknown): boolean => isCount(fieldsOf(place)["at"]) && isCount(fieldsOf(place)["length"]);

/** From `at` on the ends of all cells, four bytes each; right behind them `length` bytes, the cells. */
interface ColumnPlace { readonly at: number; readonly length: number }

/** A table is written, hashed and read back in pieces of so many bytes, whatever the size of its columns: no more of it is in memory a second time. */
const PACK_BYTES = 32 * 1024 * 1024;
const packName = (index: number): string => `pack_${index}`;

/** The cells of a table as blobs, each put together when its turn comes, in the place of the one before, and where in them each column lies. */
export function pack(table: Table, size = PACK_BYTES): Pick<KeptDataSet, "packs" | "places"> & { readonly blobs: Readonly<Record<string, () => Uint8Array>> } {
  let all = 0;
  const places = table.columns.map(({ ends, bytes }): ColumnPlace => {
    const place = { at: all, length: bytes.length };
    all += ends.byteLength + bytes.length;
    return place;
  });
  const packs = Array.from({ length: Math.ceil(all / size) }, (_, i) => Math.min(size, all - i * size));
  const runs = runsOf(table, places);
  let room: Uint8Array | null = null;
  const joined = (index: number): Uint8Array => {
    room ??= new Uint8Array(packs[0]!); // the others are no larger
    const whole = room.subarray(0, packs[index]);
    for (const { piece, at } of piecesOf(runs, index * size, whole.length)) whole.set(piece, at);
    return whole;
  };
  return { packs, places, blobs: Object.fromEntries(packs.map((_, i) => [packName(i), () => joined(i)])) };
}

/** The table that was packed, from one pack after another; fails where a pack does, or does not fit the places, or these not the table. */
export async function unpack({ set, packs, places }: KeptDataSet, read: Packs["pack"]): Promise<Outcome<Table>> {
  const { rows } = set.profile;
  const all = packs.reduce((sum, length) => sum + length, 0);
  const isWhole = places.length === set.columns.length && places.every(({ at, length }) => at + 4 * rows + length <= all);
  if (!isWhole) return failure(error([], words.damaged(set.name)));
  const columns = set.columns.map(({ name, missing, decimal }, i) => ({ name, missing, decimal, ends: new Uint32Array(rows), bytes: new Uint8Array(places[i]!.length) }));
  const table = { rows, columns };
  const runs = runsOf(table, places);
  let start = 0;
  for (const [i, length] of packs.entries()) {
    const got = await read(packName(i));
    if (!got.ok) return got;
    if (got.value.length !== length) return failure(error([], words.damaged(set.name)));
    for (const { piece, at } of piecesOf(runs, start, length)) piece.set(got.value.subarray(at, at + piece.length));
    start += length;
  }
  return success(table);
}

/** Do the blobs that lie there (part → bytes; null where nobody knows) have the lengths that the data set says? Else it may claim more than memory holds. */
export const fitsBlobs = ({ packs }: KeptDataSet, lengths: ReadonlyMap<string, number | null>): boolean =>
  packs.every((length, i) => {
    const there = lengths.get(packName(i));
    return there === null || there === length;
  });

interface Run { readonly at: number; readonly bytes: Uint8Array }

/** What lies one after another in the packs, as views of the table itself. */
const runsOf = ({ columns }: Table, places: readonly ColumnPlace[]): readonly Run[] =>
  columns.flatMap(({ ends, bytes }, i): readonly Run[] => {
    const { at } = places[i]!;
    return [{ at, bytes: new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength) }, { at: at + ends.byteLength, bytes }];
  });

/** What of the runs lies in the pack that begins at `from`, and where in it. */
function* piecesOf(runs: readonly Run[], from: number, length: number): Generator<{ readonly piece: Uint8Array; readonly at: number }> {
  for (const { at, bytes } of runs) {
    const [start, end] = [Math.max(at, from), Math.min(at + bytes.length, from + length)];
    if (start < end) yield { piece: bytes.subarray(start - at, end - at), at: start - from };
  }
}
