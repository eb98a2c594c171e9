/** Without the space characters at both ends, in one go: a pattern would go over a run of them again and again. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === " ") start++;
  while (end > start && text[end - 1] === " ") end--;
  return text.slice(start, end);
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
  untokenized: (text) => [text],
  stripped: (text) => [text.trim()],
} satisfies Record<string, (text: string) => string[]>;

export type Tokenizer = keyof typeof tokenizers;
