/** Dates as they are written: the calendar and the clock that a cell names, in whatever zone it means; no zone of this machine comes in. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const TIME = "(?:[T ,]\\s*(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?\\s*(?<half>[AaPp][Mm])?\\s*(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?";
const MONTH = "(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\\.?";
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s+)?";

const YEAR_FIRST = new RegExp(`^(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})(?:\\2(?<day>\\d{1,2})${TIME})?$`);
const YEAR_LAST = new RegExp(`^(?<first>\\d{1,2})(?<sign>[-/.])(?<then>\\d{1,2})\\2(?<year>\\d{4}|\\d{2})${TIME}$`);
const DAY_MONTH = new RegExp(`^${WEEKDAY}(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH}[ ,-]\\s*(?<year>\\d{4}|\\d{2})${TIME}$`, "i");
const MONTH_DAY = new RegExp(`^${WEEKDAY}${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})${TIME}$`, "i");
const NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const LONGEST = 48;
type Groups = Readonly<Record<string, string | undefined>>;

/** Whether a cell is a date that `readWritten` reads. A time alone, a year alone and a bare run of digits are none. */
export const looksLikeDate = (text: string): boolean => readWritten(text, false) !== null;

/**
 * The date that a cell spells, with or without a time of day, in the usual orders: 2012-01-31, 2012/1/31 10:30, 31.01.2012, 1/31/12,
 * 31 Jan 2012, January 31, 2012, and ISO 8601 with fraction and zone; null for what is none, and for days that no calendar has.
 * `dayFirst` decides where both orders make a date; after points the day always comes first.
 */
export const readWritten = (text: string, dayFirst: boolean): CalendarDate | null => read(text, dayFirst)?.date ?? null;

/** When a cell was, in milliseconds since 1970, read as `readWritten` reads it; UTC where it names no zone. */
export function readInstant(text: string, dayFirst: boolean): number | null {
  const found = read(text, dayFirst);
  if (!found) return null;
  const { date: { year, month, day, hour, minute, second }, groups: { zone, fraction = "" } } = found;
  const [, sign, zoneHours = "0", zoneMinutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "") ?? [];
  const ahead = (sign === "-" ? -1 : 1) * (60 * Number(zoneHours) + Number(zoneMinutes));
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day); // of a year below 100 as well
  return moment.setUTCHours(hour, minute - ahead, second, Math.floor(1000 * Number(`0.${fraction}`)));
}

interface Read { readonly date: CalendarDate; readonly groups: Groups }
const readAs = (groups: Groups, month: string | undefined, day: string | undefined): Read | null => {
  const date = dateOf(groups, month, day);
  return date && { date, groups };
};

function read(text: string, dayFirst: boolean): Read | null {
  if (text.length > LONGEST) return null;
  const cell = text.trim();
  const yearFirst = YEAR_FIRST.exec(cell)?.groups;
  if (yearFirst) return yearFirst["day"] === undefined && yearFirst["sign"] !== "-" ? null : readAs(yearFirst, yearFirst["month"], yearFirst["day"] ?? "1");
  const yearLast = YEAR_LAST.exec(cell)?.groups;
  if (yearLast) {
    const { first, then, sign } = yearLast;
    const orders = [readAs(yearLast, first, then), readAs(yearLast, then, first)];
    return (dayFirst || sign === "." ? orders.reverse() : orders).find((found) => found !== null) ?? null;
  }
  const named = (DAY_MONTH.exec(cell) ?? MONTH_DAY.exec(cell))?.groups;
  return named ? readAs(named, String(monthNamed(named["name"]!)), named["day"]) : null; // the pattern has a name
}

/** Whether a cell shows which of its first two numbers is the day: "day" or "month" comes first, "either" may; null where it does not matter. */
export function orderShown(text: string): "day" | "month" | "either" | null {
  const groups = text.length > LONGEST ? undefined : YEAR_LAST.exec(text.trim())?.groups;
  if (!groups || groups["sign"] === ".") return null;
  const [monthFirst, dayFirst] = [dateOf(groups, groups["first"], groups["then"]), dateOf(groups, groups["then"], groups["first"])];
  return monthFirst && dayFirst ? "either" : monthFirst ? "month" : dayFirst ? "day" : null;
}

/** The month of a name or of its beginning, 1 to 12. */
export const monthNamed = (name: string): number => NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Two digits of a year as POSIX has them: 69 to 99 are of the last century. */
export const fullYear = (digits: string): number => (digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 69 ? 2000 : 1900));

/** The clock's hour of a half of the day: 12 AM is 0; null for what no clock shows. */
export function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  return hour < 1 || hour > 12 ? null : (hour % 12) + (/p/i.test(half) ? 12 : 0);
}

function dateOf(groups: Groups, month: string | undefined, day: string | undefined): CalendarDate | null {
  const hour = hourOf(Number(groups["hour"] ?? 0), groups["half"]);
  if (hour === null) return null;
  return real({
    year: fullYear(groups["year"] ?? ""), month: Number(month), day: Number(day),
    hour, minute: Number(groups["minute"] ?? 0), second: Number(groups["second"] ?? 0),
  });
}

/** The date itself where the calendar and the clock have it; a leap second is the one before it. */
export function real(date: CalendarDate): CalendarDate | null {
  const { year, month, day, minute, second } = date;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || minute > 59 || second > 60) return null;
  return second === 60 ? { ...date, second: 59 } : date;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** 1 to 366. */
export const dayOfYear = ({ year, month, day }: CalendarDate): number => DAYS_BEFORE[month - 1]! + day + Number(month > 2 && isLeap(year));
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** 0 on a Monday. */
export function weekday(date: CalendarDate): number {
  const yearsBefore = date.year - 1;
  const days = 365 * yearsBefore + Math.floor(yearsBefore / 4) - Math.floor(yearsBefore / 100) + Math.floor(yearsBefore / 400);
  return (days + dayOfYear(date) - 1) % 7; // 1 January of the year 1 was a Monday
}

/** As ISO 8601: "2012-01-31", with `time` "2012-01-31T10:30:00". */
export function isoOf({ year, month, day, hour, minute, second }: CalendarDate, time: boolean): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return time ? `${date}T${two(hour)}:${two(minute)}:${two(second)}` : date;
}
