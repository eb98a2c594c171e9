/** A delimited text file to a table, in one pass over its bytes. */
import type { Column, Table } from "../engine/data/table.ts";
import { error, failure, success, type Outcome, type Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import { decode } from "./decode.ts";
import { usualWidth } from "./detect.ts";
import type { Dialect, ReadOptions } from "./dialect.ts";
import { columnNames } from "./names.ts";
import { blankNotes, encodingNotes, quoteNotes, skipNotes } from "./notes.ts";
import { headerRow, readOpening, tableWidth } from "./opening.ts";
import { Pace } from "./pace.ts";
import { RowParser } from "./rows.ts";
import { settling } from "./settle.ts";
import { pieces, Unreadable, type ByteSource } from "./source.ts";
import { TableBuilder } from "./table-builder.ts";

export interface ReadTable<How = Dialect> {
  readonly table: Table;
  /** How the file was read: detected, but for what the options said. */
  readonly dialect: How;
  /** What a reader should know: uneven rows, renamed columns, broken characters. */
  readonly notes: readonly Problem[];
  readonly bytes: number;
}

export interface ReadCsv extends ReadTable {
  /** True when the encoding was guessed from a beginning without a telling byte and later bytes contradict it. */
  readonly encodingInDoubt: boolean;
}

export interface ReadHooks {
  /** Told a few dozen times a second at most. */
  readonly onProgress?: (bytes: number, rows: number) => void;
  readonly signal?: AbortSignal | undefined;
}

const WIDEST = 20_000;

/**
 * Read a table from CSV, TSV and their relatives.
 *
 * Lines without text are skipped (in a file of one column, those between rows are empty cells), short rows are filled up with missing cells, extra cells are dropped; each is said in
 * `notes`. Columns come with their missing spellings and decimal signs settled. Fails, with a sentence, for an empty
 * file, for one that is no table at all, for one that goes away, for a quote that is never closed over more than 64 MiB, for lack of memory, and
 * when cancelled. The result does not depend on how the source cuts its bytes.
 */
export async function readCsv(source: ByteSource, options: ReadOptions = {}, hooks: ReadHooks = {}): Promise<Outcome<ReadCsv>> {
  const input = pieces(source);
  try {
    return await read(input, options, hooks);
  } catch (cause) {
    // Buffers that cannot be had are an expected failure of a large file; anything else is a bug.
    if (cause instanceof Unreadable) return failed(cause.message);
    if (cause instanceof RangeError) return failed(words.noMemory);
    throw cause;
  } finally {
    await input.return(undefined);
  }
}

const failed = (message: string): Outcome<never> => failure(error([], message));

async function read(input: AsyncGenerator<Uint8Array>, options: ReadOptions, hooks: ReadHooks): Promise<Outcome<ReadCsv>> {
  const opening = await readOpening(input, options);
  if (!opening.ok) return opening;
  const { detected, decoder, guess, head } = opening.value;
  const dialect: Dialect = { encoding: guess.encoding, ...detected.dialect };
  const header = dialect.header ? headerRow(detected.rows) : null;
  const width = tableWidth(header, detected.rows);
  if (width > WIDEST) return failed(words.tooWide(width, WIDEST, dialect.delimiter));
  const naming = columnNames(header, width);
  const parser = new RowParser(dialect, 0, width === 1);
  const leave = dialect.skip + (header ? 1 : 0);
  const builder = new TableBuilder(naming.names, usualWidth(detected.rows), leave, options.unguard ?? false);
  const pace = new Pace(hooks.signal);
  let bytes = 0;
  let broken = false;

  for await (const text of decode(counted(chain(head, input), (length) => { bytes += length; }), decoder)) {
    broken ||= text.includes("\ufffd");
    for (const row of parser.push(text)) builder.add(row, () => parser.lineOf(row));
    if (parser.sprawling) return failed(words.tooManyCells(rowName(parser.rows - leave + 1), dialect.delimiter));
    if (parser.runaway) return failed(runaway(parser.rows - leave + 1, dialect));
    if (pace.due) {
      hooks.onProgress?.(bytes, builder.rows);
      await pace.rest();
    }
    if (pace.cancelled) return failed(words.cancelled);
  }
  for (const row of parser.end()) builder.add(row, () => parser.lineOf(row));
  hooks.onProgress?.(bytes, builder.rows);

  const columns: Column[] = [];
  for (const column of builder.columns()) {
    const settled = await pace.run(settling(column, dialect.decimal));
    if (settled === null) return failed(words.cancelled);
    columns.push(settled);
  }
  const uneven = [...builder.notes(), ...blankNotes(parser), ...quoteNotes(parser, dialect)];
  const notes = [...skipNotes(dialect), ...naming.notes, ...uneven, ...encodingNotes(broken, dialect)];
  return success({ table: { rows: builder.rows, columns }, dialect, notes, bytes, encodingInDoubt: broken && !guess.certain });
}

const rowName = (row: number): string => (row < 1 ? words.firstRow : words.row(row));

const runaway = (row: number, { quote }: Dialect): string =>
  quote === "" ? words.longRow(rowName(row)) : words.longQuote(quote, row);

async function* chain(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}

async function* counted(source: AsyncIterable<Uint8Array>, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length);
    yield chunk;
  }
}
