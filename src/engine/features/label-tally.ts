import type { Chart } from "../charts.ts";
import type { Json } from "../schema/json.ts";

type Bars = Extract<Chart, { readonly kind: "bars" }>;

/** Bars that a chart shows at most: one for each of the commonest labels, or of the first places. */
export const MOST_BARS = 40;

/** How often a label was found, missed and wrongly given. */
export interface Tally {
  readonly found: number;
  readonly missed: number;
  readonly wronglyGiven: number;
  /** The rows of the last two, each once. */
  readonly mistakes: readonly number[];
}

/** One tally for each label. `walk` is given a function to call for every place where a label is true or was predicted. */
export function tallyLabels(
  labels: number, walk: (note: (label: number, isTrue: boolean, isPredicted: boolean, row: number) => void) => void,
): readonly Tally[] {
  const counts = Array.from({ length: labels }, () => ({ found: 0, missed: 0, wronglyGiven: 0, mistakes: new Set<number>() }));
  walk((label, isTrue, isPredicted, row) => {
    const own = counts[label]!;
    if (isTrue && isPredicted) own.found++;
    else if (isTrue) own.missed++;
    else own.wronglyGiven++;
    if (isTrue !== isPredicted) own.mistakes.add(row);
  });
  return counts.map((own) => ({ ...own, mistakes: [...own.mistakes] }));
}

/** null where there is nothing to divide by. */
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const f1 = ({ found, missed, wronglyGiven }: Tally): number | null => ratio(2 * found, 2 * found + missed + wronglyGiven);

/** The F1 of the commonest labels; labels stand by falling frequency. */
export const f1Bars = (output: string, of: "f1_of_class" | "f1_of_label" | "f1_of_tag", labels: readonly string[], tallies: readonly Tally[]): Bars => ({
  kind: "bars",
  output,
  of,
  labels: labels.slice(0, MOST_BARS),
  values: tallies.slice(0, MOST_BARS).map(f1),
  counts: tallies.slice(0, MOST_BARS).map(({ found, missed }) => found + missed),
  rows: tallies.slice(0, MOST_BARS).map(({ mistakes }) => mistakes),
  all: labels.length,
});

/** Per label what Ludwig's `per_class_stats` holds of a classification, as far as a label stands by itself. */
export const labelStatistics = (labels: readonly string[], tallies: readonly Tally[]): { readonly [key: string]: Json } => ({
  per_class_stats: Object.fromEntries(labels.map((label, i) => [label, statisticsOf(tallies[i]!)])),
});

const statisticsOf = (tally: Tally): { readonly [key: string]: Json } => ({
  true_positives: tally.found,
  false_positives: tally.wronglyGiven,
  false_negatives: tally.missed,
  precision: ratio(tally.found, tally.found + tally.wronglyGiven),
  recall: ratio(tally.found, tally.found + tally.missed),
  f1_score: f1(tally),
});
