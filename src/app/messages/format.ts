/** Figures as people read them, by `Intl` in the language of the sentences around them. Everything a screen counts goes through here. */
const locale = "en";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
const tiny = new Intl.NumberFormat(locale, { notation: "scientific", maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 20, useGrouping: false });
const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const wholePercents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const rules = new Intl.PluralRules(locale);
const lists = new Intl.ListFormat(locale, { type: "conjunction" });
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** A count: 1,461. */
export const count = (value: number): string => whole.format(value);

/** A measured value with four significant digits: 5,192 or 0.0312; very small and very large ones with an exponent. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return tiny.format(value);
  return size >= 1000 ? whole.format(value) : fine.format(value);
}

/** A number with a fixed count of decimals: a column of them lines up. */
export const fixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? value.toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) : "–";

/** A number as one would type it: no thousands sign, every digit. */
export const plain = (value: number): string => exact.format(value);

/** A share of one: 97.3 %, or a whole percent. */
export const percent = (share: number): string => (Number.isFinite(share) ? percents.format(share) : "–");
export const wholePercent = (share: number): string => (Number.isFinite(share) ? wholePercents.format(share) : "–");

/** "1 row", "2 rows": the word for one and for the others. */
export const counted = (value: number, one: string, other: string): string => `${count(value)} ${rules.select(value) === "one" ? one : other}`;

/** "a, b, and c". */
export const list = (words: readonly string[]): string => lists.format(words);

/** A span of time in its one or two largest units: 420 ms, 4.1 s, 2 min 5 s, 1 h 3 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 1) return unit(Math.round(seconds * 1000), "millisecond");
  if (seconds < 10) return unit(Math.round(seconds * 10) / 10, "second");
  const full = Math.round(seconds);
  if (full < 60) return unit(full, "second");
  if (full < 3600) return `${unit(Math.floor(full / 60), "minute")} ${unit(full % 60, "second")}`;
  return `${unit(Math.floor(full / 3600), "hour")} ${unit(Math.floor((full % 3600) / 60), "minute")}`;
}

/** 3.3 kB, 9.4 MB. */
export function bytes(size: number): string {
  const units = ["", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(size, 1)) / 3)));
  const value = size / 1000 ** step;
  if (step === 0) return counted(value, "byte", "bytes");
  return unit(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10, units[step] ?? "kilobyte");
}

/** A moment, from its ISO 8601 text. */
export const moment = (iso: string): string => days.format(new Date(iso));

/** In characters; the pattern below goes over a run of digits more than once. */
const LONGEST_NUMBER = 100;

/** What a person typed as a number, with the locale's thousands and decimal signs or a plain point; null when it is none. */
export function readNumber(text: string): number | null {
  if (text.length > LONGEST_NUMBER) return null;
  const cleaned = text.trim().replaceAll(/(?<=\d),(?=\d{3}\b)/g, "").replaceAll(" ", "");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cleaned)) return null;
  const value = Number(cleaned);
  return Number.isFinite(value) ? value : null;
}

const unit = (value: number, name: string): string => new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
