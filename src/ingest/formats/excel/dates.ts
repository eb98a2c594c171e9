/** Dates of spreadsheets: numbers of days, shown as dates by their format. */
import { dateText } from "../cell.ts";

/** Built-in formats that show a date or a time; 27 to 36 and 50 to 58 are those of East Asia. */
const isBuiltIn = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows dates: by its number, or by letters of a date outside quotes, brackets and escapes. */
export function formatIsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltIn(id);
  const [positive = ""] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  const bare = positive.replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[dmyhs]/i.test(bare.replaceAll(/general/gi, "")) && !/[#0?]\.?[#0?]*E[+-]/i.test(bare);
}

const DAY = 86_400_000;
/** Day 0 of the calendar from 1900, whose 29 February 1900 never was: right from March 1900 on. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/**
 * ISO text of a day number: "2024-01-31", with a time of day "2024-01-31T10:30:00", of less than a day the time alone. Empty for what
 * no calendar has. To the millisecond.
 */
export function serialDate(serial: number, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return "";
  if (serial < 1) return new Date(Math.round(serial * DAY)).toISOString().slice(11, 19);
  const days = from1904 ? serial + DAYS_TO_1904 : serial;
  // Before the day that never was, the numbers run one ahead.
  return dateText(new Date(DAY_ZERO + Math.round(days * DAY) + (days < 60 ? DAY : 0)));
}
