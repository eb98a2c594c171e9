/** Figures that charts need beside those of `messages/format.ts`. */
import { count, percent } from "../messages/format.ts";

const locale = "en";
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const withSign = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, signDisplay: "exceptZero" });
const tiny = new Intl.NumberFormat(locale, { notation: "scientific", maximumSignificantDigits: 3 });
const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });

/** Three significant digits, whole numbers in full: 0.347, 12.1, 3,860. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e9) return compact.format(value);
  if (size >= 100) return count(value);
  return size !== 0 && size < 1e-4 ? tiny.format(value) : significant.format(value);
}

/** With its sign, also a plus. */
export const signed = (value: number): string => (Number.isFinite(value) ? withSign.format(value) : "–");

/** A probability, never rounded to certainty: "< 0.1%", "> 99.9%". */
export function probability(share: number): string {
  if (share > 0 && share < 0.001) return `< ${percent(0.001)}`;
  if (share < 1 && share > 0.999) return `> ${percent(0.999)}`;
  return percent(share);
}

/** A cell as it stands in the table, where the unit may stand beside it already. */
export const cellWithUnit = (cell: string, unit: string): string => (cell.includes(unit) ? cell : withUnit(cell, unit));
/** A figure and its unit with a space that does not break. */
export const withUnit = (text: string, unit: string): string => (unit === "" ? text : `${text}\u00a0${unit}`);

/** The labels of an axis, with as many decimals as tell neighbours apart. */
export function tickLabels(ticks: readonly number[], decimals: number): string[] {
  const large = ticks.some((t) => Math.abs(t) >= 1e6);
  const format = large ? compact : new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return ticks.map((t) => format.format(t));
}
