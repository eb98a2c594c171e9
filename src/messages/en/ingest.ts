/** What a reader of files tells: files that are no tables, and what was noticed in those that are. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

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
  /** Corrected cells, merged spellings and rows left out, by the list of changes to the data. */
  changesLost: (many: number) => `${counted(many, "change", "changes")} to the data ${many === 1 ? "does" : "do"} not fit these rows and ${many === 1 ? "was" : "were"} dropped.`,
  noStore: "This browser does not keep data here. Keep the file itself, and open it again next time.",

  /** What the file is instead of a table, and the way out. */
  noTable: {
    zip: noTable("a zip archive", "Unpack it, and choose the table in it."),
    emptyZip: noTable("an empty zip archive", "Choose the table itself."),
    xls: noTable("an old Excel workbook (.xls)", "Save it as .xlsx or CSV."),
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
  formats: {
    /** What a file is, in a note about its name. */
    names: { csv: "plain text (CSV)", json: "JSON", jsonl: "JSON lines", excel: "an Excel workbook", parquet: "a Parquet file", arrow: "an Arrow file" },
    otherName: (name: string, what: string) => `'${name}' is ${what}, whatever its name says, and was read as that.`,
    tooManyColumns: (most: number) => `The table has more than ${count(most)} columns, the most that can be read. Use a part of them.`,
    tooLarge: (most: number) => `The table, or a part of it, unfolds to more than ${bytes(most)}, more than memory has room for. Use a part of its rows or columns.`,
    noRecords: "There is no row of data in this file. Expected records, or rows of cells below their names.",
    uneven: (absent: readonly { readonly name: string; readonly rows: number }[], rows: number) =>
      `Not all ${count(rows)} records name the same columns; where one is not named its cell is missing: ${few(absent.map(({ name, rows: without }) => `'${name}' in ${count(without)}`))}.`,
    blankRows: (rows: number) => `${counted(rows, "blank row was", "blank rows were")} left out.`,
    joinedItems: "Lists were written into cells with blanks between their items; blanks inside an item became “_”.",
    nestedValues: "Some cells hold lists of records or lists of lists; they were kept as JSON text.",
    binary: (cells: number) => `${counted(cells, "cell holds", "cells hold")} bytes that are neither text nor a picture and count as missing.`,

    json: {
      broken: (value: number, line: number, text: string) => `Record ${count(value)}, in line ${count(line)}, is not JSON: “${text}”. Expected braces, brackets and quotes in pairs, and a comma between fields. Write the file anew.`,
      brokenLines: (rows: string) => `${rows} were not JSON and were left out.`,
      noLine: (lines: number) => `None of the ${counted(lines, "line", "lines")} is JSON. Expected one record in braces on each line.`,
      cutOff: (line: number) => `The file ends in the middle of the record that begins in line ${count(line)}, or before its list is closed: it was cut off. Copy or download it again.`,
      afterEnd: (line: number) => `The list ends before line ${count(line)}, and something follows it. Expected one list, or one record on each line.`,
      deep: (line: number, most: number) => `Line ${count(line)} nests more than ${count(most)} levels deep. Expected records of a table.`,
      longValue: (line: number) => `The value that begins in line ${count(line)} goes on for more than 256 million characters. Save the records as JSON lines: one record on each line.`,
      singleValues: "This JSON holds single values, not records. Expected a list of records such as {\"age\": 32, \"city\": \"Oslo\"}, or of lists of cells.",
      otherItems: (rows: string) => `${rows} are no records as the first is, and were left out.`,
      unequal: (columns: readonly string[]) => `The columns of this JSON differ in length: ${few(columns)}. Expected one value for each row in each column.`,
    },
    excel: {
      damaged: (why: string) => `This Excel workbook is damaged or cut off. ${why}`,
      part: (path: string, why: string) => `The part ${path} of this Excel workbook cannot be read. ${why}`,
      xml: "It is not XML that ends as it begins. Open the workbook in a spreadsheet program and save it anew.",
      noMain: "It has no list of its sheets. Open it in a spreadsheet program and save it anew.",
      encrypted: "This Excel workbook is encrypted. Open it in a spreadsheet program, take the password away, and save it again.",
      openDocument: "This is an OpenDocument spreadsheet (.ods). Save it as .xlsx or CSV.",
      binary: "This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV.",
      noSheet: "This Excel workbook has no sheet of cells. Expected at least one, with the names of the columns in its first row.",
      allEmpty: "All sheets of this Excel workbook are empty. Expected rows of cells, the first naming the columns.",
      oneOf: (sheet: string, others: readonly string[]) => `The sheet '${sheet}' was read; there ${others.length === 1 ? "is another" : "are others"}: ${list(others)}. Another one can be chosen where it says how the file was read.`,
      emptySheet: (sheet: string) => `The sheet '${sheet}' is empty. Choose another sheet.`,
      errors: (cells: number) => `${counted(cells, "cell shows", "cells show")} an error, a division by zero for instance, and ${cells === 1 ? "counts" : "count"} as missing.`,
      uncomputed: (cells: number) => `${counted(cells, "formula has", "formulas have")} no value in the file and ${cells === 1 ? "counts" : "count"} as missing. Open the workbook in a spreadsheet program and save it, so that values are stored.`,
      merged: (cells: number) => `${counted(cells, "cell was", "cells were")} part of a cell merged over several rows and got its value.`,
    },
    parquet: {
      damaged: (why: string) => `This Parquet file is damaged, cut off, or uses what is not read here (${why}). Download it again, or write it anew, for instance as CSV.`,
      rowCounts: "its counts of rows contradict each other",
      beyond: "it names bytes beyond its end",
      sizes: "what its pages say of their sizes does not fit their bytes",
      group: (most: number) => `One column of this Parquet file holds more than ${count(most)} values in one group of rows, more than memory has room for. Write it anew in smaller groups (\`row_group_size\` in pandas and pyarrow).`,
      encrypted: "This Parquet file is encrypted. Write it anew without encryption.",
    },
    arrow: {
      damaged: (why: string) => `This Arrow file is damaged, cut off, or uses what is not read here (${why}). Download it again, or write it anew, for instance as CSV.`,
      noEnd: "its end is missing",
      sizes: "what it says of its sizes does not fit its bytes",
      large: (most: number) => `This Arrow file has more than ${bytes(most)}, and is read as a whole. Use a part of its rows or columns, or write it as Parquet.`,
      old: "This is a Feather file of version 1. Write it anew as version 2, as current programs do by default.",
    },
  },
  nameless: (names: readonly string[]) => `${names.length === 1 ? "A column has" : `${count(names.length)} columns have`} no name in the header; named ${few(names)} here.`,
});
