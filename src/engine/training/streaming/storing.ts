import { words } from "../../../messages/en/training.ts";
import type { Spill, SpillStore } from "../../api.ts";
import { rowBytes, type PartShape } from "../../data/encoded.ts";
import { columnShapes } from "../resident.ts";
import { chunksOf, type Chunks } from "./chunks.ts";
import { recordLayout } from "./records.ts";
import { openStore, SpillFailure, type Alike, type Store } from "./stored.ts";

/** Bytes of encoded rows that are held in memory where the host says nothing. */
export const MEMORY = 2 ** 29;
/** Bytes of the table that steps gather from: WebGPU promises one buffer of so many on every device, so that a run is the same on all. */
const TABLE = 2 ** 27;
/** Row numbers come in a float32 tensor, which counts no further. */
const MOST_ROWS = 2 ** 24;
/** Rows that chunks may be larger than their mean, in a table of two hands of eight. */
const ROUNDING = 4 * 8;

/** What a run's rows are held in when they are too many for memory. */
export interface Storing {
  readonly spill: Spill;
  /** Bytes of the table that steps gather from. */
  readonly table: number;
  /** The most rows of a step. */
  readonly batch: number;
  readonly seed: number | null;
}

/** Bytes of the table that steps gather from, where memory has room for so many. */
export const tableIn = (memory: number): number => Math.min(TABLE, memory / 2);

/** Are so many rows, as a host is asked to hold them, more than fit in memory? */
export const isTooMuch = (rows: number, inputs: readonly PartShape[], memory: number): boolean =>
  rows * inputs.reduce((sum, part) => sum + rowBytes(part), 0) > memory;

export async function beginStoring(spills: SpillStore, memory: number, about: Pick<Storing, "batch" | "seed">): Promise<Storing> {
  return { spill: told(await orFailure(spills.create())), table: tableIn(memory), ...about };
}

/** The store of one part, and where the next may begin. like: rows as its own; learnt: steps take them, in an order that changes from epoch to epoch. */
export function storeOf({ spill, table, batch, seed }: Storing, base: number, like: Alike, rows: number, learnt: boolean): { readonly store: Store; readonly end: number } {
  const layout = recordLayout(columnShapes(like));
  const most = Math.min(table / layout.bytes, MOST_ROWS) / 2 - ROUNDING;
  const chunks: Chunks = learnt ? chunksOf(rows, Math.floor(most), batch) : { rows, chunks: 1, hands: 1 };
  return { store: openStore(spill, base, like, layout, chunks, learnt ? seed : null), end: base + layout.bytes * rows };
}

/** A spill whose failures are told to the user. */
const told = (spill: Spill): Spill => ({
  write: (bytes, at) => orFailure(spill.write(bytes, at)),
  seal: () => orFailure(spill.seal()),
  read: (at, length) => orFailure(spill.read(at, length)),
  remove: () => spill.remove().catch(() => {}), // it is gone with its maker at the latest
});

const orFailure = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => { throw new SpillFailure(words.notStored(cause instanceof Error ? cause.message : String(cause))); });
