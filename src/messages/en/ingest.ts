/** What a reader of files tells: files that are no tables, and what was noticed in those that are. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

const few = (items: readonly string[]) => (items.length > 10 ? `${items.slice(0, 10).join(", ")} and ${count(items.length - 10)} more` : list(items));
const saveAsCsv = "Open it in the program it comes from and save it as CSV.";
const unpack = "Unpack it first.";
const other = "Choose a table instead.";
const noTable = (what: string, cure: string) => `This file is ${what}, not a table in CSV or TSV. ${cure}`;

export const words = catalogue("ingest", {
  cancelled: "Reading was cancelled.",
  noMemory: "The table does not fit into this computer's memory. Use a part of its rows or columns.",
  empty: "The file is empty. Expected rows of cells, the first naming the columns.",
  endless: "The first row does not end within 8 million characters: a line that goes on and on, or a quote that is never closed. Expected rows of cells that end in a line break.",
  nothingLeft: (rows: number) => `Nothing is left after skipping ${counted(rows, "row", "rows")}.`,
  unknownEncoding: (name: string) => `Unknown encoding '${name}'. Expected a name such as utf-8, utf-16le or windows-1252.`,
  tooWide: (cells: number, most: number, delimiter: string) => `The first rows have ${counted(cells, "cell", "cells")}; at most ${count(most)} columns can be read. Is the delimiter '${delimiter}' right?`,
  firstRow: "The first row",
  row: (row: number) => `Row ${count(row)}`,
  tooManyCells: (row: string, delimiter: string) => `${row} has more than a million cells. Is the delimiter '${delimiter}' right, and do all lines end?`,
  longRow: (row: string) => `${row} goes on for more than 64 million characters. Expected rows that end in a line break.`,
  longQuote: (quote: string, row: number) =>
    `A quote (${quote}) that opens in row ${count(row)} is not closed within 64 million characters. Read the file with quote character "none", or close the quote.`,
  unreadable: (cause: string) => `The file could not be read to its end: it was changed, moved or removed, or it is a folder. Choose the file again. (${cause})`,

  notAtHand: (name: string) => `The file of '${name}' is not at hand any more. Open the file again to read it differently.`,
  damaged: (name: string) => `The stored data of '${name}' is damaged. Open its file again.`,
  meantime: (name: string) => `'${name}' was read again or closed in the meantime.`,
  noStore: "This browser does not keep data here. Keep the file itself, and open it again next time.",

  /** What the file is instead of a table, and the way out. */
  noTable: {
    zip: noTable("a zip archive or an Excel workbook (.xlsx)", "Unpack it, or save its sheet as CSV."),
    emptyZip: noTable("an empty zip archive", "Choose the table itself."),
    xls: noTable("an old Excel workbook (.xls)", "Save its sheet as CSV."),
    gzip: noTable("a gzip archive", unpack),
    bzip2: noTable("a bzip2 archive", unpack),
    sevenZip: noTable("a 7-Zip archive", unpack),
    zstandard: noTable("a Zstandard archive", unpack),
    rar: noTable("a RAR archive", unpack),
    xz: noTable("an XZ archive", unpack),
    pdf: noTable("a PDF document", saveAsCsv),
    png: noTable("a picture (PNG)", other),
    jpeg: noTable("a picture (JPEG)", other),
    gif: noTable("a picture (GIF)", other),
    tiff: noTable("a picture (TIFF)", other),
    riff: noTable("a picture, sound or film (RIFF)", other),
    program: noTable("a program", other),
    rtf: noTable("a text document (RTF)", saveAsCsv),
    parquet: noTable("a Parquet file", saveAsCsv),
    arrow: noTable("an Arrow file", saveAsCsv),
    hdf5: noTable("an HDF5 file", saveAsCsv),
    sqlite: noTable("an SQLite database", "Export the table as CSV."),
    utf32: noTable("text in UTF-32", "Save it as UTF-8."),
    html: noTable("a web page (HTML)", "Download the table itself, or copy its cells and paste them here."),
    xml: noTable("an XML document", saveAsCsv),
    json: noTable("JSON", "Convert it to CSV."),
    binary: noTable("binary data", "Expected rows of text with cells between commas, semicolons or tabs."),
  },

  /** Rows with something in common, counted from 1 below the header; `more`: how many others there are. */
  oneRow: (row: number, line: number) => `1 row (row ${count(row)}, in line ${count(line)})`,
  rows: (rows: number, shown: readonly number[], line: number) =>
    `${count(rows)} rows (rows ${rows > shown.length ? `${shown.map(count).join(", ")} and ${count(rows - shown.length)} more` : list(shown.map(count))}; the first in line ${count(line)})`,
  shortRows: (rows: string, cells: number) => `${rows} had fewer than ${counted(cells, "cell", "cells")}; the cells that are not there count as missing. Rows are counted from 1 below the header.`,
  longRows: (rows: string, cells: number) => `${rows} had more than ${counted(cells, "cell", "cells")}; the extra cells were left out. If cells hold the delimiter, they need quotes around them.`,
  oddQuotes: (rows: string) => `${rows} had a quote inside a quoted cell that was not doubled; the cell was read to the next closing quote.`,
  unclosedQuote: (quote: string, row: number, line: number) =>
    `A quote (${quote}) opens in row ${count(row)}, in line ${count(line)}, and is never closed: everything after it became one cell. If quotes are ordinary characters in this file, read it with quote character "none".`,
  skipped: (rows: number) => (rows === 1 ? "The first row is not part of the table and was left out." : `The first ${count(rows)} rows are not part of the table and were left out.`),
  blankCells: (lines: number) => `${counted(lines, "blank line was read as an empty cell", "blank lines were read as empty cells")}: the table has one column.`,
  blankLines: (lines: number) => `${counted(lines, "blank line was", "blank lines were")} left out.`,
  brokenCharacters: (encoding: string) =>
    `Some characters show as \ufffd: bytes that mean nothing in ${encoding}, unless the file held that sign already. Choose another encoding if letters look wrong.`,
  became: (name: string, unique: string) => `'${name}' became '${unique}'`,
  repeated: (changes: readonly string[]) => `Column names must differ, so repeated ones were numbered: ${few(changes)}.`,
  nameless: (names: readonly string[]) => `${names.length === 1 ? "A column has" : `${count(names.length)} columns have`} no name in the header; named ${few(names)} here.`,
});
