/** The first sentence of the Evaluate screen, built from the numbers. */
import type { OutputEvaluation, SplitEvaluation } from "../../../engine/evaluation/evaluation.ts";
import { figure, withUnit } from "../../charts/figures.ts";
import { metricFigure } from "../../charts/metric-figure.ts";
import { countsRight, headlineMetric, metricScale, metricWords } from "../../charts/metrics.ts";
import { readableName, type NameOf } from "../../charts/names.ts";
import { count, list } from "../../messages/format.ts";
import { late } from "../../messages/late.ts";

interface Scored {
  readonly label: string;
  readonly unit: string;
  readonly metric: string;
  readonly evaluation: OutputEvaluation;
  readonly rows: number;
}

export const rightRows = (share: number, rows: number): number => Math.round(share * rows);

export function verdict(split: SplitEvaluation, nameOf: NameOf = readableName): string {
  const all = Object.entries(split.outputs).map(([name, evaluation]): Scored => ({
    ...nameOf(name),
    metric: headlineMetric(evaluation.metrics),
    evaluation,
    rows: evaluation.rows,
  }));
  const outputs = all.filter((output) => Number.isFinite(valueOf(output)));
  const unsaid = all.filter((output) => !outputs.includes(output)).map(({ label }) => label);
  if (outputs.length === 0) return late.evaluate.verdict.nothing(list(unsaid));
  const counted = outputs.filter((o) => countsRight(o.metric, o.evaluation.metrics));
  const measured = outputs.filter((o) => !counted.includes(o) && metricScale(o.metric) === "unit");
  const others = outputs.filter((o) => !counted.includes(o) && !measured.includes(o));
  const words = late.evaluate.verdict;

  const named = list(counted.map((o, i) => (i === 0 ? words.rightFirst : words.right)(inSentence(o), rightRows(valueOf(o), o.rows))));
  const off = list([
    ...measured.map((o) => words.off(inSentence(o), withUnit(figure(valueOf(o)), o.unit))),
    ...others.map((o) => words.plain(inSentence(o), metricWords(o.metric, o.evaluation.metrics).name, metricFigure(o.metric, valueOf(o), o.unit))),
  ]);
  const middle = named && off ? words.and(words.named(named), off) : named ? words.named(named) : words.guesses(off);
  const baselines = [
    ...(counted.length > 0 ? [words.baselineRight(list(counted.map((o) => count(rightRows(baselineOf(o), o.rows)))))] : []),
    ...(measured.length > 0 ? [words.baselineOff(list(measured.map((o) => withUnit(figure(baselineOf(o)), o.unit))))] : []),
  ];
  const lost = outputs.filter((o) => !beats(valueOf(o), baselineOf(o), o.evaluation.goals[o.metric] ?? "max"));
  return [
    `${words.opening[split.split](split.rows)} ${middle}.`,
    ...(baselines.length > 0 ? [words.baseline(capital(baselines.join("; ")))] : []),
    ...(unsaid.length > 0 ? [words.nothing(list(unsaid))] : []),
    ...(lost.length > 0 ? [words.worse(list(lost.map((o) => o.label)))] : []),
  ].join(" ");
}

const valueOf = ({ evaluation, metric }: Scored): number => evaluation.metrics[metric] ?? NaN;
const baselineOf = ({ evaluation, metric }: Scored): number => evaluation.baseline[metric] ?? NaN;
const inSentence = ({ label }: Scored): string => label;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Is a score better than the trivial one? Unknown baselines count as beaten. */
export const beats = (value: number, baseline: number, goal: "max" | "min"): boolean =>
  !Number.isFinite(baseline) || (goal === "max" ? value > baseline : value < baseline);
