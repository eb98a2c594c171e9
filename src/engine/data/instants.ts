import type { Cells } from "./table.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = /[T ,]\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;

/**
 * When each cell was, in milliseconds since 1970, UTC where no zone is written; null for a missing cell and for what is no date. A column of
 * plain numbers (years, Unix times) counts as its numbers. "3/4/2020" is March, as in Ludwig, unless a cell of the column rules that out.
 */
export function instantsOf(cells: Cells): readonly (number | null)[] {
  const present = cells.filter((cell) => cell !== null);
  const numbers = present.length > 0 && present.every((cell) => cell.trim() !== "" && Number.isFinite(Number(cell)));
  if (numbers) return cells.map((cell) => (cell === null ? null : Number(cell)));
  const dayFirst = present.some((cell) => Number(/^\s*(\d{1,2})[-/]\d{1,2}[-/]/.exec(cell)?.[1]) > 12);
  return cells.map((cell) => (cell === null ? null : instantOf(cell.trim(), dayFirst)));
}

function instantOf(text: string, dayFirst: boolean): number | null {
  const clock = TIME.exec(text);
  const day = dayOf(clock ? text.slice(0, clock.index) : text, dayFirst);
  if (day === null) return null;
  return day + (clock ? timeOf(clock) : 0);
}

/** Midnight of a date. */
function dayOf(text: string, dayFirst: boolean): number | null {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  if (yearFirst) return midnight(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3] ?? 1));
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (yearLast) {
    const [first, second] = [Number(yearLast[1]), Number(yearLast[3])];
    const isDayFirst = dayFirst || yearLast[2] === ".";
    return midnight(fullYear(yearLast[4]!), isDayFirst ? second : first, isDayFirst ? first : second);
  }
  const words = text.toLowerCase().replaceAll(/[.,]/g, " ").replaceAll("-", " ").split(/\s+/).filter(Boolean);
  const month = words.findIndex((word) => MONTHS.includes(word.slice(0, 3)) && /^[a-z]+$/.test(word));
  const numbers = words.flatMap((word) => /^(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? []);
  if (month < 0 || numbers.length !== 2) return null;
  return midnight(fullYear(numbers[1]!), MONTHS.indexOf(words[month]!.slice(0, 3)) + 1, Number(numbers[0]));
}

/** Null where the calendar has no such day. */
function midnight(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 100) date.setUTCFullYear(year);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/** Two digits are a year from 1969 to 2068, as in Python. */
const fullYear = (digits: string): number => (digits.length === 2 ? Number(digits) + (Number(digits) < 69 ? 2000 : 1900) : Number(digits));

function timeOf([, hour, minute, second = "0", fraction = "0", half, zone = "Z"]: RegExpExecArray): number {
  const afternoon = half?.toLowerCase() === "pm" ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + afternoon;
  const [, sign, zoneHours = "0", zoneMinutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (60 * Number(zoneHours) + Number(zoneMinutes));
  return 60_000 * (60 * hours + Number(minute) - offset) + 1000 * Number(second) + Math.floor(1000 * Number(`0.${fraction}`));
}
