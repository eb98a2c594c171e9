import type { Cells } from "./table.ts";

/** How often each word occurs; a `Map`, since a word may be "constructor". */
export type Counts = Map<string, number>;

export const count = (counts: Counts, word: string, times = 1): void => void counts.set(word, (counts.get(word) ?? 0) + times);

/** The words by falling frequency; of equals, the first in the order of their characters. */
export const byFrequency = (counts: Counts): readonly (readonly [word: string, times: number])[] =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/** The cell that occurs most often; null where all are missing. */
export function commonest(cells: Cells): string | null {
  const counts: Counts = new Map();
  for (const cell of cells) if (cell !== null) count(counts, cell);
  return byFrequency(counts)[0]?.[0] ?? null;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Where each word of a vocabulary stands; made once for each vocabulary. */
export function indexOfWords(words: readonly string[]): ReadonlyMap<string, number> {
  const known = indexes.get(words) ?? new Map(words.map((word, i) => [word, i]));
  indexes.set(words, known);
  return known;
}
