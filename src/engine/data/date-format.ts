import { fullYear, hourOf, monthNamed, real, type CalendarDate } from "./dates.ts";

type Fields = Readonly<Record<string, string | undefined>>;
const NAME = "[A-Za-z]{3,9}";

/** Python's directives: what each matches, in a group where the date needs it. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: "(?<year>\\d{4})",
  y: "(?<year>\\d{2})",
  m: "(?<month>\\d{1,2})",
  b: `(?<name>${NAME})`,
  B: `(?<name>${NAME})`,
  d: "(?<day>\\d{1,2})",
  j: "(?<yearday>\\d{1,3})",
  H: "(?<hour>\\d{1,2})",
  I: "(?<hour>\\d{1,2})",
  p: "(?<half>[AaPp]\\.?[Mm]\\.?)",
  M: "(?<minute>\\d{1,2})",
  S: "(?<second>\\d{1,2})",
  f: "\\d{1,6}",
  a: NAME,
  A: NAME,
  w: "[0-6]",
  u: "[1-7]",
  z: "(?:Z|[+-]\\d{2}:?\\d{2}(?::?\\d{2})?)",
  Z: "[A-Za-z]{1,5}",
  "%": "%",
};
/** What stands for several directives. */
const SHORT: Readonly<Record<string, string>> = { c: "%a %b %d %H:%M:%S %Y", x: "%m/%d/%y", X: "%H:%M:%S" };

/** A reader of dates in one format, or the first directive that is not known, or that comes twice. */
export type DateFormat = { readonly read: (text: string) => CalendarDate | null } | { readonly wrong: string };

/** `strptime` of Python: what the format does not name is that of 1 January 1900, midnight. */
export function dateFormat(format: string): DateFormat {
  const seen = new Set<string>();
  let wrong: string | undefined;
  const expanded = format.replaceAll(/%([cxX])/g, (_, letter: string) => SHORT[letter]!); // the letters of the table
  const pattern = expanded.trim().replaceAll(/%(.?)|\s+|[^\sA-Za-z0-9]/gs, (match, letter: string | undefined) => {
    if (letter === undefined) return /\s/.test(match) ? "\\s+" : `\\${match}`;
    const known = DIRECTIVES[letter];
    const group = known && /\?<(\w+)>/.exec(known)?.[1];
    if (known === undefined || (group && seen.has(group))) wrong ??= match;
    if (group) seen.add(group);
    return known ?? "";
  });
  if (wrong !== undefined) return { wrong };
  const whole = new RegExp(`^${pattern}$`);
  return { read: (text) => (text.length > LONGEST ? null : dateIn(whole.exec(text.trim()))) };
}

/** In characters: no date is longer, whatever its format. */
const LONGEST = 200;

function dateIn(match: RegExpExecArray | null): CalendarDate | null {
  if (!match) return null;
  const found: Fields = match.groups ?? {};
  const number = (field: string, otherwise: number): number => (found[field] === undefined ? otherwise : Number(found[field]));
  const hour = hourOf(number("hour", found["half"] === undefined ? 0 : 12), found["half"]);
  if (hour === null) return null;
  const year = found["year"] === undefined ? 1900 : fullYear(found["year"]);
  const time = { hour, minute: number("minute", 0), second: number("second", 0) };
  if (found["yearday"] !== undefined) return ofYear(year, Number(found["yearday"]), time);
  const month = found["name"] === undefined ? number("month", 1) : monthNamed(found["name"]);
  return real({ year, month, day: number("day", 1), ...time });
}

function ofYear(year: number, yearday: number, time: Pick<CalendarDate, "hour" | "minute" | "second">): CalendarDate | null {
  let left = yearday;
  for (let month = 1; month <= 12; month++) {
    const last = [31, 30, 29, 28].find((day) => real({ year, month, day, ...time }))!; // every month has 28 days
    if (left >= 1 && left <= last) return real({ year, month, day: left, ...time });
    left -= last;
  }
  return null;
}
