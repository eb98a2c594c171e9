/**
 * Reading numbers from cells, strictly: what a spreadsheet would call a number, and nothing else. Every part that asks
 * "is this a number?" asks here, so that a column's profile, its type and its encoding never disagree.
 */

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** In characters: no number is longer, and the patterns go over a run of digits again and again. */
const LONGEST = 1_000;

/**
 * The number that a cell spells, with "." as decimal sign; NaN for everything else.
 *
 * Accepts a sign (also the typographic minus), decimals, an exponent, and thousands commas in complete groups of three
 * ("1,234,567.8", never "12,34"). Refuses hexadecimal, "Infinity", percent and currency signs; a number too large for a
 * double ("1e999") is NaN as well, so the result is never infinite. Blanks around the number are ignored.
 */
export function parseNumber(text: string): number {
  if (text.length > LONGEST) return Number.NaN;
  const trimmed = text.trim().replace(/^\u2212/, "-");
  const digits = PLAIN.test(trimmed) ? trimmed : GROUPED.test(trimmed) ? trimmed.replaceAll(",", "") : "";
  const value = digits === "" ? Number.NaN : Number(digits);
  return Number.isFinite(value) ? value : Number.NaN;
}
