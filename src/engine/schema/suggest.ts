import { words } from "../../messages/en/schema.ts";

/** The known word nearest to a misspelt one, as a sentence and, when one is near enough, as the word itself. */
export function suggest(word: string, known: readonly string[]): { readonly sentence: string; readonly word?: string } {
  const [nearest] = (word.length > LONGEST ? [] : known.slice(0, MOST)).filter((k) => Math.abs(k.length - word.length) <= word.length).map((k) => ({ k, d: distance(word.toLowerCase(), k.toLowerCase()) })).sort((a, b) => a.d - b.d);
  return nearest && nearest.d <= Math.max(Math.min(2, Math.floor(word.length / 2)), 0.4 * word.length)
    ? { sentence: words.didYouMean(nearest.k), word: nearest.k }
    : { sentence: known.length ? words.knownAre(known) : words.nothingKnown };
}

/** Longer words are compared with none, and only so many words are compared: the work grows with all three. */
const [LONGEST, MOST] = [200, 2_000];

/** Edits needed to turn one word into the other, a swap of neighbours counted once (Damerau, restricted). */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, d[i - 2]![j - 2]! + 1);
      d[i]![j] = best;
    }
  }
  return d[a.length]![b.length]!;
}
