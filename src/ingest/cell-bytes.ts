/** Walking over a column's cells as bytes: a large column is never turned into strings only to be looked at. */
import type { Column } from "../engine/data/table.ts";

/** Bytes of blanks beyond ASCII, as UTF-8: the ones that `String.prototype.trim` drops. */
const WIDE_BLANKS: ReadonlySet<number> = new Set(
  Array.from("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff", (blank) =>
    new TextEncoder().encode(blank).reduce((code, byte) => code * 256 + byte, 0)),
);

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** Points at the trimmed bytes of one cell after another. */
export class CellCursor {
  start = 0;
  end = 0;
  readonly #bytes: Uint8Array;
  readonly #ends: Uint32Array;

  constructor(column: Column) {
    this.#bytes = column.bytes;
    this.#ends = column.ends;
  }

  get blank(): boolean {
    return this.start === this.end;
  }

  /** Move to a row's cell, trimmed as `String.prototype.trim` would. */
  move(row: number): void {
    const bytes = this.#bytes;
    let start = row === 0 ? 0 : this.#ends[row - 1]!;
    let end = this.#ends[row]!;
    for (;;) {
      while (start < end && isBlank(bytes[start]!)) start++;
      while (end > start && isBlank(bytes[end - 1]!)) end--;
      const before = end - start;
      if (before > 1 && (bytes[start]! >= 0x80 || bytes[end - 1]! >= 0x80)) {
        start += this.#wideBlank(start, end);
        if (end - start > 1) end -= this.#wideBlankBefore(start, end);
      }
      if (end - start === before) break;
    }
    this.start = start;
    this.end = end;
  }

  #wideBlank(at: number, end: number): number {
    for (let length = 2; length <= 3 && at + length <= end; length++) if (WIDE_BLANKS.has(this.#code(at, length))) return length;
    return 0;
  }

  #wideBlankBefore(start: number, end: number): number {
    for (let length = 2; length <= 3 && end - length >= start; length++) if (WIDE_BLANKS.has(this.#code(end - length, length))) return length;
    return 0;
  }

  #code(at: number, length: number): number {
    let code = 0;
    for (let i = 0; i < length; i++) code = code * 256 + this.#bytes[at + i]!;
    return code;
  }
}
