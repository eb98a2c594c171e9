/** The dialect of a table, judged from the text at its beginning. */
import { looksLikeDate } from "../engine/data/dates.ts";
import { detectHeader } from "./detect-header.ts";
import type { Dialect, ReadOptions } from "./dialect.ts";
import { shapeOf } from "../engine/data/number-shape.ts";
import { isBlankCell, RowParser, type Layout, type Row } from "./rows.ts";

/** Everything detected but the encoding, and the sample read with it. */
export interface Detected {
  readonly dialect: Omit<Dialect, "encoding">;
  /** Rows of the sample, from the header on; blank lines are left out. */
  readonly rows: readonly Row[];
}

/** ASCII's own separators, 30 and 31, are rare and unmistakable. */
const DELIMITERS = [",", ";", "\t", "|", "\x1e", "\x1f", " "] as const;
const SAMPLE_ROWS = 200;
/** In characters: what is read of the sample at once. */
const PIECE = 512 * 1024;
/** Characters in which quotes and line ends are looked for. */
const OPENING = 1024 * 1024;

/** `complete` says that the sample is the whole text, so that its last line is a row too. */
export function detect(sample: string, complete: boolean, options: ReadOptions): Detected {
  const opening = sample.slice(0, OPENING);
  const quote = options.quote ?? detectQuote(opening);
  const fixed = {
    quote,
    escape: options.escape ?? detectEscape(opening, quote),
    newline: options.newline ?? detectNewline(opening, quote),
  } as const;
  const rowsWith = (delimiter: string): readonly Row[] => sampleRows(sample, complete, { ...fixed, delimiter });
  const delimiter = options.delimiter ?? bestDelimiter(rowsWith, quote);
  const all = rowsWith(delimiter);
  const skip = options.skip ?? detectSkip(all);
  const rows = all.slice(skip);
  const decimal = options.decimal ?? detectDecimal(rows, delimiter);
  return { dialect: { ...fixed, delimiter, skip, decimal, header: options.header ?? detectHeader(rows) }, rows };
}

function sampleRows(sample: string, complete: boolean, layout: Layout): readonly Row[] {
  const parser = new RowParser(layout, SAMPLE_ROWS);
  const rows: Row[] = [];
  for (let at = 0; at < sample.length && rows.length < SAMPLE_ROWS && !parser.sprawling; at += PIECE) {
    for (const row of parser.push(sample.slice(at, at + PIECE))) rows.push(row);
  }
  if (complete && rows.length < SAMPLE_ROWS && !parser.sprawling) for (const row of parser.end()) rows.push(row);
  return rows.slice(0, SAMPLE_ROWS);
}

/** A carriage return ends rows only where no line feed does. */
function detectNewline(sample: string, quote: Layout["quote"]): Layout["newline"] {
  const outside = quote === "" ? sample : sample.replaceAll(new RegExp(`${quote}[^${quote}]*${quote}`, "g"), "");
  return outside.includes("\r") && !outside.includes("\n") ? "\r" : "\n";
}

/** Quotes count where a cell begins; apostrophes must also close cells, and only stand in for quotes that are absent. */
function detectQuote(sample: string): Layout["quote"] {
  const opens = (quote: string): number => sample.match(new RegExp(`(?:^|[,;\\t|\\n\\r])${quote}`, "g"))?.length ?? 0;
  const closes = (quote: string): number => sample.match(new RegExp(`${quote}(?=[,;\\t|\\n\\r]|$)`, "g"))?.length ?? 0;
  return opens('"') === 0 && opens("'") >= 2 && closes("'") * 2 >= opens("'") ? "'" : '"';
}

/** A backslash before a quote that does not end its cell, and no quote written twice. */
function detectEscape(sample: string, quote: Layout["quote"]): Layout["escape"] {
  if (quote === "") return "double";
  const backslashed = new RegExp(`\\\\${quote}(?![,;\\t|\\n\\r]|$)`).test(sample);
  const doubled = new RegExp(`[^,;\\t|\\n\\r\\\\]${quote}${quote}[^,;\\t|\\n\\r]`).test(sample);
  return backslashed && !doubled ? "backslash" : "double";
}

/**
 * The delimiter under which most rows have the same number of cells and the cells look like single values; a comma when
 * none does, which makes one column. (papaparse counts cells only, and takes "1,5;2,5" for three columns.)
 */
function bestDelimiter(rowsWith: (delimiter: string) => readonly Row[], quote: string): string {
  let best = ",";
  let highest = 0;
  for (const delimiter of DELIMITERS) {
    const score = delimiterScore(rowsWith(delimiter), delimiter, quote);
    if (score > highest) [best, highest] = [delimiter, score];
  }
  return best;
}

/** The least share of rows that must agree on their number of cells. */
const AGREEMENT = 0.4;

function delimiterScore(rows: readonly Row[], delimiter: string, quote: string): number {
  const width = usualWidth(rows);
  const usual = rows.filter((row) => row.length === width);
  const agreement = usual.length / rows.length;
  if (width < 2 || agreement < AGREEMENT || (delimiter === " " && !isTableOfBlanks(usual, agreement))) return 0;
  const cells = usual.flat();
  const plain = cells.filter((cell) => isPlain(cell, quote)).length / cells.length;
  // Numbers one after another in a cell have blanks between them too, and then a real delimiter beside the last.
  if (delimiter === " " && plain < 0.99) return 0;
  return agreement ** 2 * plain * (width / (width + 1));
}

/** Words are separated by blanks too: only rows full of numbers are cells between blanks. */
function isTableOfBlanks(rows: readonly Row[], agreement: number): boolean {
  const cells = rows.flat();
  const numbers = cells.filter((cell) => shapeOf(cell) !== "none").length;
  return rows.length >= 3 && agreement >= 0.9 && numbers * 2 > cells.length && !looksLikeDate(rows[0]!.join(" "));
}

/** Could this be one value? A number may hold commas; other text with another delimiter or a quote in it is suspicious. */
const isPlain = (cell: string, quote: string): boolean =>
  shapeOf(cell) !== "none" || !(DELIMITERS.some((other) => other !== " " && cell.includes(other)) || (quote !== "" && cell.includes(quote)));

/** The number of cells that most rows have; of two equally common ones, the larger. */
export function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] > best[0]) ? next : best), [0, 0])[0];
}

const LONGEST_PREAMBLE = 20;

/** Titles and remarks above a table: leading rows with one filled cell where the table's own rows have more. */
export function detectSkip(rows: readonly Row[]): number {
  const width = usualWidth(rows);
  const filled = (row: Row): number => row.filter((cell) => !isBlankCell(cell)).length;
  const isTable = (row: Row): boolean => filled(row) > 1 || (width === 2 && row.length === 2);
  if (width < 2) return 0;
  const first = rows.slice(0, LONGEST_PREAMBLE).findIndex(isTable);
  return first === -1 ? 0 : first;
}

/** A comma when some cells can only be read so and none has a decimal point; in files between semicolons "1,234" will do. */
function detectDecimal(rows: readonly Row[], delimiter: string): "." | "," {
  const shapes = rows.flat().map(shapeOf);
  if (shapes.includes("point")) return ".";
  return shapes.includes("comma") || (delimiter === ";" && shapes.includes("comma?") && !shapes.includes("point?")) ? "," : ".";
}
