/** Simple models of tags: what is commonest at a place, or for a token (a unigram tagger; Jurafsky & Martin, 2025, section 17.2). */
import { rowSize, type Encoded } from "../../data/encoded.ts";

/** A tag that was never seen there is not impossible. */
const UNSEEN = 1e-3;

export interface TagTask {
  /** Steps of a row, and the tags that each may have. */
  readonly steps: number;
  readonly tags: number;
  readonly rows: number;
  readonly inputs: readonly Encoded[];
  /** [rows, steps] the tag; below 0 where none is learnt from. */
  readonly truth: ArrayLike<number>;
}
/** [rows, steps × tags] logits. */
export type TagAnswers = (inputs: readonly Encoded[], rows: number) => Float32Array;

/** At each step of a row the tag that is commonest at that step. */
export function placeAnswers({ steps, tags, rows, truth }: TagTask): TagAnswers {
  const table = new Float64Array(steps * tags);
  for (let at = 0; at < rows * steps; at++) if (truth[at]! >= 0) table[(at % steps) * tags + truth[at]!]!++;
  const logits = Float32Array.from(logShares(table, tags));
  return (_, count) => {
    const all = new Float32Array(count * logits.length);
    for (let row = 0; row < count; row++) all.set(logits, row * logits.length);
    return all;
  };
}

/**
 * For each token the tag that it has most often, of a token that the training rows did not have the commonest of all. Of several inputs of as
 * many steps, the one that tells most of the training rows; null where there is none.
 */
export function tokenAnswers(task: TagTask): TagAnswers | null {
  const { steps, tags, rows, inputs, truth } = task;
  const candidates = inputs.flatMap((part, input) => (part.dtype === "int32" && rowSize(part) === steps ? [{ input, counts: countsOf(part, task) }] : []));
  const told = ({ counts }: (typeof candidates)[number]): number => Array.from(counts.values(), (own) => Math.max(...own)).reduce((a, b) => a + b, 0);
  const [first, ...others] = candidates;
  if (!first) return null;
  const { input, counts } = others.reduce((best, one) => (told(one) > told(best) ? one : best), first);
  const overall = new Float64Array(tags);
  for (let at = 0; at < rows * steps; at++) if (truth[at]! >= 0) overall[truth[at]!]!++;
  const unknown = logShares(overall, tags);
  const known = new Map([...counts].map(([id, own]) => [id, logShares(own, tags)] as const));
  return (given, count) => {
    const all = new Float32Array(count * steps * tags);
    for (let at = 0; at < count * steps; at++) all.set(known.get(given[input]!.data[at]!) ?? unknown, at * tags);
    return all;
  };
}

/** How often each token has each tag. */
function countsOf({ data }: Encoded, { steps, tags, rows, truth }: TagTask): ReadonlyMap<number, Float64Array> {
  const counts = new Map<number, Float64Array>();
  for (let at = 0; at < rows * steps; at++) {
    if (truth[at]! < 0) continue;
    const own = counts.get(data[at]!) ?? new Float64Array(tags);
    counts.set(data[at]!, own);
    own[truth[at]!]!++;
  }
  return counts;
}

/** Counts, [n, tags] → logarithms of shares. */
function logShares(counts: Float64Array, tags: number): Float64Array {
  const logs = new Float64Array(counts.length);
  for (let from = 0; from < counts.length; from += tags) {
    const own = counts.subarray(from, from + tags);
    const sum = own.reduce((a, b) => a + b, 0);
    own.forEach((count, tag) => (logs[from + tag] = Math.log((sum === 0 ? 1 / tags : count / sum) + UNSEEN)));
  }
  return logs;
}
