import type { Chart, RowAnswers } from "../charts.ts";
import type { Json } from "../schema/json.ts";

/** How good a model is on one part of the rows. */
export interface SplitEvaluation {
  readonly split: "training" | "validation" | "test";
  readonly rows: number;
  readonly outputs: Readonly<Record<string, OutputEvaluation>>;
  readonly combined: { readonly loss: number };
}
export interface OutputEvaluation {
  readonly type: string;
  /** Those that have a target of this output: the scores are over them. */
  readonly rows: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** The trivial predictor (majority or mean of the training rows) on the same rows. */
  readonly baseline: Readonly<Record<string, number>>;
  /** 95 % bootstrap interval of each metric (seeded; Efron & Tibshirani 1993). */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly goals: Readonly<Record<string, "max" | "min">>;
  readonly charts: readonly Chart[];
  /** Row by row; absent in runs that were kept without. */
  readonly answers?: RowAnswers;
  /** Rows of the data set to which the model's answer was no number: where there are any, nothing is measured and nothing drawn. Absent: none. */
  readonly unanswered?: readonly number[];
  /** What Ludwig's `test_statistics.json` holds beyond the metrics, whole curves among it; empty where nobody writes it. */
  readonly statistics: { readonly [key: string]: Json };
}

export const withoutStatistics = <R extends { readonly evaluations: readonly SplitEvaluation[] }>(run: R): R => ({
  ...run,
  evaluations: run.evaluations.map((one) => ({ ...one, outputs: Object.fromEntries(Object.entries(one.outputs).map(([name, output]) => [name, { ...output, statistics: {} }])) })),
});
