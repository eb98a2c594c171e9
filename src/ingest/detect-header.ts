/** Does the first row name the columns? */
import { looksLikeDate } from "../engine/data/dates.ts";
import { shapeOf } from "../engine/data/number-shape.ts";
import { isBlankCell, type Row } from "./rows.ts";
import { MISSING_MARKS, MISSING_SPELLINGS } from "./settle.ts";

/**
 * Yes when words stand above numbers or dates. No when a number, a date or a missing value stands in the first row, or
 * when its words occur again below them; numbers that count up in even steps (years as columns) are names nonetheless.
 * Words above words are taken for names, because most files have them.
 */
export function detectHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  if (rest.length === 0) return first.every((cell) => kindOf(cell) === "text");
  const columns = first.map((cell, i) => ({ cell: cell.trim(), kind: kindOf(cell), below: rest.map((row) => row[i] ?? "") }));
  const named = columns.filter(({ kind }) => kind === "text");
  if (named.some(({ below }) => mostly(below, (kind) => kind === "number" || kind === "date"))) return true;
  const values = columns.filter(({ kind }) => kind === "number" || kind === "date" || kind === "missing");
  if (values.length > 0) return isSeries(values.map(({ cell }) => cell)) && !isSeries((rest[0] ?? []).filter((cell) => kindOf(cell) === "number"));
  if (named.length === 0) return false;
  return named.filter(({ cell, below }) => below.some((other) => other.trim() === cell)).length * 2 < named.length;
}

type Kind = "blank" | "missing" | "number" | "date" | "text";

function kindOf(cell: string): Kind {
  const text = cell.trim();
  if (isBlankCell(text)) return "blank";
  if (MISSING_SPELLINGS.includes(text) || MISSING_MARKS.includes(text)) return "missing";
  if (shapeOf(text) !== "none") return "number";
  return looksLikeDate(text) ? "date" : "text";
}

function mostly(cells: readonly string[], is: (kind: Kind) => boolean): boolean {
  const kinds = cells.map(kindOf).filter((kind) => kind !== "blank" && kind !== "missing");
  return kinds.length > 0 && kinds.filter(is).length >= 0.8 * kinds.length;
}

const LONG_SERIES = 4;

/** Whole numbers in even steps: years (2010, 2011 or 2011, 2010), or at least four of any size (1, 2, 3, 4). */
function isSeries(cells: readonly string[]): boolean {
  const numbers = cells.map(Number);
  const step = numbers[1]! - numbers[0]!;
  const even = numbers.length >= 2 && step !== 0 && numbers.every((n, i) => Number.isInteger(n) && (i === 0 || n - numbers[i - 1]! === step));
  return even && (numbers.length >= LONG_SERIES || numbers.every((n) => n >= 1800 && n <= 2100));
}
