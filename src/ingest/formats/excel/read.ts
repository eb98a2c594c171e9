/** An Excel workbook (.xlsx, .xlsm) to a table: one of its sheets. */
import { note, type Problem } from "../../../engine/schema/problem.ts";
import { words } from "../../../messages/en/ingest.ts";
import type { ReadTable } from "../../csv.ts";
import type { Reading } from "../../dialect.ts";
import { breathe, Refusal, settled, type FileToRead } from "../format.ts";
import { Grid } from "../grid.ts";
import { Archive } from "./archive.ts";
import { readSheet, type Counts } from "./sheet.ts";
import { readWorkbook, type Sheet, type Workbook } from "./workbook.ts";

/** The sheet that was asked for, else the first visible one with rows. Macros and links to other files are never followed. */
export async function readExcel(file: FileToRead): Promise<ReadTable<Reading>> {
  const { blob, options, pace } = file;
  const archive = await Archive.open(blob, pace.signal);
  const book = await readWorkbook(archive, () => breathe(file, 0, 0));
  const asked = book.sheets.find(({ name }) => name === options.sheet);
  const candidates = asked ? [asked] : [...book.sheets.filter(({ hidden }) => !hidden), ...book.sheets.filter(({ hidden }) => hidden)];
  for (const sheet of candidates) {
    const grid = new Grid(options, true, file.most);
    const counts = await readRows(file, archive, book, sheet, grid);
    if (grid.rows === 0) continue;
    const { rows, columns, frame, notes } = grid.finish();
    const how = { format: "excel", sheet: sheet.name, sheets: book.sheets.map(({ name }) => name), ...frame } as const;
    return { table: await settled(rows, columns, pace), dialect: how, notes: [...notes, ...countNotes(counts)], bytes: blob.size };
  }
  throw new Refusal(asked ? words.formats.excel.emptySheet(asked.name) : words.formats.excel.allEmpty);
}

async function readRows(file: FileToRead, archive: Archive, book: Workbook, sheet: Sheet, grid: Grid): Promise<Counts> {
  const rest = async (share: number): Promise<void> => {
    grid.check();
    await breathe(file, share, grid.rows);
  };
  return readSheet(archive, sheet.path, book, (cells, row) => grid.add(cells, row), rest);
}

const countNotes = ({ errors, uncomputed, merged }: Counts): readonly Problem[] => [
  ...(errors > 0 ? [note([], words.formats.excel.errors(errors))] : []),
  ...(uncomputed > 0 ? [note([], words.formats.excel.uncomputed(uncomputed))] : []),
  ...(merged > 0 ? [note([], words.formats.excel.merged(merged))] : []),
];
