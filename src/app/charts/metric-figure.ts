import { percent, wholePercent } from "../messages/format.ts";
import { figure, withUnit } from "./figures.ts";
import { metricScale } from "./metrics.ts";
import { tickDecimals } from "./scale.ts";

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

/** The marks of an axis; shares in whole percents, unless neighbours would read alike. */
export function metricTicks(metric: string, ticks: readonly number[], unit: string): readonly string[] {
  const isShare = metricScale(metric) === "share";
  return ticks.map((tick) => (!isShare ? metricFigure(metric, tick, unit) : tickDecimals(ticks) > 2 ? percent(tick) : wholePercent(tick)));
}
