/** What the learning curves draw, from the rounds of a run. */
import type { Round } from "../../engine/training/events.ts";
import type { ChartTable } from "./chart-table.ts";
import { late } from "../messages/late.ts";

export interface Curve { readonly validation: readonly number[]; readonly training: readonly number[] }

/** One metric of one output (or the loss of `combined`) by round; NaN where it was not measured. */
export const curveOf = (rounds: readonly Round[], output: string, metric: string): Curve => ({
  validation: rounds.map((r) => r.validation[output]?.[metric] ?? NaN),
  training: rounds.map((r) => r.training[output]?.[metric] ?? NaN),
});

/**
 * Where the axis of rounds ends: at the last round of a run that is over; else with room ahead, up to the most there can
 * be, so that a run that will stop early does not live in a corner.
 */
export function axisEnd(rounds: readonly Round[], planned: number, finished: boolean): number {
  const last = rounds.at(-1)?.round ?? 1;
  if (finished) return last;
  const ahead = Math.max(10, Math.ceil((last * 1.4) / 10) * 10);
  return Math.max(last, Math.min(planned, ahead));
}

export const curveTable = (rounds: readonly Round[], { validation, training }: Curve, metric: string): ChartTable => ({
  columns: [
    { label: late.charts.curves.round, numeric: true },
    { label: `${metric}, ${late.charts.curves.validation}`, numeric: true },
    { label: `${metric}, ${late.charts.curves.training}`, numeric: true },
  ],
  rows: rounds.map((r, i) => [r.round, finite(validation[i]), finite(training[i])]),
});

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);
