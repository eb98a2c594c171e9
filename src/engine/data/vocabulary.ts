import { each, type Resting } from "./rests.ts";
import type { CellsInTurn } from "./table.ts";

/** How often each word occurs; a `Map`, since a word may be "constructor". */
export type Counts = Map<string, number>;

export const count = (counts: Counts, word: string, times = 1): void => void counts.set(word, (counts.get(word) ?? 0) + times);

/** The words by falling frequency; of equals, the first in the order of their characters. */
export const byFrequency = (counts: Iterable<Counted>): readonly Counted[] => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
export type Counted = readonly [word: string, times: number];

/** Words that are counted at once, and that a vocabulary has at most: some hundreds of megabytes. */
export const MOST_WORDS = 2 ** 21;
/** Shares of all words that are counted one after another; fewer words than one each have are not to be told apart by their hashes. */
const MOST_SHARES = 2 ** 12;

export interface Commonest {
  /** By falling frequency, as many as were asked for. */
  readonly kept: readonly Counted[];
  /** How many different words there are. */
  readonly different: number;
}

/**
 * The commonest of the words that each walk goes through. Of more words than can be counted at once it is walked again for either half of
 * them, by their hashes, and so on: a column of names that never repeat takes time, not memory. most: null for all.
 */
export function* mostCommon(walk: (hear: (word: string, times?: number) => void) => Resting<void>, most: number | null, atOnce = MOST_WORDS): Resting<Commonest> {
  const wanted = Math.min(most ?? atOnce, atOnce);
  return yield* ofShare(0, 1);

  function* ofShare(share: number, shares: number): Resting<Commonest> {
    const counts: Counts = new Map();
    let isFull = false;
    yield* walk((word, times) => {
      if (isFull || (shares > 1 && hashOf(word) % shares !== share)) return;
      count(counts, word, times);
      if (counts.size <= atOnce || shares === MOST_SHARES) return;
      isFull = true;
      counts.clear();
    });
    if (!isFull) return { kept: byFrequency(counts).slice(0, wanted), different: counts.size };
    const one = yield* ofShare(share, 2 * shares);
    const other = yield* ofShare(share + shares, 2 * shares);
    return { kept: byFrequency([...one.kept, ...other.kept]).slice(0, wanted), different: one.different + other.different };
  }
}

function hashOf(word: string): number {
  let hash = word.length;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The cell that occurs most often, of those that count; null where there is none. */
export function* commonest(cells: CellsInTurn, counts: (cell: string) => boolean = () => true): Resting<string | null> {
  const { kept } = yield* mostCommon((hear) => each(cells, (cell) => { if (cell !== null && counts(cell)) hear(cell); }), 1);
  return kept[0]?.[0] ?? null;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Where each word of a vocabulary stands; made once for each vocabulary. */
export function indexOfWords(words: readonly string[]): ReadonlyMap<string, number> {
  const known = indexes.get(words) ?? new Map(words.map((word, i) => [word, i]));
  indexes.set(words, known);
  return known;
}
