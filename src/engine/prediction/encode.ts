import { rowBytes, type Encoded, type Encodings } from "../data/encoded.ts";
import { NO_MEDIA } from "../data/pictures/loose.ts";
import { preparedCells, type ReadsColumn } from "../data/missing.ts";
import type { Cells, Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";

export type EncodeRows = (rows: Uint32Array) => Promise<readonly Encoded[]>;

/** The prepared cells of rows, however often they are asked for: a fill from neighbouring rows looks at the whole table, so those columns are prepared once. */
export function cellReader(table: Table): (feature: ReadsColumn, rows: Uint32Array) => Cells {
  const filled = new Map<ReadsColumn, Cells>();
  return (feature, rows) => {
    if (feature.missing !== "bfill" && feature.missing !== "ffill") return preparedCells(feature, table, rows);
    const whole = filled.get(feature) ?? preparedCells(feature, table);
    filled.set(feature, whole);
    return Array.from(rows, (row) => whole[row]!);
  };
}

/**
 * Rows of a table as the model's inputs, in its order: the one way from cells to numbers, for training, a file and the form
 * alike.
 */
export function inputEncoder(features: readonly InputFeature[], inputParts: BuiltModel["inputParts"], table: Table): EncodeRows {
  const cellsAt = cellReader(table);
  const { media = NO_MEDIA } = table;
  return async (rows) => {
    const parts: Record<string, Encodings> = {};
    for (const feature of features) parts[feature.name] = await feature.encode(cellsAt(feature, rows), media);
    return inputParts.map(({ feature, part }) => parts[feature]![part]!);
  };
}

/** The row numbers from `start` up to, not including, `end`. */
export const rowRange = (start: number, end: number): Uint32Array => Uint32Array.from({ length: end - start }, (_, i) => start + i);

/** Rows and bytes of them that are encoded and answered at once when a whole table is read: bounds the memory. */
const AT_ONCE = { rows: 4096, bytes: 2 ** 26 } as const;

export function rowsAtOnce({ inputs, built }: { readonly inputs: readonly InputFeature[]; readonly built: BuiltModel }): number {
  const bytes = inputShapes(inputs, built).reduce((sum, part) => sum + rowBytes(part), 0);
  return Math.max(1, Math.min(AT_ONCE.rows, Math.floor(AT_ONCE.bytes / Math.max(1, bytes))));
}
