/** Cells of one part of a feature as numbers: `data` is [rows, ...shape], row-major. */
import { words } from "../../messages/en/data.ts";

export type Numbers = Float32Array | Int32Array | Uint8Array;

export interface Encoded {
  /** uint8: numbers from 0 to 255, a byte each until a step takes them as float32. */
  readonly dtype: "float32" | "int32" | "uint8";
  /** Shape of one row: [] for a scalar per row, [time] for token ids. */
  readonly shape: readonly number[];
  readonly data: Numbers;
  /** Of a target: [rows] 1 where there is one, 0 where the row says nothing of this output; absent: everywhere. */
  readonly known?: Uint8Array;
  /** Of an input whose cells name files: the rows whose file could not be decoded after all, and count as missing ones. */
  readonly unread?: readonly number[];
}
/** The shape and type of a part, known before any row is encoded. */
export interface PartShape extends Pick<Encoded, "dtype" | "shape"> {
  /** All its numbers are whole, from 0 to below this one; absent: any may come. */
  readonly below?: number;
}
/** What a feature's cells become: part → numbers. */
export type Encodings = Readonly<Record<string, Encoded>>;

/** The type of its tensors. */
export const tensorType = ({ dtype }: Pick<Encoded, "dtype">): "float32" | "int32" => (dtype === "int32" ? "int32" : "float32");

/** Pixels come from files, which are read as rows are made ready. */
export const holdsPixels = (parts: Readonly<Record<string, PartShape>>): boolean => Object.values(parts).some(({ dtype }) => dtype === "uint8");

export const rowBytes = (part: PartShape): number => (part.dtype === "uint8" ? 1 : 4) * rowSize(part);

export const rowSize = (part: PartShape): number => part.shape.reduce((a, b) => a * b, 1);

/** More numbers for one row than any column has. */
export const LARGEST_ROW = 2 ** 20;
/** Bytes of one part over all rows: more than that is no array, on any device. */
export const LARGEST_PART = 2 ** 31;

/** Why the parts of a feature would be too large for so many rows, as the end of a sentence; null when they are not. most: bytes of a part. */
export function tooLarge(parts: Readonly<Record<string, PartShape>>, rows: number, most: number): string | null {
  const size = Math.max(0, ...Object.values(parts).map(rowSize));
  const bytes = rows * Math.max(0, ...Object.values(parts).map(rowBytes));
  if (size <= LARGEST_ROW && bytes <= most) return null;
  return words.tooLarge(size, rows, bytes);
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

/** The given rows of a part, in their order. */
export function takeRows(part: Encoded, rows: ArrayLike<number>): Encoded {
  const size = rowSize(part);
  const data = new ARRAYS[part.dtype](rows.length * size);
  for (let i = 0; i < rows.length; i++) data.set(part.data.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return { ...part, data, ...(part.known && { known: Uint8Array.from(rows, (row) => part.known![row]!) }) };
}

/** So many rows of a part from one on: the same numbers, not a copy. */
export function rowsFrom(part: Encoded, from: number, count: number): Encoded {
  const size = rowSize(part);
  return { ...part, data: part.data.subarray(from * size, (from + count) * size), ...(part.known && { known: part.known.subarray(from, from + count) }) };
}

/** Zeros for so many rows like those. */
export function roomFor({ dtype, shape, known }: PartShape & Pick<Encoded, "known">, rows: number): Encoded {
  return { dtype, shape, data: new ARRAYS[dtype](rows * rowSize({ dtype, shape })), ...(known && { known: new Uint8Array(rows) }) };
}

/** Puts rows of a part down in the place of others, from row `at` on. */
export function putRows(part: Encoded, into: Encoded, at: number): void {
  into.data.set(part.data, at * rowSize(part));
  if (part.known) into.known?.set(part.known, at);
}
