/**
 * Plain data to YAML, for the lines that an edit writes. What it writes means the same to YAML 1.1 readers (Ludwig's PyYAML):
 * words such as `yes` are quoted, and 1e-7 is written 1.0e-7. Safe for the page: imports nothing.
 */

/** How a document is laid out: columns per level, and whether lists stand deeper than their key. */
export interface Layout {
  readonly step: number;
  readonly indentLists: boolean;
}
type Quotes = "single" | "double";
type Block = Readonly<Record<string, unknown>>;

const LONGEST_LINE = 80;
const PLAIN = /^[\p{L}_](?:[\p{L}\p{N} _.()/%+-]*[\p{L}\p{N}_.()/%+-])?$/u;
/** Without width, or turning the direction of what follows: written as escapes, so that a text is what it looks like. */
const UNSEEN = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069]/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|none)$/i;

/** One value without structure. `quotes`: how a text is quoted when it is quoted already. */
export function scalarText(value: unknown, quotes?: Quotes): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "string") return String(value);
  if (quotes === "single" && !/[^\x20-\x7e\xa0-\ud7ff]/.test(value) && !UNSEEN.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (quotes === undefined && PLAIN.test(value) && !WORDS.test(value)) return value;
  return JSON.stringify(value).replace(/[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/** On one line, as in `{type: concat, sizes: [1, 2]}`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (isBlock(value)) return `{${Object.entries(value).map(([key, v]) => `${scalarText(key)}: ${flowText(v)}`).join(", ")}}`;
  return scalarText(value);
}

/** On one line where that is usual: scalars, what is empty, short lists of scalars; null otherwise. */
export function inlineText(value: unknown, quotes?: Quotes): string | null {
  if (Array.isArray(value)) {
    const text = flowText(value);
    return value.length === 0 || (text.length <= LONGEST_LINE && !value.some((v) => typeof v === "object" && v !== null)) ? text : null;
  }
  if (isBlock(value)) return Object.keys(value).length === 0 ? "{}" : null;
  return scalarText(value, quotes);
}

/** A collection as lines without indentation of their own. */
export function blockLines(value: unknown, layout: Layout): readonly string[] {
  const inline = inlineText(value);
  if (inline !== null) return [inline];
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, layout));
  return Object.entries(value as Block).flatMap(([key, v]) => pairLines(key, v, layout)); // neither a list nor inline: a block
}

export function pairLines(key: string, value: unknown, layout: Layout): readonly string[] {
  const inline = inlineText(value);
  if (inline !== null) return [`${scalarText(key)}: ${inline}`];
  return [`${scalarText(key)}:`, ...indented(blockLines(value, layout), depth(value, layout))];
}

export function itemLines(value: unknown, layout: Layout): readonly string[] {
  const [first, ...rest] = blockLines(value, layout);
  return [`- ${first!}`, ...indented(rest, 2)];
}

/** Columns that a value's lines stand deeper than its key. */
export const depth = (value: unknown, layout: Layout): number => (Array.isArray(value) && !layout.indentLists ? 0 : layout.step);
export const indented = (lines: readonly string[], columns: number): readonly string[] => lines.map((line) => " ".repeat(columns) + line);

const isBlock = (value: unknown): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
