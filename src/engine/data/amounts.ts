/**
 * Numbers as people write them: behind or before a unit ("12 kg", "$1,200.50", "12 %"), with a comma as decimal sign ("1.200,50 €"), in groups
 * of three digits ("12 500"). Which of these a column has is said once, for all its cells; a cell in another unit is no number there.
 */
import { parseNumber } from "./numbers.ts";
import { shapeOf } from "./number-shape.ts";

/** How a column writes its numbers. */
export type NumberWriting = {
  /** What stands before or behind each number, as it is spelt; a number without it is taken to have it. Null: nothing. */
  readonly unit: string | null;
  readonly decimal: "." | ",";
  /** Between groups of three digits; null: whatever sign can mean nothing else. */
  readonly thousands: Thousands | null;
};
export const THOUSANDS = [",", ".", " ", "'"] as const;
export type Thousands = (typeof THOUSANDS)[number];

export const PLAIN: NumberWriting = { unit: null, decimal: ".", thousands: null };
export const isPlainWriting = ({ unit, decimal, thousands }: NumberWriting): boolean => unit === null && decimal === "." && thousands === null;

/** In characters: no number is longer. */
const LONGEST = 1_000;
/** Blanks of any width, and of those that do not break. */
const ANY: Readonly<Record<Thousands, string>> = { ",": ",", ".": "\\.", " ": "\\s", "'": "['\u2019]" };

/** Reads cells of one column: the number that a cell spells, NaN where it is none, or is in another unit. Brackets around an amount make it negative. */
export function numberReader(writing: NumberWriting): Read {
  if (isPlainWriting(writing)) return parseNumber;
  const key = JSON.stringify([writing.unit, writing.decimal, writing.thousands]);
  const known = readers.get(key) ?? made(writing);
  if (readers.size >= MOST_READERS) readers.clear();
  readers.set(key, known);
  return known;
}

type Read = (cell: string) => number;
const readers = new Map<string, Read>();
/** Writings that are remembered; who types a unit makes a new one with each key. */
const MOST_READERS = 50;

function made({ unit, decimal, thousands }: NumberWriting): Read {
  const signs = (thousands === null ? THOUSANDS : [thousands]).filter((sign) => sign !== decimal).map((sign) => ANY[sign]);
  const digits = new RegExp(String.raw`^(?:\d+|\d{1,3}(?:(${signs.join("|") || "(?!)"})\d{3}(?:\1\d{3})*))?(?:[${decimal}]\d*)?$`);
  return (cell) => {
    if (cell.length > LONGEST) return Number.NaN;
    const { negative, text } = partsOf(cell, unit);
    const value = digits.test(text) && /\d/.test(text) ? Number(text.replaceAll(decimal === "," ? /[^\d,]/g : /[^\d.]/g, "").replace(",", ".")) : written(text, decimal);
    return Number.isFinite(value) ? (negative ? -value : value) : Number.NaN;
  };
}

/** What a program writes, whatever the column does: "1200.5", "1e3"; the comma of "1,5e3" where it separates decimals. */
const written = (text: string, decimal: "." | ","): number =>
  (/^[+-]/.test(text) ? Number.NaN : parseNumber(decimal === "," && /^\d*,\d+e/i.test(text) ? text.replace(",", ".") : text));

/** The cell without its sign and its unit. */
function partsOf(cell: string, unit: string | null): { readonly negative: boolean; readonly text: string } {
  const trimmed = cell.trim().replaceAll("\u2212", "-");
  const inside = unit !== null && /^\([^+-]*\)$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
  const outer = signOf(inside);
  const bare = unit === null ? outer.rest : without(outer.rest, unit);
  const inner = outer.sign === "" && bare !== outer.rest ? signOf(bare) : { sign: "", rest: bare };
  return { negative: inside !== trimmed || outer.sign === "-" || inner.sign === "-", text: inner.rest };
}

const signOf = (text: string): { readonly sign: string; readonly rest: string } =>
  /^[+-]/.test(text) ? { sign: text[0]!, rest: text.slice(1).trimStart() } : { sign: "", rest: text };

/** Once, at one end. */
const without = (text: string, unit: string): string =>
  text.endsWith(unit) ? text.slice(0, -unit.length).trimEnd() : text.startsWith(unit) ? text.slice(unit.length).trimStart() : text;

const CURRENCY = String.raw`[$€£¥₹₽₩₺₴฿]|(?:US|AU|CA|NZ|HK|R)\$|USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|AUD|CAD|BRL|[Kk]r\.?|zł`;
const NUMBER = String.raw`[+\-\u2212]?(?:\d(?:[\d.,'\u2019\s]*\d)?|\.\d+)`;
const BEFORE = new RegExp(String.raw`^\(?[+\-\u2212]?\s?(?<unit>${CURRENCY}|%)\s?${NUMBER}\)?$`, "u");
const BEHIND = new RegExp(String.raw`^\(?${NUMBER}\s?(?<unit>${CURRENCY}|[%‰°]|[a-zA-Zµμ°Ω℃℉][a-zA-Zµμ°Ω²³/·]{0,7})\)?$`, "u");
const GROUPS = /^[+\-\u2212]?(\d{1,3})((?: \d{3})*)(?:[.,]\d*)?$/;

/** A cell that such a column reads as this number. */
export const spellNumber = (value: number, { decimal }: NumberWriting = PLAIN): string => (decimal === "," ? String(value).replace(".", ",") : String(value));

/** The parameters of a feature that say so, those that are not as usual. */
export const writingKeys = (writing: NumberWriting): { readonly [key: string]: string } =>
  Object.fromEntries(Object.entries(writing).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== PLAIN[entry[0] as keyof NumberWriting])); // its own keys

/** The unit that a cell spells beside a number; null: there is none, or no number. */
export const unitIn = (cell: string): string | null => {
  const text = cell.trim();
  return text.length > LONGEST ? null : (BEFORE.exec(text) ?? BEHIND.exec(text))?.groups?.["unit"] ?? null;
};
export const isCurrency = (unit: string): boolean => new RegExp(`^(?:${CURRENCY})$`, "u").test(unit);

/** So many of the values must be written alike. */
const MOST = 0.9;
const FEWEST = 3;

/**
 * How the values of a column write their numbers, where nearly all do so in one way which `parseNumber` does not read; else null. A column of
 * several units has none: which of them counts, only its owner knows.
 */
export function writingOf(values: readonly string[]): NumberWriting | null {
  if (values.length < FEWEST || values.filter((value) => !Number.isNaN(parseNumber(value))).length > (1 - MOST) * values.length) return groupedByBlanks(values);
  const units = new Map<string, number>();
  for (const unit of values.map(unitIn)) if (unit !== null) units.set(unit, (units.get(unit) ?? 0) + 1);
  const [unit, count] = [...units].sort(([, a], [, b]) => b - a)[0] ?? [null, 0];
  if (unit === null) return groupedByBlanks(values);
  const writing: NumberWriting = { unit, decimal: decimalOf(values.map((value) => partsOf(value, unit).text), isCurrency(unit)), thousands: null };
  const read = numberReader(writing);
  return count >= MOST * values.length && values.filter((value) => !Number.isNaN(read(value))).length >= MOST * values.length ? writing : null;
}

/** Of money "1.234" are thousands, of anything else three decimals; "1,234" are thousands where nothing else is said. */
function decimalOf(numbers: readonly string[], money: boolean): NumberWriting["decimal"] {
  const shapes = new Set(numbers.map((text) => shapeOf(text.replaceAll(/(?<=\d)['\u2019\s](?=\d{3}(?!\d))/g, ""))));
  if (shapes.has("point")) return ".";
  return shapes.has("comma") || (money && shapes.has("point?") && !shapes.has("comma?")) ? "," : ".";
}

/** A group that begins with 0 is no number of a list; telephone numbers all have as many. */
function groupedByBlanks(values: readonly string[]): NumberWriting | null {
  const found = values.flatMap((value) => {
    const [, first = "", others = ""] = GROUPS.exec(value.trim()) ?? [];
    return first === "" ? [] : [{ first, others }];
  });
  const grouped = found.filter(({ others }) => others !== "");
  if (values.length < FEWEST || found.length < MOST * values.length || grouped.length === 0) return null;
  const shapes = new Set(found.map(({ first, others }) => `${first.length} ${others.length}`));
  if (shapes.size < 2 || !grouped.some(({ others }) => others.includes(" 0"))) return null;
  return { unit: null, decimal: decimalOf(values.map((value) => value.trim().replace(/^[+\-\u2212]/, "")), false), thousands: " " };
}
