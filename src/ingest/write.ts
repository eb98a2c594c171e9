/** Tables to CSV. */
import { rawCell, type Cells, type Table } from "../engine/data/table.ts";
import type { ReadOptions } from "./dialect.ts";
import { guard } from "../engine/data/formula.ts";

export interface WriteOptions {
  /** A comma unless said otherwise. */
  readonly delimiter?: string;
  /** Put an apostrophe before text that a spreadsheet would run as a formula; on unless switched off. */
  readonly guard?: boolean;
}

/** A column to write beside the table's own: one cell for each row, null where it is missing. */
export interface ExtraColumn { readonly name: string; readonly cells: Cells }

/** How files written here are laid out: with these options the reader takes back what was written, cell for cell. */
export const writtenLayout = ({ delimiter = ",", guard: guarded = true }: WriteOptions = {}): ReadOptions =>
  ({ encoding: "utf-8", delimiter, quote: '"', escape: "double", newline: "\n", skip: 0, header: true, unguard: guarded });

const BLOCK_CHARACTERS = 64 * 1024;

/**
 * The text of a CSV file in blocks of some 64 thousand characters: a header, the table's cells exactly as they stood in
 * the file, then the extra columns. Missing cells of the table keep their spelling, those of extra columns are empty.
 */
export function* csvBlocks(table: Table, extra: readonly ExtraColumn[], options: WriteOptions = {}): Generator<string, void, void> {
  const { delimiter = ",", guard: guarded = true } = options;
  const written = (text: string): string => quoted(guarded ? guard(text) : text, delimiter);
  const line = (cells: readonly string[]): string => `${cells.map(written).join(delimiter)}\r\n`;
  let block = line([...table.columns, ...extra].map(({ name }) => name));
  for (let row = 0; row < table.rows; row++) {
    block += line([...table.columns.map((column) => rawCell(column, row)), ...extra.map(({ cells }) => cells[row] ?? "")]);
    if (block.length < BLOCK_CHARACTERS) continue;
    yield block;
    block = "";
  }
  yield block;
}

/** An apostrophe in front is quoted as well, lest a reader take it for the file's quote character. */
function quoted(text: string, delimiter: string): string {
  const needed = text.includes(delimiter) || /["\r\n]|^'/.test(text);
  return needed ? `"${text.replaceAll('"', '""')}"` : text;
}
