import fc from "fast-check";
import { rawCell, type Table } from "../../src/engine/data/table.ts";
import { readCsv, type ReadCsv, type ReadHooks } from "../../src/ingest/csv.ts";
import type { ReadOptions } from "../../src/ingest/dialect.ts";

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function utf16(text: string, order: "le" | "be"): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), order === "le");
  return bytes;
}

export const concat = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** The bytes as a stream cut at the given places (any numbers; they are taken modulo the length). */
export async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...new Set([...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

export const cuts = fc.array(fc.nat(10_000), { maxLength: 12 });

export async function read(content: string | Uint8Array, options: ReadOptions = {}, hooks: ReadHooks = {}): Promise<ReadCsv> {
  const outcome = await readCsv(cut(typeof content === "string" ? utf8(content) : content, []), options, hooks);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}

/** The sentence with which reading fails. */
export async function refusal(content: string | Uint8Array, options: ReadOptions = {}): Promise<string> {
  const outcome = await readCsv(cut(typeof content === "string" ? utf8(content) : content, []), options);
  if (outcome.ok) throw new Error(`expected a failure, got a table of ${outcome.value.table.rows} rows`);
  return outcome.problems.map(({ message }) => message).join("; ");
}

/** Names and raw cells, row by row. */
export const grid = ({ rows, columns }: Table): readonly (readonly string[])[] => [
  columns.map(({ name }) => name),
  ...Array.from({ length: rows }, (_, row) => columns.map((column) => rawCell(column, row))),
];

export const messages = ({ notes }: Pick<ReadCsv, "notes">): readonly string[] => notes.map(({ message }) => message);
