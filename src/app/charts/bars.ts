/** What bars show, in words and figures. */
import type { Chart } from "../../engine/charts.ts";
import { wholePercent } from "../messages/format.ts";
import { late } from "../messages/late.ts";
import { figure, withUnit } from "./figures.ts";

type Bars = Extract<Chart, { readonly kind: "bars" }>;

/** The figure of one bar: a share as a percentage, an F1 as it is, an error in the column's unit. */
export function barFigure({ of, values }: Pick<Bars, "of" | "values">, place: number, unit: string): string {
  const value = values[place] ?? null;
  if (value === null) return "–";
  switch (of) {
    case "right_at_place":
    case "error_of_share":
      return wholePercent(value);
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

const ERRORS: readonly Bars["of"][] = ["error_of_dimension", "error_of_share", "error_of_range"];
/** Is a longer bar worse? */
export const isError = ({ of }: Pick<Bars, "of">): boolean => ERRORS.includes(of);

/** Names the bar that does worst; where all do alike, says so. */
export function barsFinding(chart: Bars, unit: string): string {
  const words = late.charts.bars[chart.of];
  const known = chart.values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
  if (known.length === 0) return late.charts.bars.empty;
  const worst = known.reduce((a, b) => ((isError(chart) ? b.value > a.value : b.value < a.value) ? b : a));
  const alike = known.every(({ value }) => value === worst.value);
  return alike ? words.alike(barFigure(chart, worst.i, unit)) : words.worst(barNames(chart, unit)[worst.i] ?? "", barFigure(chart, worst.i, unit));
}
