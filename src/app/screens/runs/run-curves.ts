/** The histories of runs over each other. */
import type { ChartTable } from "../../charts/chart-table.ts";
import { curveOf } from "../../charts/curve-data.ts";
import { headlineMetric } from "../../charts/metrics.ts";
import { late } from "../../messages/late.ts";
import type { RunTable } from "./run-table.ts";

export interface RunCurve {
  readonly id: string;
  readonly name: string;
  readonly isReference: boolean;
  /** Of the run among all, counting from the first that was made: its colour. */
  readonly place: number;
  readonly rounds: readonly number[];
  /** [rounds] on validation rows; NaN where it was not measured. */
  readonly values: readonly number[];
}

/** So many runs can be told apart in one drawing; the latest are drawn, and the reference. */
const DRAWN = 8;

/** The headline metric of an output, or the loss of `combined`, of the runs that have measured it. */
export function curvesOf({ rows }: RunTable, output: string): { readonly metric: string; readonly curves: readonly RunCurve[] } {
  const scored = rows.map(({ record }) => record.rounds.at(-1)?.validation[output]).find((scores) => scores !== undefined);
  const metric = output === "combined" ? "loss" : headlineMetric(scored ?? {});
  const curves = rows.map(({ record: { id, name, rounds }, isReference }, i): RunCurve => ({ id, name, isReference, place: rows.length - 1 - i, rounds: rounds.map(({ round }) => round), values: curveOf(rounds, output, metric).validation }));
  const measured = curves.filter(({ values }) => values.some(Number.isFinite));
  const latest = measured.filter(({ isReference }) => !isReference).slice(0, DRAWN - 1);
  return { metric, curves: measured.filter((curve) => curve.isReference || latest.includes(curve)) };
}

/** One row for each round, one column for each run. */
export const curveTable = (curves: readonly RunCurve[], rounds: readonly number[]): ChartTable => ({
  columns: [{ label: late.charts.curves.round, numeric: true }, ...curves.map(({ name }) => ({ label: name, numeric: true }))],
  rows: rounds.map((round) => [round, ...curves.map((curve) => {
    const value = curve.values[curve.rounds.indexOf(round)];
    return value !== undefined && Number.isFinite(value) ? value : null;
  })]),
});
