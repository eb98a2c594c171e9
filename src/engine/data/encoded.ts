/** Cells of one part of a feature as numbers: `data` is [rows, ...shape], row-major. */
import { words } from "../../messages/en/data.ts";

export interface Encoded {
  readonly dtype: "float32" | "int32";
  /** Shape of one row: [] for a scalar per row, [time] for token ids. */
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
  /** Of a target: [rows] 1 where there is one, 0 where the row says nothing of this output; absent: everywhere. */
  readonly known?: Uint8Array;
}
/** The shape and type of a part, known before any row is encoded. */
export type PartShape = Pick<Encoded, "dtype" | "shape">;

export const rowSize = (part: PartShape): number => part.shape.reduce((a, b) => a * b, 1);

/** More numbers for one row than any column has. */
export const LARGEST_ROW = 2 ** 20;
/** Bytes of one part over all rows: more than that is no array, on any device. */
const LARGEST_PART = 2 ** 31;

/** Why the parts of a feature would be too large for so many rows, as the end of a sentence; null when they are not. */
export function tooLarge(parts: Readonly<Record<string, PartShape>>, rows: number): string | null {
  const size = Math.max(0, ...Object.values(parts).map(rowSize));
  if (size <= LARGEST_ROW && 4 * size * rows <= LARGEST_PART) return null;
  return words.tooLarge(size, rows, 4 * size * rows);
}

/** The given rows of a part, in their order. */
export function takeRows(part: Encoded, rows: ArrayLike<number>): Encoded {
  const size = rowSize(part);
  const data = part.dtype === "int32" ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) data.set(part.data.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return { ...part, data, ...(part.known && { known: Uint8Array.from(rows, (row) => part.known![row]!) }) };
}
