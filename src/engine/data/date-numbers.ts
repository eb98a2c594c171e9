import { real, type CalendarDate } from "./dates.ts";

const [FIRST_YEAR, LAST_YEAR] = [1000, 2999];
/** Fewer seconds since 1970 than this are no date of any table. */
const LEAST_SECONDS = 1e8;
/** More than this are thousandths of seconds, or finer. */
const MOST_SECONDS = 1e11;
/** Nor is there a unit in which more than this is a date. */
const MOST = MOST_SECONDS * 1e9;
const LAST_SECOND = 253_402_300_799; // of the year 9999

/**
 * The date that a bare number means: a year, 20120131, or the time since 1970 (UTC) in seconds, milliseconds, microseconds or
 * nanoseconds; null for any other.
 */
export function readNumber(number: number): CalendarDate | null {
  if (Number.isInteger(number) && number >= FIRST_YEAR && number <= LAST_YEAR) return dateOf(number, 1, 1);
  if (Number.isInteger(number) && number >= FIRST_YEAR * 1e4 && number < (LAST_YEAR + 1) * 1e4) {
    return dateOf(Math.floor(number / 1e4), Math.floor(number / 100) % 100, number % 100);
  }
  if (Math.abs(number) >= MOST) return null;
  let seconds = number;
  while (Math.abs(seconds) >= MOST_SECONDS) seconds /= 1000;
  const isDate = Math.abs(seconds) >= LEAST_SECONDS && Math.abs(seconds) <= LAST_SECOND; // not so of NaN
  return isDate ? fromSeconds(Math.floor(seconds)) : null;
}

const dateOf = (year: number, month: number, day: number): CalendarDate | null => real({ year, month, day, hour: 0, minute: 0, second: 0 });

function fromSeconds(seconds: number): CalendarDate | null {
  const date = new Date(1000 * seconds);
  return real({
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
  });
}
