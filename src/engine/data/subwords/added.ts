export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Blanks beside it belong to it. */
  readonly strips: { readonly left: boolean; readonly right: boolean };
  /** Looked for in the text as it is normalised, rather than as it is written. */
  readonly normalized: boolean;
}

/** Pieces of a text: what lies between added tokens, and their ids. */
type Parts = readonly (string | number)[];

/** Finds added tokens in a text, the first and then the longest: special ones as they are written, the others after normalising. */
export function addedTokens(tokens: readonly AddedToken[], normalise: (text: string) => string): (text: string) => Parts {
  const written = finder(tokens.filter(({ normalized }) => !normalized).map((token) => ({ ...token })));
  const normal = finder(tokens.filter(({ normalized }) => normalized).map((token) => ({ ...token, content: normalise(token.content) })));
  if (!normal) return (text) => written?.(text) ?? [text];
  // What is normalised twice is the same as once for every normaliser that is known here, but for those that prepend.
  return (text) => (written?.(text) ?? [text]).flatMap((part) => (typeof part === "number" ? [part] : normal(normalise(part))));
}

function finder(tokens: readonly AddedToken[]): ((text: string) => Parts) | null {
  const longestFirst = tokens.filter(({ content }) => content !== "").toSorted((a, b) => b.content.length - a.content.length);
  if (longestFirst.length === 0) return null;
  const byContent = new Map(longestFirst.map((token) => [token.content, token]));
  const pattern = new RegExp(longestFirst.map(({ content }) => content.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "gu");
  return (text) => {
    const parts: (string | number)[] = [];
    let from = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      if (index < from) continue; // inside the blanks that the token before took
      const { id, strips } = byContent.get(content)!; // the pattern is made of them
      const before = text.slice(from, index);
      const kept = strips.left ? before.replace(/\p{White_Space}+$/u, "") : before;
      if (kept !== "") parts.push(kept);
      parts.push(id);
      from = index + content.length;
      if (strips.right) while (from < text.length && /^\p{White_Space}/u.test(text[from]!)) from++;
    }
    if (from < text.length) parts.push(text.slice(from));
    return parts;
  };
}
