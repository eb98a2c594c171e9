/** What a chart shows, said in one sentence from its own numbers. */
import type { Chart, CoverageCurve, PrecisionRecallOfLabel, RocOfLabel } from "../../engine/charts.ts";
import type { Round } from "../../engine/training/events.ts";
import { courseOf } from "../../engine/training/overfitting.ts";
import { late } from "../messages/late.ts";

type Of<K extends Chart["kind"]> = Extract<Chart, { readonly kind: K }>;

export function curvesFinding(rounds: readonly Round[], best: number | null, finished: boolean): string {
  const words = late.charts.curves;
  const course = courseOf(rounds, best);
  if (course.kind === "nothing") return words.waiting;
  if (course.kind === "unjudged") return words.trainingOnly;
  if (finished) return words.kept(course.best, (rounds.at(-1)?.round ?? course.best) - course.best);
  return { improving: words.improving, levelled: words.levelled, overfitting: words.byHeart }[course.kind](course.best);
}

/** Overfitting in words and figures; empty where there is none. */
export function overfittingFinding(rounds: readonly Round[], best: number | null): string {
  const course = courseOf(rounds, best);
  return course.kind === "overfitting" ? late.charts.curves.overfitting(course.best, course.training, course.validation) : "";
}

export function confusionFinding({ labels, rows, rest, counts: places }: Of<"confusion_matrix">): string {
  const counts = places ?? rows.map((line) => line.map((cell) => cell.length));
  const total = counts.flat().reduce((a, b) => a + b, 0);
  if (total === 0) return late.charts.confusion.empty;
  const mistakes = counts.flatMap((line, truth) => line.map((n, predicted) => ({ n, truth, predicted }))).filter((c) => c.truth !== c.predicted && c.n > 0);
  const isRest = (line: number): boolean => rest === true && line === labels.length - 1;
  const worst = mistakes.toSorted((a, b) => Number(isRest(a.truth) || isRest(a.predicted)) - Number(isRest(b.truth) || isRest(b.predicted)) || b.n - a.n)[0];
  if (!worst) return late.charts.confusion.allRight(total);
  const truth = labels[worst.truth] ?? "";
  const predicted = labels[worst.predicted] ?? "";
  if (mistakes.length === 1 && worst.n === 1) return late.charts.confusion.one(truth, predicted);
  if (labels.length === 2) {
    const reverse = counts[worst.predicted]?.[worst.truth] ?? 0;
    return reverse === worst.n ? late.charts.confusion.asOften(truth, predicted, worst.n) : late.charts.confusion.moreThanReverse(truth, predicted, worst.n, reverse);
  }
  const ofTruth = counts[worst.truth]?.reduce((a, b) => a + b, 0) ?? 0;
  return late.charts.confusion.most(truth, predicted, worst.n, ofTruth);
}

export const mistakesFinding = ({ rows, all }: Of<"mistakes">): string => (all === 1 ? late.charts.mistakes.one : late.charts.mistakes.some(rows.length, all));

export const rocFinding = ({ area, positive }: RocOfLabel): string =>
  Number.isFinite(area) ? late.charts.roc.finding(area, positive) : late.charts.roc.undefined;

export const precisionFinding = ({ averagePrecision, prevalence, positive }: PrecisionRecallOfLabel): string => late.charts.precision.finding(averagePrecision, prevalence, positive);

/** How many rows could be answered with one mistake in 20, where not all can. */
export function coverageFinding({ coverage, accuracy, thresholds }: CoverageCurve): string {
  const words = late.charts.coverage;
  const all = accuracy.at(-1) ?? NaN;
  if (all === 1) return words.allRight;
  if (all >= SURE) return words.asGood(all);
  const at = accuracy.findLastIndex((share) => share >= SURE);
  return at < 0 ? words.never(SURE) : words.finding(coverage[at] ?? 0, SURE, thresholds[at] ?? 0, all);
}
const SURE = 0.95;

/** Which side the bins lie on, each by its rows; within two points of a percentage it is honest. */
export function calibrationFinding({ bins, error, positive }: Pick<Of<"calibration">, "bins" | "error" | "positive">): string {
  const words = late.charts.calibration;
  const surplus = bins.reduce((sum, bin) => sum + (bin.promised - bin.share) * (bin.count ?? bin.rows.length), 0);
  if (error < HONEST) return words.honestFinding(error);
  if (positive !== null) return words.off(error);
  return surplus > 0 ? words.tooSure(error) : words.tooModest(error);
}
const HONEST = 0.02;

export function topKFinding({ shares }: Of<"top_k">): string {
  const words = late.charts.topK;
  const [first = NaN, , third] = shares;
  return third === undefined ? words.finding(first, 2, shares.at(-1) ?? NaN) : words.finding(first, 3, third);
}

export const largestErrorsFinding = ({ actual, predicted, rows, all }: Of<"largest_errors">, unit: string): string =>
  late.charts.largestErrors.finding(rows.length, all, Math.abs((predicted[0] ?? NaN) - (actual[0] ?? NaN)), unit);

/** Average errors below a twentieth of the usual error are not worth a side. */
export function residualsFinding({ mean, medianAbsolute }: Of<"residuals">, unit: string): string {
  if (Math.abs(mean) < medianAbsolute / 20) return late.charts.residuals.balanced;
  return mean > 0 ? late.charts.residuals.tooHigh(mean, unit) : late.charts.residuals.tooLow(-mean, unit);
}
