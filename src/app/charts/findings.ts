/** What a chart shows, said in one sentence from its own numbers. */
import type { Chart } from "../../engine/charts.ts";
import type { Round } from "../../engine/training/events.ts";
import { t } from "../messages/index.ts";

type Of<K extends Chart["kind"]> = Extract<Chart, { readonly kind: K }>;

/** Rounds without a better one after which learning counts as levelled off. */
const PATIENCE = 3;
/** Validation loss above its best by this factor, while training loss falls: the rows are being learnt by heart. */
const OVERFIT = 1.15;

export function curvesFinding(rounds: readonly Round[], best: number | null, finished: boolean): string {
  const last = rounds.at(-1);
  if (!last) return t.charts.curves.waiting;
  const validation = last.validation["combined"]?.["loss"];
  if (validation === undefined || best === null) return t.charts.curves.trainingOnly;
  if (finished) return t.charts.curves.kept(best, last.round - best);
  const atBest = rounds.find((r) => r.round === best);
  const lowest = Math.min(...rounds.map((r) => r.validation["combined"]?.["loss"] ?? Infinity));
  const trainingFell = (last.training["combined"]?.["loss"] ?? NaN) < (atBest?.training["combined"]?.["loss"] ?? NaN);
  if (last.round - best >= PATIENCE && validation > lowest * OVERFIT && trainingFell) return t.charts.curves.byHeart(best);
  return last.round - best >= PATIENCE ? t.charts.curves.levelled(best) : t.charts.curves.improving(best);
}

export function confusionFinding({ labels, rows, rest }: Of<"confusion_matrix">): string {
  const counts = rows.map((line) => line.map((cell) => cell.length));
  const total = counts.flat().reduce((a, b) => a + b, 0);
  if (total === 0) return t.charts.confusion.empty;
  const mistakes = counts.flatMap((line, truth) => line.map((n, predicted) => ({ n, truth, predicted }))).filter((c) => c.truth !== c.predicted && c.n > 0);
  const isRest = (line: number): boolean => rest === true && line === labels.length - 1;
  const worst = mistakes.toSorted((a, b) => Number(isRest(a.truth) || isRest(a.predicted)) - Number(isRest(b.truth) || isRest(b.predicted)) || b.n - a.n)[0];
  if (!worst) return t.charts.confusion.allRight(total);
  const truth = labels[worst.truth] ?? "";
  const predicted = labels[worst.predicted] ?? "";
  if (mistakes.length === 1 && worst.n === 1) return t.charts.confusion.one(truth, predicted);
  if (labels.length === 2) {
    const reverse = counts[worst.predicted]?.[worst.truth] ?? 0;
    return reverse === worst.n ? t.charts.confusion.asOften(truth, predicted, worst.n) : t.charts.confusion.moreThanReverse(truth, predicted, worst.n, reverse);
  }
  const ofTruth = counts[worst.truth]?.reduce((a, b) => a + b, 0) ?? 0;
  return t.charts.confusion.most(truth, predicted, worst.n, ofTruth);
}

export const mistakesFinding = ({ rows, all }: Of<"mistakes">): string => (all === 1 ? t.charts.mistakes.one : t.charts.mistakes.some(rows.length, all));

export const rocFinding = ({ area, positive }: Of<"roc_curve">): string =>
  Number.isFinite(area) ? t.charts.roc.finding(area, positive) : t.charts.roc.undefined;

/** Average errors below a twentieth of the usual error are not worth a side. */
export function residualsFinding({ mean, medianAbsolute }: Of<"residuals">, unit: string): string {
  if (Math.abs(mean) < medianAbsolute / 20) return t.charts.residuals.balanced;
  return mean > 0 ? t.charts.residuals.tooHigh(mean, unit) : t.charts.residuals.tooLow(-mean, unit);
}
