/** What bars show, in words and figures. */
import type { BarsChart as Bars } from "../../engine/charts.ts";
import { wholePercent } from "../messages/format.ts";
import { late } from "../messages/late.ts";
import type { ChartTable } from "./chart-table.ts";
import { figure, withUnit } from "./figures.ts";

/** The figure of one bar: a share as a percentage, an F1 as it is, an error in the column's unit. */
export function barFigure({ of, values }: Pick<Bars, "of" | "values">, place: number, unit: string): string {
  const value = values[place] ?? null;
  if (value === null) return "–";
  switch (of) {
    case "right_at_place":
    case "right_by_length":
    case "error_of_share":
      return wholePercent(value);
    case "brier_of_class":
    case "f1_of_class":
    case "f1_of_label":
    case "f1_of_tag":
      return figure(value);
    case "error_of_dimension":
    case "error_of_range":
      return withUnit(figure(value), unit);
    default:
      return of satisfies never;
  }
}

/** A range of the truth in the column's unit; else the label as it is. */
export const barNames = ({ labels, edges }: Pick<Bars, "labels" | "edges">, unit: string): readonly string[] =>
  edges ? labels.map((_, i) => withUnit(`${figure(edges[i] ?? NaN)} – ${figure(edges[i + 1] ?? NaN)}`, unit)) : labels;

const ERRORS: readonly Bars["of"][] = ["error_of_dimension", "error_of_share", "error_of_range", "brier_of_class"];
/** Is a longer bar worse? */
export const isError = ({ of }: Pick<Bars, "of">): boolean => ERRORS.includes(of);

/** What of a label is drawn: its F1, or one of the two that it is made of. */
export type Measure = "f1" | "precision" | "recall";

/** The bars of one measure, with the rows behind it: those with a mistake, those in which a label was wrongly given, or those in which it was missed. */
export function measured(chart: Bars, measure: Measure): Pick<Bars, "values" | "rows"> {
  const { parts } = chart;
  if (!parts || measure === "f1") return chart;
  return measure === "precision" ? { values: parts.precision, rows: parts.given } : { values: parts.recall, rows: parts.missed };
}

/** Names the bar that does worst; where all do alike, says so. */
export function barsFinding(chart: Bars, unit: string, measure: Measure = "f1"): string {
  const words = measure === "f1" ? late.charts.bars[chart.of] : { worst: late.parts.labels.finding[measure], alike: late.parts.labels.finding.alike[measure] };
  const { values } = measured(chart, measure);
  const known = values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
  if (known.length === 0) return late.charts.bars.empty;
  const worst = known.reduce((a, b) => ((isError(chart) ? b.value > a.value : b.value < a.value) ? b : a));
  const alike = known.every(({ value }) => value === worst.value);
  const figures = { of: chart.of, values };
  const text = measure === "f1" ? barFigure(figures, worst.i, unit) : wholePercent(worst.value);
  return alike ? words.alike(text) : words.worst(barNames(chart, unit)[worst.i] ?? "", text);
}

/** More than so much F1 is worth another threshold. */
const WORTH = 0.02;

/** The label that would gain most by a threshold of its own, in words; null where none would gain anything to speak of. */
export function thresholdWords({ labels, values, parts }: Bars): string | null {
  const { threshold } = parts ?? {};
  if (!threshold) return null;
  const gains = labels.map((label, i) => ({ label, i, gain: (threshold.f1[i] ?? 0) - (values[i] ?? 0) }));
  const most = gains.reduce((a, b) => (b.gain > a.gain ? b : a), gains[0]!); // a chart has a bar
  if (most.gain < WORTH) return null;
  return late.parts.labels.thresholds(most.label, threshold.best[most.i] ?? NaN, threshold.own, figure(threshold.f1[most.i] ?? NaN), figure(values[most.i] ?? 0));
}

/** Every figure of every bar. */
export function barsTable(chart: Bars, unit: string): ChartTable {
  const { parts } = chart;
  const words = late.parts.labels;
  const figures: readonly (readonly [string, readonly (number | null)[]])[] = [
    [late.charts.bars[chart.of].value, chart.values],
    ...(parts ? [[words.precision, parts.precision], [words.recall, parts.recall]] as const : []),
    [late.charts.bars.count, chart.counts],
    ...(parts?.threshold ? [[words.threshold, chart.labels.map(() => parts.threshold!.own)], [words.best, parts.threshold.best], [words.bestF1, parts.threshold.f1]] as const : []),
  ];
  return {
    columns: [{ label: late.charts.bars[chart.of].label, numeric: false }, ...figures.map(([label]) => ({ label, numeric: true }))],
    rows: barNames(chart, unit).map((name, i) => [name, ...figures.map(([, values]) => values[i] ?? null)]),
  };
}
