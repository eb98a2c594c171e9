import { putRows, rowBytes, rowSize, type Encoded, type Encodings } from "../data/encoded.ts";
import { NO_MEDIA } from "../data/pictures/loose.ts";
import type { Media } from "../data/pictures/media.ts";
import { fillsFromNeighbours, preparedCells, standIns, type ReadsColumn } from "../data/missing.ts";
import type { Cell, Cells, Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { LostFiles } from "./lost-files.ts";

export type EncodeRows = (rows: Uint32Array) => Promise<readonly Encoded[]>;

/** The prepared cells of rows, however often they are asked for: a fill from neighbouring rows looks at the whole table, which is done once. */
export function cellReader(table: Table): (feature: ReadsColumn, rows: Uint32Array) => Cells {
  const standing = new Map<ReadsColumn, Uint32Array>();
  return (feature, rows) => [...preparedCells(feature, table, rows, (column) => {
    const whose = standing.get(feature) ?? standIns(feature, column);
    standing.set(feature, whose);
    return whose;
  })];
}

/**
 * Rows of a table as the model's inputs, in its order: the one way from cells to numbers, for training, a file and the form
 * alike. A cell whose file cannot be read is missing, which `lost` remembers: where neighbouring rows stand in for missing cells they do
 * for this one, and nothing else is read again.
 */
export function inputEncoder(features: readonly InputFeature[], inputParts: BuiltModel["inputParts"], table: Table, lost = new LostFiles(table)): EncodeRows {
  return async (rows) => {
    const parts: Record<string, Encodings> = {};
    for (const feature of features) parts[feature.name] = await encoded(feature, rows, table, lost);
    return inputParts.map(({ feature, part }) => parts[feature]![part]!);
  };
}

/** Cells that are read ahead of those that are to stand in, so that a long run of lost files costs few looks. */
const MOST_AHEAD = 256;

async function encoded(feature: InputFeature, rows: Uint32Array, { media = NO_MEDIA }: Table, lost: LostFiles): Promise<Encodings> {
  const cells = lost.cellsAt(feature, rows);
  const whole = await feature.encode(cells, media);
  let unread = unreadIn(whole);
  lost.add(feature, unread.map((place) => cells[place]!));
  for (let ahead = 0; unread.length > 0 && fillsFromNeighbours(feature); ahead = Math.min(MOST_AHEAD, 2 * ahead + 1)) {
    const gone = Uint32Array.from(unread, (place) => rows[place]!);
    if (ahead > 0) await readable(feature, lost.next(feature, gone, ahead), lost, media);
    const others = lost.cellsAt(feature, gone);
    const distinct = [...new Set(others)];
    const standing = await readable(feature, distinct, lost, media);
    const whose = new Map(distinct.map((cell, i) => [cell, i]));
    for (const [name, part] of Object.entries(standing.parts)) unread.forEach((place, i) => putRows(rowOf(part, whose.get(others[i]!)!), whole[name]!, place));
    unread = unread.filter((_, i) => standing.unread.has(others[i]!));
  }
  lost.note(feature, rows);
  return whole;
}

/** Cells as numbers, and which of them could not be read. */
async function readable(feature: InputFeature, cells: Cells, lost: LostFiles, media: Media): Promise<{ readonly parts: Encodings; readonly unread: ReadonlySet<Cell> }> {
  const parts = await feature.encode(cells, media);
  const unread = unreadIn(parts).map((i) => cells[i]!);
  lost.add(feature, unread);
  return { parts, unread: new Set(unread) };
}

const unreadIn = (parts: Encodings): readonly number[] => Object.values(parts).find(({ unread }) => unread)?.unread ?? [];

const rowOf = (part: Encoded, row: number): Encoded => ({ ...part, data: part.data.subarray(row * rowSize(part), (row + 1) * rowSize(part)) });

/** The row numbers from `start` up to, not including, `end`. */
export const rowRange = (start: number, end: number): Uint32Array => Uint32Array.from({ length: end - start }, (_, i) => start + i);

/** Rows and bytes of them that are encoded and answered at once when a whole table is read: bounds the memory. */
const AT_ONCE = { rows: 4096, bytes: 2 ** 26 } as const;

export function rowsAtOnce({ inputs, built }: { readonly inputs: readonly InputFeature[]; readonly built: BuiltModel }): number {
  const bytes = inputShapes(inputs, built).reduce((sum, part) => sum + rowBytes(part), 0);
  return Math.max(1, Math.min(AT_ONCE.rows, Math.floor(AT_ONCE.bytes / Math.max(1, bytes))));
}
