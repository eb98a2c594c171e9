import { cellOf, type Column } from "../../data/table.ts";

/** A column's values by number: `of` [rows of the table], −1 where a cell is missing; counts are of all its rows. */
export interface Codes { readonly of: Int32Array; readonly values: readonly string[]; readonly counts: Uint32Array }

const MISSING = -1;
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** Values count as equal when they are but for blanks around them. Cells are told apart by their bytes, by two hashes of 32 bits, and only new ones are read. */
export function codesOf(column: Column | undefined, rows: number): Codes {
  const of = new Int32Array(rows).fill(MISSING);
  if (!column) return { of, values: [], counts: new Uint32Array() };
  const { bytes, ends } = column;
  const values: string[] = [];
  const counts: number[] = [];
  const known = new Map<string, number>();
  const seen = new Slots();
  for (let row = 0; row < rows; row++) {
    let start = row === 0 ? 0 : ends[row - 1]!;
    let end = ends[row]!;
    while (start < end && isBlank(bytes[start]!)) start++;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    let [first, second, plain] = [0x811c9dc5, end - start, column.decimal === "."];
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      first = Math.imul(first ^ byte, 0x01000193);
      second = Math.imul(second + byte, 0x9e3779b1) ^ (second >>> 15);
      if (byte > 127) plain = false;
    }
    let code = seen.get(first, second);
    if (code === undefined) {
      const value = cellOf(column, row)?.trim();
      // Other bytes may spell the same: other blanks, another decimal sign.
      code = value === undefined ? MISSING : plain ? values.length : (known.get(value) ?? values.length);
      if (value !== undefined && code === values.length) {
        values.push(value);
        counts.push(0);
        if (!plain) known.set(value, code);
      }
      seen.set(first, second, code);
    }
    of[row] = code;
    if (code !== MISSING) counts[code]!++;
  }
  return { of, values, counts: Uint32Array.from(counts) };
}

/** Codes by two hashes: open addressing, at most half full. */
class Slots {
  #size = 0;
  #firsts = new Int32Array(1024);
  #seconds = new Int32Array(1024);
  /** The code and 2; 0 is a free slot. */
  #codes = new Int32Array(1024);

  get(first: number, second: number): number | undefined {
    const code = this.#codes[this.#slot(first, second)]!;
    return code === 0 ? undefined : code - 2;
  }

  set(first: number, second: number, code: number): void {
    if (2 * this.#size >= this.#codes.length) this.#grow();
    const slot = this.#slot(first, second);
    this.#firsts[slot] = first;
    this.#seconds[slot] = second;
    this.#codes[slot] = code + 2;
    this.#size += 1;
  }

  #slot(first: number, second: number): number {
    const mask = this.#codes.length - 1;
    let slot = (first ^ (first >>> 16)) & mask;
    while (this.#codes[slot] !== 0 && (this.#firsts[slot] !== (first | 0) || this.#seconds[slot] !== (second | 0))) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [firsts, seconds, codes] = [this.#firsts, this.#seconds, this.#codes];
    this.#firsts = new Int32Array(2 * codes.length);
    this.#seconds = new Int32Array(2 * codes.length);
    this.#codes = new Int32Array(2 * codes.length);
    this.#size = 0;
    codes.forEach((code, i) => { if (code !== 0) this.set(firsts[i]!, seconds[i]!, code - 2); });
  }
}
