/** From typed arrays of predictions and the scores on known rows to what is said about one row. */
import type { OutputEvaluation, SplitEvaluation } from "../../../engine/evaluation/evaluation.ts";
import type { Predictions } from "../../../engine/predictions.ts";
import { figure, probability, withUnit } from "../../charts/figures.ts";
import { countsRight, headlineMetric } from "../../charts/metrics.ts";
import { extent } from "../../charts/scale.ts";
import { histogram, quantile, type Bins } from "../../charts/series.ts";
import { late } from "../../messages/late.ts";
import { rightRows } from "../4-evaluate/verdict.ts";

/** Is it one answer, of which can be asked where in a picture it was found? */
export const isExplained = ({ kind }: Answer): boolean => kind !== "vector" && kind !== "tags";

export interface Share { readonly label: string; readonly share: number; readonly index: number }
export type Answer =
  | { readonly kind: "classes"; readonly top: Share; readonly items: readonly Share[] }
  | { readonly kind: "pair"; readonly top: Share; readonly items: readonly [Share, Share] }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "set"; readonly chosen: readonly Share[]; readonly items: readonly Share[] }
  | { readonly kind: "shares"; readonly top: Share; readonly items: readonly Share[] }
  | { readonly kind: "vector"; readonly values: readonly number[] }
  | { readonly kind: "tags"; readonly tags: readonly Tag[] };
/** token: what it belongs to, "" where that is not known. */
export interface Tag extends Share { readonly token: string }

/** The answer of one row; classes, items and shares with the greatest first. */
export function answerOf(predictions: Predictions, row = 0): Answer {
  switch (predictions.kind) {
    case "binary": {
      const positive = predictions.probability[row] ?? NaN;
      const items = [{ label: predictions.labels[1], share: positive, index: 1 }, { label: predictions.labels[0], share: 1 - positive, index: 0 }] as const;
      const top = predictions.predicted[row] === 1 ? items[0] : items[1];
      return { kind: "pair", top, items: top.index === 1 ? items : [items[1], items[0]] };
    }
    case "category": {
      const items = sharesOf(predictions.labels, predictions.probabilities, row);
      return { kind: "classes", top: items.find((i) => i.index === predictions.predicted[row]) ?? items[0] ?? NONE, items };
    }
    case "number":
      return { kind: "number", value: predictions.values[row] ?? NaN };
    case "set": {
      const width = predictions.labels.length;
      const items = sharesOf(predictions.labels, predictions.probabilities, row);
      return { kind: "set", chosen: items.filter(({ index }) => predictions.predicted[row * width + index] === 1), items };
    }
    case "distribution": {
      const items = sharesOf(predictions.labels, predictions.shares, row);
      return { kind: "shares", top: items[0] ?? NONE, items };
    }
    case "vector":
      return { kind: "vector", values: [...predictions.values.subarray(row * predictions.size, (row + 1) * predictions.size)] };
    case "sequence": {
      const [start, end] = [predictions.starts[row] ?? 0, predictions.starts[row + 1] ?? 0];
      const tag = (_: unknown, i: number): Tag => {
        const index = predictions.predicted[start + i] ?? 0;
        return { index, token: predictions.tokens?.[start + i] ?? "", label: predictions.labels[index] ?? "", share: predictions.probabilities[start + i] ?? NaN };
      };
      return { kind: "tags", tags: Array.from({ length: end - start }, tag) };
    }
    default:
      return predictions satisfies never;
  }
}

const NONE: Share = { label: "", share: NaN, index: 0 };

const sharesOf = (labels: readonly string[], shares: Float32Array, row: number): readonly Share[] =>
  labels.map((label, index) => ({ label, index, share: shares[row * labels.length + index] ?? NaN })).toSorted((a, b) => b.share - a.share);

/** How sure a word sounds: at least 95 in 100, at least 60, less. */
export function inWords({ label, share }: Share): string {
  if (share >= 0.95) return late.predict.answer.certain(label);
  return share >= 0.6 ? late.predict.answer.probably(label) : late.predict.answer.perhaps(label);
}

/** Items, numbers or tags that a line has room for. */
const IN_A_LINE = 4;

/** The answer in a few words. */
export function headline(answer: Answer, unit: string): string {
  switch (answer.kind) {
    case "classes":
    case "pair":
      return inWords(answer.top);
    case "tags":
      return late.predict.answer.tags(answer.tags.length);
    case "number":
    case "set":
    case "shares":
    case "vector":
      return shortAnswer(answer, unit).label;
    default:
      return answer satisfies never;
  }
}

/** The same for a line with other answers, and what stands beside it in small print. */
export function shortAnswer(answer: Answer, unit: string): { readonly label: string; readonly detail: string } {
  switch (answer.kind) {
    case "classes":
    case "pair":
    case "shares":
      return { label: answer.top.label, detail: probability(answer.top.share) };
    case "number":
      return { label: withUnit(figure(answer.value), unit), detail: "" };
    case "set":
      return { label: answer.chosen.length === 0 ? late.predict.answer.none : shortened(answer.chosen.map(({ label }) => label), ", "), detail: "" };
    case "vector":
      return { label: withUnit(shortened(answer.values.map(figure), ", "), answer.values.length > IN_A_LINE ? "" : unit), detail: "" };
    case "tags":
      return { label: shortened(answer.tags.map(({ label }) => label), " "), detail: "" };
    default:
      return answer satisfies never;
  }
}

const shortened = (parts: readonly string[], between: string): string =>
  parts.length <= IN_A_LINE ? parts.join(between) : late.predict.answer.andMore(parts.slice(0, IN_A_LINE).join(between), parts.length - IN_A_LINE);

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
    return late.predict.answer.right[split.split](rightRows(evaluation.metrics[metric] ?? NaN, evaluation.rows), evaluation.rows);
  }
  const known = knownNumbers(evaluation);
  return known ? late.predict.answer.within[split.split](withUnit(figure(known.within), unit)) : "";
}
