import { parseNumber } from "./numbers.ts";

const BRACKETED = /^(?:\[(.*)\]|\((.*)\)|\{(.*)\})$/s;

/**
 * The numbers that a cell lists; null when any of them is none, and when there is none at all. They are separated by blanks, as
 * Ludwig has them, or by commas, semicolons or bars, and may stand in brackets: "0.5 1 -2", "[0.5, 1, -2]", "0.5;1;-2".
 */
export function parseNumbers(cell: string): readonly number[] | null {
  const trimmed = cell.trim();
  const [, square, round, curly] = BRACKETED.exec(trimmed) ?? [];
  const inside = (square ?? round ?? curly ?? trimmed).trim();
  const numbers = inside.split(/[,;|]/.test(inside) ? /[,;|]/ : /\s+/).map(parseNumber);
  return numbers.some(Number.isNaN) ? null : numbers;
}

/** Beyond this a number is cut off, so that sums of weighted numbers stay finite in 32 bits. */
const LIMIT = 1e30;
export const cutOff = (value: number): number => Math.min(LIMIT, Math.max(-LIMIT, value));

/** Of a list that is shown in part, what is before its last number, which may be cut. */
export const wholeNumbers = (beginning: string): string => beginning.slice(0, -1).replace(/^[[({]/, "").replace(/[\s,;|]*[^\s,;|]*$/, "");
