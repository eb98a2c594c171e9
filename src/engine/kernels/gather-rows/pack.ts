import type { Encoded, PartShape } from "../../data/encoded.ts";

/** Bytes of one number on the device. */
export type Width = 1 | 2 | 4;

/** How one column lies in a packed table: its numbers row by row, in the least of 1, 2 and 4 bytes that holds all of them exactly. */
export interface ColumnLayout {
  readonly width: Width;
  /** The word at which the column begins. */
  readonly start: number;
  /** Numbers of one row. */
  readonly size: number;
  readonly shape: number[];
  /** Of the tensors that batches become. */
  readonly dtype: "float32" | "int32";
}
export interface TableLayout {
  readonly rows: number;
  /** Four bytes each, over all columns. */
  readonly words: number;
  readonly columns: readonly ColumnLayout[];
}

/** The layout of columns of so many rows. What is decided for all rows of a column holds for any part of them: see `withRows`. */
export const layoutOf = (columns: readonly Encoded[], rows: number): TableLayout =>
  placed(columns.map((column) => columnOf(column, widthOf(column.data))), rows);

/** The layout of columns whose numbers are not known yet. */
export const layoutOfTypes = (columns: readonly PartShape[], rows: number): TableLayout =>
  placed(columns.map((column) => columnOf(column, widthOfType(column))), rows);

/** Bytes that hold whatever number may come. */
export const widthOfType = ({ dtype, below = Infinity }: PartShape): Width => (dtype === "uint8" || below <= 0x100 ? 1 : below <= 0x10000 ? 2 : 4);

const columnOf = ({ shape, dtype }: PartShape, width: Width): ColumnLayout =>
  ({ width, start: 0, size: shape.reduce((a, b) => a * b, 1), shape: [...shape], dtype: dtype === "int32" ? dtype : "float32" });

/** The same columns over another number of rows, for tables that come in pieces of one size. */
export const withRows = ({ columns }: TableLayout, rows: number): TableLayout => placed(columns, rows);

function placed(columns: readonly ColumnLayout[], rows: number): TableLayout {
  let words = 0;
  const starting = columns.map((column) => {
    const start = words;
    words += Math.ceil((rows * column.size * column.width) / 4);
    return { ...column, start };
  });
  return { rows, words, columns: starting };
}

/** Whole numbers from 0 to 255 take one byte, to 65,535 two, all else four. −0 is no whole number here: it would come back as 0. */
function widthOf(data: Encoded["data"]): Width {
  if (data instanceof Uint8Array) return 1;
  let largest = 0;
  for (const value of data) {
    if (!(value >= 0 && value <= 0xffff) || value !== Math.floor(value) || Object.is(value, -0)) return 4;
    if (value > largest) largest = value;
  }
  return largest <= 0xff ? 1 : 2;
}

/** The words of a table: `layout.rows` rows of each column from row `from` on; what lies beyond a column's end is 0. */
export function pack(columns: readonly Encoded[], layout: TableLayout, from = 0): Int32Array {
  const words = new Int32Array(layout.words);
  layout.columns.forEach(({ width, start, size, dtype }, k) => {
    const data = columns[k]!.data.subarray(from * size, (from + layout.rows) * size);
    view(words, width, dtype, start).set(data);
  });
  return words;
}

type Numbers = Uint8Array | Uint16Array | Int32Array | Float32Array;

/** The numbers of a column where they lie, from its first on. */
export function view(words: Int32Array, width: Width, dtype: ColumnLayout["dtype"], start: number): Numbers {
  const from = words.byteOffset + 4 * start;
  if (width === 1) return new Uint8Array(words.buffer, from);
  if (width === 2) return new Uint16Array(words.buffer, from);
  return dtype === "int32" ? new Int32Array(words.buffer, from) : new Float32Array(words.buffer, from);
}
