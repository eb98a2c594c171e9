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

/** scores: [rows], none of which is NaN; positive: is this row's truth positive? Each side is sorted as bare numbers, which costs a tenth of sorting rows. */
export function stepsOf(scores: ArrayLike<number>, positive: (row: number) => boolean): Steps {
  const sides = [new Float64Array(scores.length), new Float64Array(scores.length)] as const;
  let [positives, negatives] = [0, 0];
  for (let row = 0; row < scores.length; row++) {
    if (positive(row)) sides[0][positives++] = scores[row]!;
    else sides[1][negatives++] = scores[row]!;
  }
  const [above, below] = [sides[0].subarray(0, positives).sort(), sides[1].subarray(0, negatives).sort()];
  const [thresholds, tps, fps] = [new Float64Array(scores.length), new Float64Array(scores.length), new Float64Array(scores.length)];
  let [tp, fp, steps] = [0, 0, 0];
  while (tp < positives || fp < negatives) {
    const threshold = Math.max(tp < positives ? above[positives - 1 - tp]! : -Infinity, fp < negatives ? below[negatives - 1 - fp]! : -Infinity);
    const before = tp + fp;
    while (tp < positives && above[positives - 1 - tp] === threshold) tp++;
    while (fp < negatives && below[negatives - 1 - fp] === threshold) fp++;
    if (tp + fp === before) break; // NaN, which comes before all numbers
    thresholds[steps] = threshold;
    tps[steps] = tp;
    fps[steps++] = fp;
  }
  return { thresholds: thresholds.slice(0, steps), truePositives: tps.slice(0, steps), falsePositives: fps.slice(0, steps), positives, negatives };
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
export const rocAuc = (scores: ArrayLike<number>, positive: (row: number) => boolean): number => rocAucOfSteps(stepsOf(scores, positive));

export function rocAucOfSteps({ truePositives, falsePositives, positives, negatives }: Steps): number {
  let wins = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const before = i === 0 ? 0 : truePositives[i - 1]!;
    wins += (falsePositives[i]! - (i === 0 ? 0 : falsePositives[i - 1]!)) * ((before + truePositives[i]!) / 2);
  }
  return positives === 0 || negatives === 0 ? Number.NaN : wins / (positives * negatives);
}

export interface PrecisionRecall {
  readonly precisions: readonly number[];
  readonly recalls: readonly number[];
  readonly averagePrecision: number;
}

/** From the highest recall to none, closed by precision 1 at recall 0; empty when there is no positive row. */
export const precisionRecall = (scores: ArrayLike<number>, positive: (row: number) => boolean): PrecisionRecall => precisionRecallOfSteps(stepsOf(scores, positive));

/** The area alone: no curve is made. */
export function averagePrecisionOfSteps({ truePositives, falsePositives, positives }: Steps): number {
  let [sum, before] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i]!;
    sum += ((tp - before) / positives) * (tp / (tp + falsePositives[i]!));
    before = tp;
  }
  return positives === 0 ? Number.NaN : sum;
}

export function precisionRecallOfSteps({ truePositives, falsePositives, positives }: Steps): PrecisionRecall {
  if (positives === 0) return { precisions: [], recalls: [], averagePrecision: Number.NaN };
  const precisions = Array.from(truePositives, (tp, i) => tp / (tp + falsePositives[i]!));
  const recalls = Array.from(truePositives, (tp) => tp / positives);
  const averagePrecision = recalls.reduce((sum, r, i) => sum + (r - (recalls[i - 1] ?? 0)) * precisions[i]!, 0);
  return { precisions: [...precisions.toReversed(), 1], recalls: [...recalls.toReversed(), 0], averagePrecision };
}
