import type { Scorecard } from "../predictions.ts";
import type { SplitEvaluation } from "./evaluation.ts";

/** What of an evaluation goes along with the model: figures without charts, undefined ones left out. */
export const scorecard = ({ rows, outputs }: SplitEvaluation): Scorecard => ({
  rows,
  outputs: Object.fromEntries(Object.entries(outputs).map(([name, { metrics, baseline, intervals }]) =>
    [name, { metrics: finite(metrics), baseline: finite(baseline), intervals }])),
});

const finite = (scores: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(scores).filter(([, value]) => Number.isFinite(value)));
