/** A delimited text file to a table, in one pass over its bytes. */
import type { Column, Table } from "../engine/data/table.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../engine/schema/problem.ts";
import { decode, decoderFor, detectEncoding, type EncodingGuess } from "./decode.ts";
import { detect, usualWidth, type Detected } from "./detect.ts";
import type { Dialect, ReadOptions } from "./dialect.ts";
import { columnNames } from "./names.ts";
import { refusalOfBytes, refusalOfText } from "./refuse.ts";
import { isBlankCell, RowParser, type Row } from "./rows.ts";
import { Pace } from "./pace.ts";
import { settling } from "./settle.ts";
import { pieces, type ByteSource } from "./source.ts";
import { TableBuilder } from "./table-builder.ts";

export interface ReadTable {
  readonly table: Table;
  /** How the file was read: detected, but for what the options said. */
  readonly dialect: Dialect;
  /** What a reader should know: uneven rows, renamed columns, broken characters. */
  readonly notes: readonly Problem[];
  readonly bytes: number;
  /** True when the encoding was guessed from a beginning without a telling byte and later bytes contradict it. */
  readonly encodingInDoubt: boolean;
}

export interface ReadHooks {
  /** Told a few dozen times a second at most. */
  readonly onProgress?: (bytes: number, rows: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const CANCELLED = "Reading was cancelled.";
const SAMPLE_BYTES = 512 * 1024;
const LARGEST_SAMPLE_BYTES = 64 * 1024 * 1024;
const WIDEST = 20_000;

/**
 * Read a table from CSV, TSV and their relatives.
 *
 * Lines without text are skipped, short rows are filled up with missing cells, extra cells are dropped; each is said in
 * `notes`. Columns come with their missing spellings and decimal signs settled. Fails, with a sentence, for an empty
 * file, for one that is no table at all, for a quote that is never closed over more than 64 MiB, for lack of memory, and
 * when cancelled. The result does not depend on how the source cuts its bytes.
 */
export async function readCsv(source: ByteSource, options: ReadOptions = {}, hooks: ReadHooks = {}): Promise<Outcome<ReadTable>> {
  const input = pieces(source);
  try {
    return await read(input, options, hooks);
  } catch (cause) {
    // Buffers that cannot be had are an expected failure of a large file; anything else is a bug.
    if (cause instanceof RangeError) return failed("The table does not fit into this computer's memory. Use a part of its rows or columns.");
    throw cause;
  } finally {
    await input.return(undefined);
  }
}

const failed = (message: string): Outcome<never> => failure(error([], message));

async function read(input: AsyncGenerator<Uint8Array>, options: ReadOptions, hooks: ReadHooks): Promise<Outcome<ReadTable>> {
  const opening = await readOpening(input, options);
  if (!opening.ok) return opening;
  const { detected, decoder, guess, head } = opening.value;
  const dialect: Dialect = { encoding: guess.encoding, ...detected.dialect };
  const header = dialect.header ? headerRow(detected.rows) : null;
  const width = tableWidth(header, detected.rows);
  if (width > WIDEST) return failed(`The first rows have ${width} cells; at most ${WIDEST} columns can be read. Is the delimiter '${dialect.delimiter}' right?`);
  const naming = columnNames(header, width);
  const parser = new RowParser(dialect);
  const builder = new TableBuilder(naming.names, usualWidth(detected.rows), dialect.skip + (header ? 1 : 0), options.unguard ?? false);
  const pace = new Pace(hooks.signal);
  let bytes = 0;
  let broken = 0;

  for await (const text of decode(counted(chain(head, input), (length) => { bytes += length; }), decoder)) {
    if (text.includes("\ufffd")) broken++;
    for (const row of parser.push(text)) builder.add(row);
    if (parser.runaway) return failed(`A quote (${dialect.quote}) that opens in row ${parser.rows + 1} is not closed within 64 million characters. Read the file with quote character "none", or close the quote.`);
    if (pace.due) {
      hooks.onProgress?.(bytes, builder.rows);
      await pace.rest();
    }
    if (pace.cancelled) return failed(CANCELLED);
  }
  for (const row of parser.end()) builder.add(row);
  hooks.onProgress?.(bytes, builder.rows);

  const columns: Column[] = [];
  for (const column of builder.columns()) {
    const settled = await pace.run(settling(column, dialect.decimal));
    if (settled === null) return failed(CANCELLED);
    columns.push(settled);
  }
  const notes = [...skipNotes(dialect), ...naming.notes, ...builder.notes(), ...blankNotes(parser), ...quoteNotes(parser, dialect), ...encodingNotes(broken, dialect)];
  return success({ table: { rows: builder.rows, columns }, dialect, notes, bytes, encodingInDoubt: broken > 0 && !guess.certain });
}

interface Opening {
  readonly detected: Detected;
  readonly decoder: TextDecoder;
  readonly guess: EncodingGuess;
  /** The bytes looked at, still to be read. */
  readonly head: readonly Uint8Array[];
}

/** Look at enough of the file to know its dialect: half a MiB, or more while not even two rows are complete. */
async function readOpening(input: AsyncGenerator<Uint8Array>, options: ReadOptions): Promise<Outcome<Opening>> {
  const head: Uint8Array[] = [];
  let bytes = 0;
  for (let wanted = SAMPLE_BYTES; ; wanted *= 4) {
    let complete = false;
    while (bytes < wanted && !complete) {
      const next = await input.next();
      if (next.done) {
        complete = true;
      } else {
        head.push(next.value);
        bytes += next.value.length;
      }
    }
    const sample = joined(head, bytes);
    const refusal = refusalOfBytes(sample);
    if (refusal !== null) return failed(refusal);
    const guess = options.encoding === undefined ? detectEncoding(sample) : { encoding: options.encoding, certain: true };
    const decoder = decoderFor(guess.encoding);
    if (!decoder) return failed(`Unknown encoding '${guess.encoding}'. Expected a name such as utf-8, utf-16le or windows-1252.`);
    const text = decoder.decode(sample, { stream: true });
    const textRefusal = refusalOfText(text);
    if (textRefusal !== null) return failed(textRefusal);
    const detected = detect(text, complete, options);
    if (!complete && detected.rows.length < 2 && bytes < LARGEST_SAMPLE_BYTES) continue;
    if (detected.rows.length === 0) return failed(emptiness(text, options));
    return success({ detected, decoder: decoderFor(guess.encoding)!, guess: { ...guess, encoding: decoder.encoding }, head });
  }
}

const emptiness = (text: string, options: ReadOptions): string =>
  text.trim() === "" ? "The file is empty. Expected rows of cells, the first naming the columns."
  : options.skip ? `Nothing is left after skipping ${options.skip} rows.`
  : "The first row has no end: a cell of more than 64 MiB, or a quote that is never closed.";

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

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

/** The names above the columns. R leaves out the one above its row names: then every row has one cell more, and the first never repeats. */
function headerRow([header = [], ...rows]: readonly Row[]): Row {
  const firsts = new Set(rows.map((row) => row[0]));
  const lacksFirst = rows.length > 1 && firsts.size === rows.length && rows.every((row) => row.length === header.length + 1 && !isBlankCell(row.at(-1)!));
  return lacksFirst ? ["", ...header] : header;
}

/** As many columns as the header names or most rows have; delimiters at the ends of lines make none. */
function tableWidth(header: Row | null, rows: readonly Row[]): number {
  const usual = usualWidth(rows);
  if (header === null) return usual;
  const lastFilled = Math.max(...rows.map((row) => row.slice(0, usual).findLastIndex((cell) => !isBlankCell(cell))));
  return Math.max(header.length, lastFilled + 1);
}

const skipNotes = ({ skip }: Dialect): Problem[] =>
  skip === 0 ? [] : [note([], `${skip === 1 ? "The first row is" : `The first ${skip} rows are`} not part of the table and ${skip === 1 ? "was" : "were"} left out.`)];

const blankNotes = ({ blankLines }: RowParser): Problem[] =>
  blankLines === 0 ? [] : [note([], blankLines === 1 ? "1 blank line was left out." : `${blankLines} blank lines were left out.`)];

function quoteNotes(parser: RowParser, { header, skip, quote }: Dialect): Problem[] {
  const above = skip + (header ? 1 : 0);
  const unclosed = parser.unclosedQuote;
  return [
    ...parser.oddQuotes.note((rows) => `${rows} had a quote inside a quoted cell that was not doubled; the cell was read to the next closing quote.`, above),
    ...(unclosed === null ? [] : [note([], `A quote (${quote}) opens in row ${unclosed - above + 1} and is never closed: everything after it became one cell. If quotes are ordinary characters in this file, read it with quote character "none".`)]),
  ];
}

const encodingNotes = (broken: number, { encoding }: Dialect): Problem[] =>
  broken === 0 ? [] : [note([], `Some characters show as \ufffd: bytes that mean nothing in ${encoding}, unless the file held that sign already. Choose another encoding if letters look wrong.`)];
