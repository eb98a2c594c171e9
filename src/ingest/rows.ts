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

export class RowParser {
  readonly #parser: Papa.Parser;
  readonly #newline: string;
  #waiting = "";
  /** How much text makes the next attempt worthwhile: doubled while one row goes on and on, so that the work stays linear. */
  #enough = 0;
  #rows = 0;
  #blankLines = 0;
  /** Rows (from 0) whose quotes are out of place, as in `"so" he said`. */
  readonly oddQuotes = new RowRemark();
  /** The row (from 0) where a quote opens that the file never closes. */
  unclosedQuote: number | null = null;

  /** With `preview`, `push` hands out no more than that many rows. */
  constructor(layout: Layout, preview = 0) {
    this.#newline = layout.newline;
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

  /** Rows handed out so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Lines without text; they are no rows and count in no row number. */
  get blankLines(): number {
    return this.#blankLines;
  }

  /** The rows that `text` completes. */
  push(text: string): readonly Row[] {
    this.#waiting += text;
    if (this.#waiting.length < this.#enough) return [];
    const parsed = this.#parse(this.#waiting, true);
    this.#waiting = this.#waiting.substring(parsed.meta.cursor);
    this.#enough = parsed.data.length === 0 ? 2 * this.#waiting.length : 0;
    return this.#take(parsed);
  }

  /** The rows that are left when the text has ended. */
  end(): readonly Row[] {
    const rest = this.#waiting;
    this.#waiting = "";
    if (rest === "") return [];
    const parsed = this.#parse(rest, false);
    // After a last line end papaparse sees one more row, of one empty cell.
    if (parsed.data.at(-1)?.join() === "" && rest.endsWith(this.#newline)) parsed.data.pop();
    return this.#take(parsed);
  }

  #parse(text: string, unfinished: boolean): Parsed {
    return this.#parser.parse(text, 0, unfinished) as Parsed; // typed as `any` by the package
  }

  #take({ data, errors }: Parsed): readonly Row[] {
    if (this.#newline === "\n") data.forEach(dropCarriageReturn);
    const rows = data.filter((row) => !isBlankRow(row));
    if (errors.length > 0) this.#remark(data, errors);
    this.#rows += rows.length;
    this.#blankLines += data.length - rows.length;
    return rows;
  }

  #remark(data: readonly Row[], errors: Parsed["errors"]): void {
    let at = 0;
    let row = this.#rows;
    for (const error of errors) {
      if (error.row >= data.length) return; // the unfinished row: it is parsed again with more text
      for (; at < error.row; at++) if (!isBlankRow(data[at]!)) row++;
      if (error.code === "MissingQuotes") this.unclosedQuote = row;
      else this.oddQuotes.add(row);
    }
  }
}

function dropCarriageReturn(row: string[]): void {
  const last = row.at(-1);
  if (last?.endsWith("\r")) row[row.length - 1] = last.slice(0, -1);
}

const isBlankRow = (row: Row): boolean => row.length === 1 && row[0]!.trim() === "";

export const isBlankCell = (cell: string): boolean => cell.trim() === "";
