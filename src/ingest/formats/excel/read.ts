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

interface ReadSheet { readonly sheet: Sheet; readonly grid: Grid; readonly counts: Counts }

/** The sheet that was asked for, else the first visible one that could be learnt from. Macros and links to other files are never followed. */
export async function readExcel(file: FileToRead): Promise<ReadTable<Reading>> {
  const { blob, options, pace } = file;
  const archive = await Archive.open(blob, pace.signal);
  const book = await readWorkbook(archive, () => breathe(file, 0, 0));
  const asked = book.sheets.find(({ name }) => name === options.sheet);
  const found = await firstOf(asked ? [asked] : inOrder(book.sheets), file, archive, book);
  if (!found) throw new Refusal(asked ? words.formats.excel.emptySheet(asked.name) : words.formats.excel.allEmpty);
  const { rows, columns, frame, notes } = found.grid.finish();
  const names = book.sheets.map(({ name }) => name);
  const how = { format: "excel", sheet: found.sheet.name, sheets: names, ...frame } as const;
  const others = asked ? [] : names.filter((name) => name !== found.sheet.name);
  return { table: await settled(rows, columns, pace), dialect: how, notes: [...oneOf(found.sheet.name, others), ...notes, ...countNotes(found.counts)], bytes: blob.size };
}

const inOrder = (sheets: readonly Sheet[]): readonly Sheet[] => [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)];

/** One column holds a remark or a title more often than a table: the first such sheet is taken where no visible one has several. */
async function firstOf(sheets: readonly Sheet[], file: FileToRead, archive: Archive, book: Workbook): Promise<ReadSheet | null> {
  let narrow: ReadSheet | null = null;
  for (const sheet of sheets) {
    if (narrow && sheet.hidden) break;
    const grid = new Grid(file.options, true, file.most);
    const counts = await readRows(file, archive, book, sheet, grid);
    if (grid.rows === 0) continue;
    if (grid.width > 1) return { sheet, grid, counts };
    narrow ??= { sheet, grid, counts };
  }
  return narrow;
}

const oneOf = (chosen: string, others: readonly string[]): readonly Problem[] => (others.length > 0 ? [note([], words.formats.excel.oneOf(chosen, others))] : []);

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
