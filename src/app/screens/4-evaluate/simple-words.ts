/** Simple models beside a run's, in words. */
import type { SimpleOutput, SimpleScore } from "../../../engine/evaluation/baselines/simple.ts";
import { metricFigure } from "../../charts/metric-figure.ts";
import { headlineMetric, metricScale } from "../../charts/metrics.ts";
import { readableName, type NameOf } from "../../charts/names.ts";
import { late } from "../../messages/late.ts";

type Goal = "max" | "min";

/** Linear models are called by what they answer: labels by a logistic regression, numbers by a ridge regression. */
export function simpleName({ name }: Pick<SimpleScore, "name">, metric: string): string {
  if (name !== "linear") return late.evaluate.simple.names[name];
  return metricScale(metric) === "unit" ? late.evaluate.simple.names.ridge : late.evaluate.simple.names.logistic;
}

/** The one that does best, by the metric that stands for the output. */
export const bestSimple = (simple: readonly SimpleScore[], metric: string, goal: Goal): SimpleScore | undefined =>
  simple.filter(({ metrics }) => Number.isFinite(metrics[metric])).reduce<SimpleScore | undefined>((best, one) => {
    const [own, other] = [one.metrics[metric]!, best?.metrics[metric]];
    return other === undefined || (goal === "max" ? own > other : own < other) ? one : best;
  }, undefined);

export type Standing = "needed" | "as_well" | "better" | "unknown";

/** Whether the model beats a simple one beyond what the draw of the rows explains. */
export function standing({ differences }: SimpleScore, metric: string, goal: Goal): Standing {
  const difference = differences[metric];
  if (!difference) return "unknown";
  const [low, high] = goal === "max" ? difference : [-difference[1], -difference[0]];
  return low > 0 ? "needed" : high < 0 ? "better" : "as_well";
}

/** Was deep learning needed for this output? */
export function simpleFinding(name: string, { model, simple }: SimpleOutput, goals: Readonly<Record<string, Goal>>, nameOf: NameOf = readableName): string {
  const { label, unit } = nameOf(name);
  const metric = headlineMetric(model);
  const goal = goals[metric] ?? "max";
  const best = bestSimple(simple, metric, goal);
  const words = late.evaluate.simple;
  if (!best || !Number.isFinite(model[metric])) return words.none(label);
  const [own, other] = [metricFigure(metric, model[metric]!, unit), metricFigure(metric, best.metrics[metric]!, unit)];
  return words[standing(best, metric, goal)](label, simpleName(best, metric), own, other);
}
