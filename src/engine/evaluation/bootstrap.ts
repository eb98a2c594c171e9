/**
 * How far a score would move if other rows had been drawn: the percentile bootstrap (Efron & Tibshirani 1993, chapter 13).
 * Large splits draw fewer rows than they have and the spread is scaled down by √(drawn / rows), the m-out-of-n bootstrap
 * (Bickel, Götze & van Zwet 1997), so that the cost has a ceiling and no metric needs a formula of its own.
 */

export const REPLICATES = 200;
export const MOST_DRAWN = 1000;

type Scores = Readonly<Record<string, number>>;
export type Interval = readonly [low: number, high: number];

/**
 * 95 % intervals of every score. `score` judges the rows it is given ([drawn], indexes below `rows`, with repetition). A
 * score that is undefined (NaN) on the whole split, or on half of the draws, has no interval.
 */
export function bootstrapIntervals(rows: number, whole: Scores, score: (drawn: Uint32Array) => Scores, random: () => number): Readonly<Record<string, Interval>> {
  const drawn = new Uint32Array(Math.min(rows, MOST_DRAWN));
  const replicates = Array.from({ length: rows > 1 ? REPLICATES : 0 }, () => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = Math.floor(random() * rows);
    return score(drawn);
  });
  const shrink = Math.sqrt(drawn.length / rows);
  const intervals: Record<string, Interval> = {};
  for (const [name, value] of Object.entries(whole)) {
    const seen = Float64Array.from(replicates, (scores) => scores[name] ?? NaN).filter(Number.isFinite).sort();
    if (!Number.isFinite(value) || 2 * seen.length <= REPLICATES) continue;
    const bound = (share: number) => value + shrink * (quantile(seen, share) - value);
    intervals[name] = [bound(0.025), bound(0.975)];
  }
  return intervals;
}

/** Linear between the two nearest of the ascending values. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)]!;
  return low + (ascending[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
