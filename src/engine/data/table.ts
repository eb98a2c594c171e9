/**
 * A table as it was read: columns of raw cells, nothing interpreted but which cells are missing and which sign separates
 * decimals. A column is one run of UTF-8 bytes, so that a large file costs its own size, moves between workers without
 * a copy, and can be stored as it is. Features are fitted on one column at a time, its cells in turn (`cellsInTurn`), and encode a few
 * of them as a plain array.
 */

import type { Media } from "./pictures/media.ts";
import { MANY_CELLS, Repeats } from "./repeats.ts";

/** A cell's text; null where it is missing. */
export type Cell = string | null;
export type Cells = readonly Cell[];

/**
 * Cells to be gone through, as often as one likes. Those of a column are read anew each time and none is kept: as texts, millions of them
 * cost many times their bytes. An array is such cells, too.
 */
export interface CellsInTurn {
  readonly length: number;
  [Symbol.iterator](): Iterator<Cell>;
}

export interface Column {
  readonly name: string;
  /** All cells as UTF-8, one after another; workers may share this memory and that of `ends`. */
  readonly bytes: Uint8Array;
  /** [rows] where each cell ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Spellings, trimmed, that mean "no value"; an empty or blank cell is always missing. */
  readonly missing: readonly string[];
  /** The decimal sign of a column of numbers; `cellsOf` hands out "." whatever it is, and drops thousands signs with ",". */
  readonly decimal: "." | ",";
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The files that cells name; absent: there are none. */
  readonly media?: Media;
  /** What the user changed in it: how many cells, and the rows, ascending, that take no part; absent: nothing. */
  readonly changed?: { readonly cells: number; readonly excluded: Uint32Array };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** In bytes; a decoder's call costs a browser more than putting together so short a text. */
const SHORT = 32;

/** The text of UTF-8 bytes from `start` to `end`. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) {
    const character = ASCII[bytes[i]!];
    if (character === undefined || end - start > SHORT) return decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes.subarray(start, end) : bytes.slice(start, end)); // browsers decode no shared memory
    text += character;
  }
  return text;
}

/** The text of one cell exactly as it stood in the file. */
export function rawCell(column: Column, row: number): string {
  return textAt(column.bytes, row === 0 ? 0 : column.ends[row - 1]!, column.ends[row]!);
}

/** One cell: null when missing, decimals with a point. */
export function cellOf(column: Column, row: number): Cell {
  const raw = rawCell(column, row);
  if (meansNothing(column, raw)) return null;
  return column.decimal === "," ? raw.trim().replaceAll(".", "").replace(",", ".") : raw;
}

/** Would a cell of the column that reads so be missing? */
export function meansNothing(column: Column, text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || meansMissing(column, trimmed);
}

/** As many spellings as are looked through one by one: each picture that is lost is one more. */
const FEW = 8;
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function meansMissing({ missing }: Column, spelling: string): boolean {
  if (missing.length <= FEW) return missing.includes(spelling);
  const known = sets.get(missing) ?? new Set(missing);
  sets.set(missing, known);
  return known.has(spelling);
}

/** The cells of the given rows, or of all; what `read` makes of them, which is the same of equal cells. */
export function cellsInTurn(column: Column, rows?: ArrayLike<number>, read: (cell: Cell) => Cell = (cell) => cell): CellsInTurn {
  const { bytes, ends } = column;
  const length = rows ? rows.length : ends.length;
  const repeats = length < MANY_CELLS ? null : new Repeats<Cell>(bytes);
  const at = (row: number): Cell => {
    const make = (): Cell => read(cellOf(column, row));
    return repeats ? repeats.of(row === 0 ? 0 : ends[row - 1]!, ends[row]!, make) : make();
  };
  return {
    length,
    *[Symbol.iterator]() {
      for (let i = 0; i < length; i++) yield at(rows ? rows[i]! : i);
    },
  };
}

/** The same, all at once. */
export const cellsOf = (...asked: Parameters<typeof cellsInTurn>): Cells => [...cellsInTurn(...asked)];

export const columnNamed = (table: Table, name: string): Column | undefined => table.columns.find((c) => c.name === name);

/** A column made from cells in memory: a pasted form, a test. */
export function columnFrom(name: string, cells: Cells): Column {
  const encoder = new TextEncoder();
  const parts = cells.map((c) => encoder.encode(c ?? ""));
  const ends = new Uint32Array(parts.length);
  let end = 0;
  parts.forEach((p, i) => { ends[i] = end += p.length; });
  const bytes = new Uint8Array(end);
  parts.forEach((p, i) => bytes.set(p, ends[i]! - p.length));
  return { name, bytes, ends, missing: [], decimal: "." };
}

export const tableFrom = (cells: Readonly<Record<string, Cells>>): Table => {
  const columns = Object.entries(cells).map(([name, column]) => columnFrom(name, column));
  return { rows: columns[0]?.ends.length ?? 0, columns };
};
