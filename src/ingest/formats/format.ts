/** The seam between a format and the rest: bytes in, a table out, and what it may cost. */
import type { Column, Table } from "../../engine/data/table.ts";
import { words } from "../../messages/en/ingest.ts";
import type { ReadTable } from "../csv.ts";
import type { Reading, ReadOptions } from "../dialect.ts";
import type { Pace } from "../pace.ts";
import { settling } from "../settle.ts";
import { Unreadable } from "../source.ts";

/** A file as a format reads it. */
export interface FileToRead {
  readonly blob: Blob;
  readonly options: ReadOptions;
  readonly pace: Pace;
  /** In bytes, what the table may unfold to. */
  readonly most: number;
  /** How far it is, as a share of one, and the rows so far. */
  readonly progress: (share: number, rows: number) => void;
}

/** Reads a whole file. Throws `Refusal` with a sentence where it cannot; buffers that cannot be had are RangeErrors. */
export type ReadFormat = (file: FileToRead) => Promise<ReadTable<Reading>>;

/** Why a file, or a part of it, cannot be read: a sentence for the user. */
export class Refusal extends Error {}

/** More columns than any table has. */
export const WIDEST = 20_000;
/** In bytes, of the cells of one table: small files can unfold to any size. */
export const LARGEST_TABLE = 2 * 1024 ** 3;

/** Stop before the table outgrows memory. A cell costs its text, and the place where it ends. */
export function checkSize(most: number, rows: number, columns: number, characters: number): void {
  if (columns > WIDEST) throw new Refusal(words.formats.tooManyColumns(WIDEST));
  if (4 * rows * columns + characters > most) throw new Refusal(words.formats.tooLarge(most));
}

/** A rest where one is due, and the end of it where the user has cancelled. */
export async function breathe({ pace, progress }: FileToRead, share: number, rows: number): Promise<void> {
  if (!pace.due) return;
  progress(share, rows);
  await pace.rest();
  if (pace.cancelled) throw new Refusal(words.cancelled);
}

/** The table of columns as they were read, with missing spellings and decimal signs settled. */
export async function settled(rows: number, columns: Iterable<Column>, pace: Pace): Promise<Table> {
  const done: Column[] = [];
  for (const column of columns) {
    const next = await pace.run(settling(column, "."));
    if (next === null) throw new Refusal(words.cancelled);
    done.push(next);
  }
  return { rows, columns: done };
}

/** Why a library gave up: what was refused stays so, and memory that cannot be had; anything else it threw means a damaged file. */
export function damage(cause: unknown, { damaged }: { readonly damaged: (why: string) => string }): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  const isOurs = cause instanceof Refusal || cause instanceof Unreadable;
  return isOurs || (cause instanceof RangeError && /alloc/i.test(message)) ? cause : new Refusal(damaged(message));
}
