/** A file of any format to a table. */
import { error, failure, note, success, type Outcome } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/ingest.ts";
import { readCsv, type ReadHooks, type ReadTable } from "../csv.ts";
import type { Format, Reading, ReadOptions } from "../dialect.ts";
import { Pace } from "../pace.ts";
import { Unreadable } from "../source.ts";
import { detectFormat, isNamedSo } from "./detect.ts";
import { LARGEST_TABLE, Refusal, type ReadFormat } from "./format.ts";

/** Readers of formats beside plain text, loaded when a file needs them. */
const READERS: Readonly<Record<Exclude<Format, "csv">, () => Promise<ReadFormat>>> = {
  json: () => import("./json/read.ts").then(({ readJson }) => readJson),
  jsonl: () => import("./json/read.ts").then(({ readJson }) => readJson),
  excel: () => import("./excel/read.ts").then(({ readExcel }) => readExcel),
  parquet: () => import("./parquet/read.ts").then(({ readParquet }) => readParquet),
  arrow: () => import("./arrow/read.ts").then(({ readArrow }) => readArrow),
};

export interface TableHooks extends ReadHooks {
  /** In bytes, what the table may unfold to, of formats that pack their cells. */
  readonly most?: number;
}

/**
 * Read a table from CSV and its relatives, JSON, JSON lines, Excel, Parquet or Arrow, whatever its name says. Columns come with their
 * missing spellings and decimal signs settled. Fails with a sentence for what is no table, is damaged, does not fit into memory, goes
 * away, or is cancelled.
 */
export async function readTable(blob: Blob, name: string, options: ReadOptions = {}, hooks: TableHooks = {}): Promise<Outcome<ReadTable<Reading>>> {
  try {
    const format = options.format ?? (await detectFormat(blob, name));
    const read = format === "csv" ? await readText(blob, options, hooks) : success(await readWith(await READERS[format](), blob, options, hooks));
    if (!read.ok) return read;
    const found = read.value.dialect.format;
    return isNamedSo(name, found) ? read : success({ ...read.value, notes: [note([], words.formats.otherName(name, words.formats.names[found])), ...read.value.notes] });
  } catch (cause) {
    if (cause instanceof Refusal || cause instanceof Unreadable) return failed(cause.message);
    if (cause instanceof RangeError) return failed(words.noMemory); // buffers that cannot be had
    if (cause instanceof DOMException) return failed(new Unreadable(cause).message); // a file that went away
    throw cause;
  }
}

const failed = (message: string): Outcome<never> => failure(error([], message));

/** Where the encoding was guessed, and later bytes contradict it, the file is read once more. */
async function readText(blob: Blob, options: ReadOptions, hooks: ReadHooks): Promise<Outcome<ReadTable<Reading>>> {
  const guessed = await readCsv(blob.stream(), options, hooks);
  const read = guessed.ok && guessed.value.encodingInDoubt ? await readCsv(blob.stream(), { ...options, encoding: "windows-1252" }, hooks) : guessed;
  if (!read.ok) return read;
  const { encodingInDoubt: _, dialect, ...table } = read.value;
  return success({ ...table, dialect: { format: "csv", ...dialect } });
}

const readWith = (read: ReadFormat, blob: Blob, options: ReadOptions, { signal, onProgress, most = LARGEST_TABLE }: TableHooks): Promise<ReadTable<Reading>> =>
  read({ blob, options, most, pace: new Pace(signal), progress: (share, rows) => onProgress?.(share * blob.size, rows) });
