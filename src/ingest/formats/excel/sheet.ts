/** One sheet to rows of cells. */
import { serialDate } from "./dates.ts";
import type { Archive } from "./archive.ts";
import type { Workbook } from "./workbook.ts";
import { unescaped, walkXml } from "./xml.ts";

/** What spreadsheets hold at most; a cell beyond is none. */
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;

export interface Counts {
  /** Cells whose formula failed: missing. */
  errors: number;
  /** Formulas whose value the file does not hold: missing. */
  uncomputed: number;
  /** Cells that were filled from the first of a merged range. */
  merged: number;
}

/** Rows of a merged range below its first row, in its first column (from 0). */
interface Merge { readonly column: number; readonly first: number; readonly last: number }

/**
 * Tells `onRow` each row that has cells, with its number from 1. Formulas give their stored values, errors nothing, dates ISO text; a
 * range merged over several rows gives its value in each of them, in its first column.
 */
export async function readSheet(archive: Archive, path: string, book: Workbook, onRow: (cells: string[], row: number) => void, rest: (share: number) => Promise<void>): Promise<Counts> {
  const merges = await mergesOf(archive, path, rest);
  const counts: Counts = { errors: 0, uncomputed: 0, merged: 0 };
  const cells = new SheetCells(book, counts, new Merged(merges, counts), onRow);
  await walkXml(archive, path, cells, rest);
  return counts;
}

class SheetCells {
  readonly #book: Workbook;
  readonly #counts: Counts;
  readonly #merged: Merged;
  readonly #onRow: (cells: string[], row: number) => void;
  #row = 0;
  #cells: string[] = [];
  #column = -1;
  #type = "n";
  #style = 0;
  #value: string | null = null;
  #hasFormula = false;
  #in: "value" | "text" | "" = "";
  #inReading = false;

  constructor(book: Workbook, counts: Counts, merged: Merged, onRow: (cells: string[], row: number) => void) {
    this.#book = book;
    this.#counts = counts;
    this.#merged = merged;
    this.#onRow = onRow;
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    if (tag === "row") {
      this.#row = Number(attribute("r") ?? this.#row + 1);
      this.#cells = [];
      this.#column = -1;
    } else if (tag === "c") {
      const place = attribute("r");
      this.#column = place === undefined ? this.#column + 1 : columnOf(place);
      this.#type = attribute("t") ?? "n";
      this.#style = Number(attribute("s") ?? 0);
      this.#value = null;
      this.#hasFormula = false;
    } else if (tag === "f") this.#hasFormula = true;
    else if (tag === "v") this.#in = "value";
    else if (tag === "rPh") this.#inReading = true;
    else if (tag === "t" && !this.#inReading) this.#in = "text";
  }

  text(text: string): void {
    if (this.#in !== "") this.#value = (this.#value ?? "") + text;
  }

  close(tag: string): void {
    if (tag === "v" || tag === "t") this.#in = "";
    else if (tag === "rPh") this.#inReading = false;
    else if (tag === "c" && this.#column >= 0 && this.#column < MOST_COLUMNS) this.#put(this.#cell());
    else if (tag === "row" && this.#row >= 1 && this.#row <= MOST_ROWS) this.#onRow(this.#merged.filled(this.#cells, this.#row), this.#row);
  }

  #put(cell: string): void {
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = cell;
  }

  #cell(): string {
    const value = this.#value;
    if (value === null) {
      if (this.#hasFormula) this.#counts.uncomputed++;
      return "";
    }
    switch (this.#type) {
      case "s": return this.#book.texts[Number(value)] ?? "";
      case "b": return value === "1" ? "true" : "false";
      case "e": {
        this.#counts.errors++;
        return "";
      }
      case "d": return value.trim();
      case "str":
      case "inlineStr": return unescaped(value);
      default: return this.#number(value);
    }
  }

  #number(value: string): string {
    const number = Number(value);
    if (Number.isNaN(number)) return value;
    return this.#book.dateStyles[this.#style] ? serialDate(number, this.#book.from1904) : String(number);
  }
}

/** Fills what merged ranges leave empty below their first row. */
class Merged {
  readonly #counts: Counts;
  /** First row → ranges that begin there. */
  readonly #beginning = new Map<number, Merge[]>();
  #open: { readonly merge: Merge; readonly value: string }[] = [];

  constructor(merges: readonly Merge[], counts: Counts) {
    this.#counts = counts;
    for (const merge of merges) this.#beginning.set(merge.first, [...(this.#beginning.get(merge.first) ?? []), merge]);
  }

  filled(cells: string[], row: number): string[] {
    this.#open = this.#open.filter(({ merge }) => row <= merge.last);
    for (const { merge, value } of this.#open) {
      if ((cells[merge.column] ?? "") !== "") continue;
      while (cells.length <= merge.column) cells.push("");
      cells[merge.column] = value;
      this.#counts.merged++;
    }
    for (const merge of this.#beginning.get(row) ?? []) {
      const value = cells[merge.column] ?? "";
      if (value !== "") this.#open.push({ merge, value });
    }
    return cells;
  }
}

const MOST_MERGES = 100_000;
const MERGE = /<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):[A-Z]+(\d+)"/g;

/** They stand behind the cells that they fill, so the part is looked through once before. */
async function mergesOf(archive: Archive, path: string, rest: (share: number) => Promise<void>): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  let tail = "";
  for await (const { text } of archive.text(path)) {
    const whole = tail + text;
    let end = Math.max(0, whole.length - 200);
    for (const match of whole.matchAll(MERGE)) {
      const [, letters = "", first = "", last = ""] = match;
      if (Number(last) > Number(first) && merges.length < MOST_MERGES) merges.push({ column: columnOf(letters), first: Number(first), last: Number(last) });
      end = Math.max(end, match.index + match[0].length);
    }
    tail = whole.slice(end);
    await rest(0);
  }
  return merges;
}

/** Of "B12": 1. */
function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const code = place.charCodeAt(i) & 0xdf; // small letters too
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column - 1;
}
