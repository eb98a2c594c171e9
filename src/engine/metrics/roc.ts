/** Curves over all thresholds of a score; ties are one step. Definitions as scikit-learn's. */
export interface Steps {
  /** The distinct scores, highest first. */
  readonly thresholds: Float64Array;
  /** Per distinct score: true and false positives at or above it. */
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** scores: [rows]; positive: is this row's truth positive? */
export function stepsOf(scores: ArrayLike<number>, positive: (row: number) => boolean): Steps {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const thresholds: number[] = [],
    tps: number[] = [],
    fps: number[] = [];
  let tp = 0,
    fp = 0;
  order.forEach((row, i) => {
    if (positive(row)) tp++;
    else fp++;
    if (i + 1 === order.length || scores[order[i + 1]!]! !== scores[row]!) {
      thresholds.push(scores[row]!);
      tps.push(tp);
      fps.push(fp);
    }
  });
  return { thresholds: Float64Array.from(thresholds), truePositives: Float64Array.from(tps), falsePositives: Float64Array.from(fps), positives: tp, negatives: fp };
}

export interface RocCurve {
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  /** The first is infinite: nothing is called positive there. */
  readonly thresholds: readonly number[];
  readonly area: number;
}

/** From (0, 0) to (1, 1); the area is NaN, and the curve empty, when one class is absent. */
export const rocCurve = (scores: ArrayLike<number>, positive: (row: number) => boolean): RocCurve => rocOfSteps(stepsOf(scores, positive));

export function rocOfSteps(steps: Steps): RocCurve {
  if (steps.positives === 0 || steps.negatives === 0) return { falsePositiveRate: [], truePositiveRate: [], thresholds: [], area: Number.NaN };
  const x = [0, ...Array.from(steps.falsePositives, (n) => n / steps.negatives)];
  const y = [0, ...Array.from(steps.truePositives, (n) => n / steps.positives)];
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  const corners = x.map((_, i) => i).filter((i) => i === 0 || i === x.length - 1 || !straight(x, y, i));
  return { falsePositiveRate: corners.map((i) => x[i]!), truePositiveRate: corners.map((i) => y[i]!), thresholds: corners.map((i) => (i === 0 ? Infinity : steps.thresholds[i - 1]!)), area };
}

/** Does the curve go on in the same direction here? Steps are differences of counts, so equality is nearly exact. */
const straight = (x: readonly number[], y: readonly number[], i: number): boolean =>
  Math.abs((x[i]! - x[i - 1]!) * (y[i + 1]! - y[i]!) - (x[i + 1]! - x[i]!) * (y[i]! - y[i - 1]!)) < 1e-15;

/** Probability that a positive row outscores a negative one, ties counting half (Mann and Whitney, 1947); NaN when one class is absent. */
export function rocAuc(scores: ArrayLike<number>, positive: (row: number) => boolean): number {
  const sorted = Float64Array.from(scores).sort();
  let wins = 0,
    positives = 0;
  for (let row = 0; row < scores.length; row++) {
    if (!positive(row)) continue;
    positives++;
    wins += (countBelow(sorted, scores[row]!, false) + countBelow(sorted, scores[row]!, true)) / 2;
  }
  const negatives = scores.length - positives;
  const amongThemselves = positives ** 2 / 2; // positives against each other win half
  return positives === 0 || negatives === 0 ? Number.NaN : (wins - amongThemselves) / (positives * negatives);
}

/** How many values are less than this one, or not greater. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0,
    high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle]! === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface PrecisionRecall {
  readonly precisions: readonly number[];
  readonly recalls: readonly number[];
  readonly averagePrecision: number;
}

/** From the highest recall to none, closed by precision 1 at recall 0; empty when there is no positive row. */
export const precisionRecall = (scores: ArrayLike<number>, positive: (row: number) => boolean): PrecisionRecall => precisionRecallOfSteps(stepsOf(scores, positive));

export function precisionRecallOfSteps({ truePositives, falsePositives, positives }: Steps): PrecisionRecall {
  if (positives === 0) return { precisions: [], recalls: [], averagePrecision: Number.NaN };
  const precisions = Array.from(truePositives, (tp, i) => tp / (tp + falsePositives[i]!));
  const recalls = Array.from(truePositives, (tp) => tp / positives);
  const averagePrecision = recalls.reduce((sum, r, i) => sum + (r - (recalls[i - 1] ?? 0)) * precisions[i]!, 0);
  return { precisions: [...precisions.toReversed(), 1], recalls: [...recalls.toReversed(), 0], averagePrecision };
}
