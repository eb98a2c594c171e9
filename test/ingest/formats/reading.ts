import { readTable, type TableHooks } from "../../../src/ingest/formats/read.ts";
import type { ReadTable } from "../../../src/ingest/csv.ts";
import type { Reading, ReadOptions } from "../../../src/ingest/dialect.ts";

type Content = string | Uint8Array | ArrayBuffer | Blob;
const blobOf = (content: Content): Blob => (content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>])); // test bytes are never shared

export async function read(content: Content, name: string, options: ReadOptions = {}, hooks: TableHooks = {}): Promise<ReadTable<Reading>> {
  const outcome = await readTable(blobOf(content), name, options, hooks);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}

/** The sentence with which reading fails. */
export async function refusal(content: Content, name: string, options: ReadOptions = {}, hooks: TableHooks = {}): Promise<string> {
  const outcome = await readTable(blobOf(content), name, options, hooks);
  if (outcome.ok) throw new Error(`expected a failure, got a table of ${outcome.value.table.rows} rows`);
  return outcome.problems.map(({ message }) => message).join("; ");
}

export { grid, messages } from "../reading.ts";
