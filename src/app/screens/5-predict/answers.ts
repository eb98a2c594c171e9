/** From typed arrays of predictions and the scores on known rows to what is said about one row. */
import type { OutputEvaluation, SplitEvaluation } from "../../../engine/evaluation/evaluation.ts";
import type { Predictions } from "../../../engine/predictions.ts";
import { figure, probability, withUnit } from "../../charts/figures.ts";
import { countsRight, headlineMetric } from "../../charts/metrics.ts";
import { extent } from "../../charts/scale.ts";
import { histogram, quantile, type Bins } from "../../charts/series.ts";
import { t } from "../../messages/index.ts";
import { rightRows, scoredRows } from "../4-evaluate/verdict.ts";

export interface Share { readonly label: string; readonly share: number; readonly index: number }
export type Answer =
  | { readonly kind: "classes"; readonly top: Share; readonly items: readonly Share[] }
  | { readonly kind: "pair"; readonly top: Share; readonly items: readonly [Share, Share] }
  | { readonly kind: "number"; readonly value: number };

/** The answer of one row; classes with the likeliest first. */
export function answerOf(predictions: Predictions, row = 0): Answer {
  switch (predictions.kind) {
    case "binary": {
      const positive = predictions.probability[row] ?? NaN;
      const items = [{ label: predictions.labels[1], share: positive, index: 1 }, { label: predictions.labels[0], share: 1 - positive, index: 0 }] as const;
      const top = predictions.predicted[row] === 1 ? items[0] : items[1];
      return { kind: "pair", top, items: top.index === 1 ? items : [items[1], items[0]] };
    }
    case "category": {
      const width = predictions.labels.length;
      const items = predictions.labels.map((label, index) => ({ label, index, share: predictions.probabilities[row * width + index] ?? NaN })).toSorted((a, b) => b.share - a.share);
      const answered = items.find((i) => i.index === predictions.predicted[row]) ?? items[0] ?? { label: "", share: NaN, index: 0 };
      return { kind: "classes", top: answered, items };
    }
    case "number":
      return { kind: "number", value: predictions.values[row] ?? NaN };
    default:
      return predictions satisfies never;
  }
}

/** How sure a word sounds: at least 95 in 100, at least 60, less. */
export function inWords({ label, share }: Share): string {
  if (share >= 0.95) return t.predict.answer.certain(label);
  return share >= 0.6 ? t.predict.answer.probably(label) : t.predict.answer.perhaps(label);
}

export const shortAnswer = (answer: Answer, unit: string): { readonly label: string; readonly detail: string } =>
  answer.kind === "number" ? { label: withUnit(figure(answer.value), unit), detail: "" } : { label: answer.top.label, detail: probability(answer.top.share) };

/** What is known of a number's errors and values, from the rows it was judged on. */
export interface KnownNumbers { readonly within: number; readonly bins: Bins }

export function knownNumbers(evaluation: OutputEvaluation | undefined): KnownNumbers | null {
  const scatter = evaluation?.charts.find((c) => c.kind === "predicted_against_actual");
  if (!scatter || scatter.actual.length < 10) return null;
  const errors = scatter.actual.map((a, i) => Math.abs((scatter.predicted[i] ?? NaN) - a));
  const bins = Math.min(40, Math.max(12, Math.round(Math.sqrt(scatter.actual.length) * 2)));
  return { within: quantile(errors, 0.9), bins: histogram(scatter.actual, bins, extent(scatter.actual)) };
}

/** "right 66 times of 67 on test", or how far off nine guesses of ten are at most; empty where neither is known. */
export function trackRecord(split: SplitEvaluation | null, output: string, unit: string): string {
  const evaluation = split?.outputs[output];
  if (!split || !evaluation) return "";
  const metric = headlineMetric(evaluation.metrics);
  if (countsRight(metric, evaluation.metrics)) {
    const rows = scoredRows(evaluation, split.rows);
    return t.predict.answer.right[split.split](rightRows(evaluation.metrics[metric] ?? NaN, rows), rows);
  }
  const known = knownNumbers(evaluation);
  return known ? t.predict.answer.within[split.split](withUnit(figure(known.within), unit)) : "";
}
