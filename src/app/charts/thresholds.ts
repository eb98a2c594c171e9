/** Where rows lie on curves whose points are thresholds, and what a threshold makes of them. */
import type { LabelAnswers, RowAnswers, ThresholdsChart } from "../../engine/charts.ts";

/** Rows that are marked on a curve; more would be a smear. */
const MARKED = 100;

/** The first of the descending thresholds that is not above the value: the point at which a row of that probability is called. */
export function pointOf(descending: readonly number[], value: number): number {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return low < descending.length ? low : descending.length - 1;
}

/** The point that stands for a threshold: the last whose rows all reach it; −1 where no row does. */
export const stepAt = (descending: readonly number[], threshold: number): number => {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]! >= threshold) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** Answers that a threshold decides. */
export const binaryAnswers = (answers: RowAnswers | undefined): LabelAnswers | null => (answers?.kind === "labels" && answers.positive ? answers : null);

/** A row's probability of the second label. */
export const positiveShare = ({ positive }: LabelAnswers, i: number): number => positive?.[i] ?? NaN;

/** The points of a curve at which some rows of the data set lie. */
export function pointsOf(answers: RowAnswers | undefined, rows: readonly number[], descending: readonly number[], valueOf: (answers: LabelAnswers, i: number) => number): readonly number[] {
  if (answers?.kind !== "labels" || rows.length === 0) return [];
  const wanted = new Set(rows);
  const points = new Set<number>();
  for (let i = 0; i < answers.rows.length && points.size < MARKED; i++) if (wanted.has(answers.rows[i]!)) points.add(pointOf(descending, valueOf(answers, i)));
  return [...points];
}

/** Rows of the data set that answer a question, the surest first. */
export function rowsWhere(answers: LabelAnswers, holds: (i: number) => boolean): readonly number[] {
  const places = Array.from(answers.rows.keys()).filter(holds);
  return places.sort((a, b) => answers.confidence[b]! - answers.confidence[a]!).map((i) => answers.rows[i]!);
}

export interface Counts { readonly found: number; readonly alarms: number; readonly missed: number; readonly left: number }

/** What a threshold makes of the rows. */
export function countsAt({ thresholds, truePositives, falsePositives, positives, negatives }: ThresholdsChart, threshold: number): Counts {
  const step = stepAt(thresholds, threshold);
  const [found, alarms] = step < 0 ? [0, 0] : [truePositives[step]!, falsePositives[step]!];
  return { found, alarms, missed: positives - found, left: negatives - alarms };
}

export interface Costs { readonly alarm: number; readonly miss: number }
export const costOf = ({ alarms, missed }: Counts, { alarm, miss }: Costs): number => alarms * alarm + missed * miss;

/** The threshold that costs least; of equals, the one nearest to the output's own. Above every probability, nothing is called. */
export function cheapest(chart: ThresholdsChart, costs: Costs): number {
  const candidates = [1, ...chart.thresholds].map((threshold, i) => ({ threshold, cost: costOf(i === 0 ? countsAt(chart, Infinity) : countsAt(chart, threshold), costs) }));
  const least = Math.min(...candidates.map(({ cost }) => cost));
  return candidates.filter(({ cost }) => cost === least).reduce((a, b) => (Math.abs(b.threshold - chart.chosen) < Math.abs(a.threshold - chart.chosen) ? b : a)).threshold;
}
