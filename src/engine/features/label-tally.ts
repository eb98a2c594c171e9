import type { BarsChart, LabelParts } from "../charts.ts";
import type { Json } from "../schema/json.ts";

/** Bars that a chart shows at most: one for each of the commonest labels, or of the first places. */
export const MOST_BARS = 40;

/** How often a label was found, missed and wrongly given. */
export interface Tally {
  readonly found: number;
  readonly missed: number;
  readonly wronglyGiven: number;
  /** The rows of the last two, each once, and of each by itself. */
  readonly mistakes: readonly number[];
  readonly missedIn: readonly number[];
  readonly givenIn: readonly number[];
}

/** One tally for each label. `walk` is given a function to call for every place where a label is true or was predicted. */
export function tallyLabels(
  labels: number, walk: (note: (label: number, isTrue: boolean, isPredicted: boolean, row: number) => void) => void,
): readonly Tally[] {
  const counts = Array.from({ length: labels }, () => ({ found: 0, missed: 0, wronglyGiven: 0, mistakes: new Set<number>(), missedIn: new Set<number>(), givenIn: new Set<number>() }));
  walk((label, isTrue, isPredicted, row) => {
    const own = counts[label]!;
    if (isTrue && isPredicted) own.found++;
    else if (isTrue) own.missed++;
    else own.wronglyGiven++;
    if (isTrue === isPredicted) return;
    own.mistakes.add(row);
    (isTrue ? own.missedIn : own.givenIn).add(row);
  });
  return counts.map((own) => ({ ...own, mistakes: [...own.mistakes], missedIn: [...own.missedIn], givenIn: [...own.givenIn] }));
}

/** null where there is nothing to divide by. */
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const f1 = ({ found, missed, wronglyGiven }: Tally): number | null => ratio(2 * found, 2 * found + missed + wronglyGiven);

const precision = ({ found, wronglyGiven }: Tally): number | null => ratio(found, found + wronglyGiven);
const recall = ({ found, missed }: Tally): number | null => ratio(found, found + missed);

/** The F1 of the commonest labels, and what it is made of; labels stand by falling frequency. `threshold`: of those that are shown. */
export function f1Bars(output: string, of: "f1_of_class" | "f1_of_label" | "f1_of_tag", labels: readonly string[], tallies: readonly Tally[], threshold?: LabelParts["threshold"]): BarsChart {
  const shown = tallies.slice(0, MOST_BARS);
  return {
    kind: "bars",
    output,
    of,
    labels: labels.slice(0, MOST_BARS),
    values: shown.map(f1),
    counts: shown.map(({ found, missed }) => found + missed),
    rows: shown.map(({ mistakes }) => mistakes),
    all: labels.length,
    parts: {
      precision: shown.map(precision),
      recall: shown.map(recall),
      given: shown.map(({ givenIn }) => givenIn),
      missed: shown.map(({ missedIn }) => missedIn),
      ...(threshold && { threshold }),
    },
  };
}

/** Per label what Ludwig's `per_class_stats` holds of a classification, as far as a label stands by itself. */
export const labelStatistics = (labels: readonly string[], tallies: readonly Tally[]): { readonly [key: string]: Json } => ({
  per_class_stats: Object.fromEntries(labels.map((label, i) => [label, statisticsOf(tallies[i]!)])),
});

const statisticsOf = (tally: Tally): { readonly [key: string]: Json } => ({
  true_positives: tally.found,
  false_positives: tally.wronglyGiven,
  false_negatives: tally.missed,
  precision: precision(tally),
  recall: recall(tally),
  f1_score: f1(tally),
});
