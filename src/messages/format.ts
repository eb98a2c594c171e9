/** Figures as people read them, by `Intl` in the language of the sentences around them. Whatever is counted or measured for a person goes through here. */

const formsOf = (locale: string) => ({
  locale,
  whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
  fine: new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }),
  tiny: new Intl.NumberFormat(locale, { notation: "scientific", maximumSignificantDigits: 3 }),
  exact: new Intl.NumberFormat(locale, { maximumFractionDigits: 20, useGrouping: false }),
  percent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }),
  wholePercent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }),
  plural: new Intl.PluralRules(locale),
  list: new Intl.ListFormat(locale, { type: "conjunction" }),
  moment: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
});
let forms = formsOf("en");

/** From now on figures are written as this language does, named as `Intl` names it. */
export const figuresOf = (locale: string): void => { forms = formsOf(locale); };

/** A count: 1,461. */
export const count = (value: number): string => forms.whole.format(value);

/** A measured value with four significant digits: 5,192 or 0.0312; very small and very large ones with an exponent. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return forms.tiny.format(value);
  return size >= 1000 ? forms.whole.format(value) : forms.fine.format(value);
}

/** A number with a fixed count of decimals: a column of them lines up. */
export const fixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? value.toLocaleString(forms.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) : "–";

/** A number as one would type it: no thousands sign, every digit. */
export const plain = (value: number): string => forms.exact.format(value);

/** A share of one: 97.3 %, or a whole percent. */
export const percent = (share: number): string => (Number.isFinite(share) ? forms.percent.format(share) : "–");
export const wholePercent = (share: number): string => (Number.isFinite(share) ? forms.wholePercent.format(share) : "–");

/** "1 row", "2 rows": the word for one and for the others. */
export const counted = (value: number, one: string, other: string): string => `${count(value)} ${forms.plural.select(value) === "one" ? one : other}`;

/** "a, b, and c". */
export const list = (words: readonly string[]): string => forms.list.format(words);

/** A span of time in its one or two largest units: 0.42 ms, 420 ms, 4.1 s, 2 min 5 s, 1 h 3 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 0.01) return unit(Number((1000 * seconds).toPrecision(2)), "millisecond");
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
export const moment = (iso: string): string => forms.moment.format(new Date(iso));

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

const unit = (value: number, name: string): string => new Intl.NumberFormat(forms.locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
