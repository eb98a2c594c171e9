/** What one cell is, read off its bytes wherever that is possible. */
import { looksLikeDate } from "../engine/data/dates.ts";
import { parseNumber } from "../engine/data/numbers.ts";
import { textAt } from "../engine/data/table.ts";

const [MINUS, PLUS, ZERO, NINE] = [45, 43, 48, 57];
const EXACT_DIGITS = 15;

/** The cell's number under a decimal sign, as `parseNumber` reads what `cellOf` hands out; NaN when it is none. */
export function numberAt(bytes: Uint8Array, start: number, end: number, decimal: "." | ","): number {
  const sign = decimal.charCodeAt(0);
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative || bytes[at] === PLUS) at++;
  const first = at;
  let mantissa = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      if (decimals >= 0) decimals++;
    } else if (byte === sign && decimals < 0 && at > first) decimals = 0;
    else break;
  }
  const digits = at - first;
  // Up to 15 digits and a power of ten are exact doubles, so one division rounds correctly.
  if (at === end && digits > 0 && digits <= EXACT_DIGITS) return (negative ? -mantissa : mantissa) / 10 ** Math.max(decimals, 0);
  return at === first && end > start && !couldBeNumber(bytes[at]!) ? Number.NaN : parseSlowly(bytes, start, end, decimal);
}

/** A sign, a decimal sign, or the first byte of the typographic minus. */
const couldBeNumber = (byte: number): boolean => byte === 0x2e || byte === 0x2c || byte === 0xe2;

const LONGEST_NUMBER = 1000;

function parseSlowly(bytes: Uint8Array, start: number, end: number, decimal: "." | ","): number {
  if (end - start > LONGEST_NUMBER) return Number.NaN;
  return parseNumber(pointed(textAt(bytes, start, end), decimal));
}

/** A cell's text as `cellOf` hands it out. */
export const pointed = (text: string, decimal: "." | ","): string =>
  decimal === "," ? text.replaceAll(".", "").replace(",", ".") : text;

const LONGEST_DATE = 48;

/** Whether the cell looks like a date. */
export function dateAt(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 6 || length > LONGEST_DATE) return false;
  for (let i = start; i < end; i++) {
    if (bytes[i]! >= ZERO && bytes[i]! <= NINE) return looksLikeDate(textAt(bytes, start, end));
  }
  return false;
}

/** Runs of anything but ASCII blanks, in a trimmed cell. */
export function wordsAt(bytes: Uint8Array, start: number, end: number): number {
  let words = 0;
  let inside = false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    const blank = byte === 32 || (byte >= 9 && byte <= 13);
    if (!blank && !inside) words++;
    inside = !blank;
  }
  return words;
}

/** Characters (code points): bytes that do not continue one. */
export function charactersAt(bytes: Uint8Array, start: number, end: number): number {
  let characters = 0;
  for (let i = start; i < end; i++) if ((bytes[i]! & 0xc0) !== 0x80) characters++;
  return characters;
}
