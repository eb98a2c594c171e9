/** Without the space characters at both ends, in one go: a pattern would go over a run of them again and again. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === " ") start++;
  while (end > start && text[end - 1] === " ") end--;
  return text.slice(start, end);
}

const BRACKETS = /^(?:\[(.*)\]|\((.*)\)|\{(.*)\})$/s;
/** An item in quotes of either kind, or one without. */
const ITEM = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,]*))\s*(?:,|$)/gy;

/** The items of a list in brackets, as JSON and Python write it, or without. */
function inBrackets(text: string): string[] {
  const [, square, round, curly] = BRACKETS.exec(text) ?? [];
  const items = [...(square ?? round ?? curly ?? text).matchAll(ITEM)].map(([, double, single, bare]) => (double ?? single)?.replaceAll(/\\(.)/g, "$1") ?? withoutSpaces(bare ?? ""));
  return items.filter(Boolean);
}

/** How a text is cut into tokens, by Ludwig's names. */
export const tokenizers = {
  /** On the space character alone; tabs and newlines stay inside tokens. */
  space: (text) => text.trim().split(" ").filter(Boolean),
  /** Runs of letters, digits and underscores, and every other visible character by itself. */
  space_punct: (text) => text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [],
  /** Every code point. */
  characters: (text) => [...text],
  underscore: (text) => text.trim().split("_").map(withoutSpaces),
  comma: (text) => text.trim().split(",").map(withoutSpaces),
  /** Fidelio's own, for lists as other programs write them: "a|b", "a; b", ["a", "b"]. */
  bar: (text) => text.trim().split("|").map(withoutSpaces),
  semicolon: (text) => text.trim().split(";").map(withoutSpaces),
  list: (text) => inBrackets(text.trim()),
  untokenized: (text) => [text],
  stripped: (text) => [text.trim()],
} satisfies Record<string, (text: string) => string[]>;

export type Tokenizer = keyof typeof tokenizers;
