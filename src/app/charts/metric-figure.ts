import { percent, wholePercent } from "../messages/format.ts";
import { figure, withUnit } from "./figures.ts";
import { metricScale } from "./metrics.ts";

/** What is nearer to zero is what sums of rounded numbers leave. */
const ROUNDING = 1e-12;

/** A metric's value in the words of its scale: "98.5%", "330 g", "0.871". */
export function metricFigure(metric: string, exact: number, unit: string): string {
  const value = Math.abs(exact) < ROUNDING ? 0 : exact;
  switch (metricScale(metric)) {
    case "share":
      return percent(value);
    case "unit":
      return withUnit(figure(value), unit);
    case "squared":
      return withUnit(figure(value), unit && `${unit}²`);
    case "plain":
      return figure(value);
  }
}

/** The same, short enough for an axis. */
export const metricTick = (metric: string, value: number, unit: string): string =>
  metricScale(metric) === "share" ? wholePercent(value) : metricFigure(metric, value, unit);
