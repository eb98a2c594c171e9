import type { Encoded, Encodings } from "../data/encoded.ts";
import { NO_MEDIA } from "../data/pictures/loose.ts";
import { preparedCells } from "../data/missing.ts";
import type { Cells, Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";

export type EncodeRows = (rows: Uint32Array) => Promise<readonly Encoded[]>;

/**
 * Rows of a table as the model's inputs, in its order: the one way from cells to numbers, for training, a file and the form
 * alike. A fill from neighbouring rows looks at the whole table, so those cells are prepared once.
 */
export function inputEncoder(features: readonly InputFeature[], inputParts: BuiltModel["inputParts"], table: Table): EncodeRows {
  const filled = new Map<InputFeature, Cells>();
  for (const feature of features) {
    if (feature.missing === "bfill" || feature.missing === "ffill") filled.set(feature, preparedCells(feature, table));
  }
  const cellsAt = (feature: InputFeature, rows: Uint32Array): Cells => {
    const whole = filled.get(feature);
    return whole ? Array.from(rows, (row) => whole[row]!) : preparedCells(feature, table, rows);
  };
  const { media = NO_MEDIA } = table;
  return async (rows) => {
    const parts: Record<string, Encodings> = {};
    for (const feature of features) parts[feature.name] = await feature.encode(cellsAt(feature, rows), media);
    return inputParts.map(({ feature, part }) => parts[feature]![part]!);
  };
}

/** The row numbers from `start` up to, not including, `end`. */
export const rowRange = (start: number, end: number): Uint32Array => Uint32Array.from({ length: end - start }, (_, i) => start + i);
