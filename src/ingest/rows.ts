/**
 * Text to rows of cells, by papaparse's parser. The text may come in pieces cut anywhere: a row is handed out once it is
 * complete, and an unfinished one waits for the next piece, so that cutting never changes the result.
 */
import Papa from "papaparse";
import { RowRemark } from "./remarks.ts";

/** Where cells and rows end. */
export interface Layout {
  readonly delimiter: string;
  /** "" when quotes are ordinary characters. */
  readonly quote: '"' | "'" | "";
  /** How a quote is written inside a quoted cell: twice, or after a backslash. */
  readonly escape: "double" | "backslash";
  /** "\n" also reads "\r\n"; "\r" is the old Macintosh's. */
  readonly newline: "\n" | "\r";
}

export type Row = readonly string[];

/** The parts of papaparse's answer that are used here. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/** In characters. A longer row is taken for a quote that was never closed. */
export const LONGEST_ROW = 64 * 1024 * 1024;

/** Cells of a row, far more than columns can be: beyond, splitting an unfinished row again and again would take all memory. */
const MOST_CELLS = 1024 * 1024;

export class RowParser {
  readonly #parser: Papa.Parser;
  readonly #layout: Layout;
  readonly #blankIsRow: boolean;
  #waiting = "";
  /** How much text makes the next attempt worthwhile: doubled while one row goes on and on, so that the work stays linear. */
  #enough = 0;
  #rows = 0;
  #blankLines = 0;
  #blankRows = 0;
  /** Blank lines of which it is not yet known whether a row follows. */
  #held = 0;
  #batch: readonly Row[] = [];
  /** The line at which the batch begins, and the one after it. */
  #line = 1;
  #nextLine = 1;
  #sprawling = false;
  /** Rows (from 0) whose quotes are out of place, as in `"so" he said`. */
  readonly oddQuotes = new RowRemark();
  /** The row (from 0) and line where a quote opens that the file never closes. */
  unclosedQuote: { readonly row: number; readonly line: number } | null = null;

  /**
   * With `preview`, `push` hands out no more than that many rows. With `blankIsRow`, for files of one column, a blank line between
   * rows is a row of one empty cell.
   */
  constructor(layout: Layout, preview = 0, blankIsRow = false) {
    this.#blankIsRow = blankIsRow;
    this.#layout = layout;
    this.#parser = new Papa.Parser({
      delimiter: layout.delimiter,
      newline: layout.newline,
      quoteChar: layout.quote,
      escapeChar: layout.escape === "backslash" ? "\\" : layout.quote,
      preview,
      ...(layout.quote === "" && { fastMode: true }),
    });
  }

  /** True when the unfinished row has outgrown every sensible cell. */
  get runaway(): boolean {
    return this.#waiting.length > LONGEST_ROW;
  }

  /** True when the unfinished row has more cells than any table. */
  get sprawling(): boolean {
    return this.#sprawling;
  }

  /** Rows handed out so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Lines without text; they are no rows and count in no row number. */
  get blankLines(): number {
    return this.#blankLines;
  }

  /** Lines without text that were handed out as rows. */
  get blankRows(): number {
    return this.#blankRows;
  }

  /** The line of the file, from 1, at which a row that was handed out last begins. */
  lineOf(row: Row): number {
    let line = this.#line;
    for (const other of this.#batch) {
      if (other === row) break;
      line += 1 + other.reduce((sum, cell) => sum + lineEnds(cell, this.#layout.newline), 0);
    }
    return line;
  }

  /** The rows that `text` completes. */
  push(text: string): readonly Row[] {
    this.#waiting += text;
    if (this.#sprawling || this.#waiting.length < this.#enough) return [];
    if (this.#enough > MOST_CELLS && cellsOutsideQuotes(this.#waiting, this.#layout) > MOST_CELLS) {
      this.#sprawling = true;
      return [];
    }
    const parsed = this.#parse(this.#waiting, true);
    this.#line = this.#nextLine;
    this.#nextLine += lineEnds(this.#waiting.substring(0, parsed.meta.cursor), this.#layout.newline);
    this.#waiting = this.#waiting.substring(parsed.meta.cursor);
    this.#enough = parsed.data.length === 0 ? 2 * this.#waiting.length : 0;
    return this.#take(parsed);
  }

  /** The rows that are left when the text has ended. */
  end(): readonly Row[] {
    const rest = this.#waiting;
    this.#waiting = "";
    this.#line = this.#nextLine;
    if (rest === "") return this.#take({ data: [], errors: [] }, true);
    const parsed = this.#parse(rest, false);
    // After a last line end papaparse sees one more row, of one empty cell.
    if (parsed.data.at(-1)?.join() === "" && rest.endsWith(this.#layout.newline)) parsed.data.pop();
    return this.#take(parsed, true);
  }

  #parse(text: string, unfinished: boolean): Parsed {
    return this.#parser.parse(text, 0, unfinished) as Parsed; // typed as `any` by the package
  }

  #take({ data, errors }: Omit<Parsed, "meta">, last = false): readonly Row[] {
    if (this.#layout.newline === "\n") data.forEach(dropCarriageReturn);
    this.#batch = data;
    const rows: Row[] = [];
    for (const row of data) {
      if (isBlankRow(row)) {
        this.#held++;
        continue;
      }
      if (this.#held > 0) rows.push(...this.#heldRows(rows.length));
      rows.push(row);
    }
    if (!this.#blankIsRow || last) this.#dropHeld();
    this.#remark(data, rows, errors);
    this.#rows += rows.length;
    return rows;
  }

  /** The blank lines before a row: rows themselves, or none. */
  #heldRows(before: number): readonly Row[] {
    if (!this.#blankIsRow || this.#rows + before === 0) this.#dropHeld();
    const held = Array.from({ length: this.#held }, () => [""]);
    this.#blankRows += held.length;
    this.#held = 0;
    return held;
  }

  #dropHeld(): void {
    this.#blankLines += this.#held;
    this.#held = 0;
  }

  #remark(data: readonly Row[], rows: readonly Row[], errors: Parsed["errors"]): void {
    let at = 0;
    for (const error of errors) {
      const wrong = data[error.row];
      if (wrong === undefined) return; // the unfinished row: it is parsed again with more text
      const found = rows.indexOf(wrong, at);
      if (found < 0) continue; // quotes around nothing, on a line that is left out
      at = found;
      const line = () => this.lineOf(wrong);
      if (error.code === "MissingQuotes") this.unclosedQuote = { row: this.#rows + at, line: line() };
      else this.oddQuotes.add(this.#rows + at, line);
    }
  }
}

function lineEnds(text: string, newline: string): number {
  let count = 0;
  for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline, at + 1)) count++;
  return count;
}

/** Delimiters of a text that stand outside quotes, counted no further than needed. */
function cellsOutsideQuotes(text: string, { delimiter, quote }: Layout): number {
  const [cut, opens] = [delimiter.charCodeAt(0), quote === "" ? -1 : quote.charCodeAt(0)];
  let cells = 1;
  let quoted = false;
  for (let i = 0; i < text.length && cells <= MOST_CELLS; i++) {
    const code = text.charCodeAt(i);
    if (code === opens) quoted = !quoted;
    else if (code === cut && !quoted) cells++;
  }
  return cells;
}

function dropCarriageReturn(row: string[]): void {
  const last = row.at(-1);
  if (last?.endsWith("\r")) row[row.length - 1] = last.slice(0, -1);
}

const isBlankRow = (row: Row): boolean => row.length === 1 && row[0]!.trim() === "";

export const isBlankCell = (cell: string): boolean => cell.trim() === "";
