import type { Json } from "../schema/json.ts";

/** [truth][predicted] counts; truths of −1 are left out. */
export function confusionMatrix(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < truth.length; row++) if (truth[row]! >= 0) matrix[truth[row]!]![predicted[row]!]!++;
  return matrix;
}

/** null where there is nothing to divide by. */
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

interface Counts {
  readonly tp: number;
  readonly tn: number;
  readonly fp: number;
  readonly fn: number;
}

function countsOf(matrix: readonly (readonly number[])[], c: number): Counts {
  const tp = matrix[c]![c]!;
  const fn = total(matrix[c]!) - tp;
  const fp = total(matrix.map((row) => row[c]!)) - tp;
  return { tp, fn, fp, tn: total(matrix.map(total)) - tp - fn - fp };
}

/** What Ludwig's `test_statistics.json` holds for a classification; weighted precision and recall are weighted, which Ludwig's are not. */
export function confusionStatistics(matrix: readonly (readonly number[])[], labels: readonly string[]): { readonly [key: string]: Json } {
  const counts = labels.map((_, c) => countsOf(matrix, c));
  return {
    confusion_matrix: matrix,
    overall_stats: overallStatistics(matrix, counts),
    per_class_stats: Object.fromEntries(labels.map((label, c) => [label, classStatistics(counts[c]!)])),
  };
}

function overallStatistics(matrix: readonly (readonly number[])[], counts: readonly Counts[]): { readonly [key: string]: Json } {
  const rows = total(matrix.map(total));
  const right = total(counts.map((c) => c.tp));
  const figures = counts.map((c) => ({
    support: c.tp + c.fn,
    precision: ratio(c.tp, c.tp + c.fp) ?? 0,
    recall: ratio(c.tp, c.tp + c.fn) ?? 0,
    f1: ratio(2 * c.tp, 2 * c.tp + c.fp + c.fn) ?? 0,
  }));
  const averages = (name: string, of: "precision" | "recall" | "f1") => ({
    [`avg_${name}_macro`]: ratio(total(figures.map((f) => f[of])), figures.length),
    [`avg_${name}_micro`]: ratio(right, rows), // one answer per row: precision, recall and F1 are then the same
    [`avg_${name}_weighted`]: ratio(total(figures.map((f) => f[of] * f.support)), rows),
  });
  return {
    token_accuracy: ratio(right, rows),
    ...averages("precision", "precision"),
    ...averages("recall", "recall"),
    ...averages("f1_score", "f1"),
    kappa_score: kappa(matrix),
  };
}

/** Agreement beyond chance: Cohen, 1960. */
function kappa(matrix: readonly (readonly number[])[]): number | null {
  const rows = total(matrix.map(total));
  if (rows === 0) return null;
  const agreed = total(matrix.map((row, c) => row[c]!)) / rows;
  const byChance = total(matrix.map((row, c) => total(row) * total(matrix.map((other) => other[c]!)))) / rows ** 2;
  return ratio(agreed - byChance, 1 - byChance);
}

function classStatistics({ tp, tn, fp, fn }: Counts): { readonly [key: string]: Json } {
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  const precision = ratio(tp, tp + fp);
  const negative = ratio(tn, tn + fn);
  const accuracy = ratio(tp + tn, tp + tn + fp + fn);
  const missRate = ratio(fn, tp + fn);
  const fallOut = ratio(fp, tn + fp);
  return {
    true_positives: tp,
    true_negatives: tn,
    false_positives: fp,
    false_negatives: fn,
    true_positive_rate: recall,
    true_negative_rate: specificity,
    positive_predictive_value: precision,
    negative_predictive_value: negative,
    false_negative_rate: missRate,
    false_positive_rate: fallOut,
    false_discovery_rate: ratio(fp, tp + fp),
    false_omission_rate: ratio(fn, tn + fn),
    accuracy,
    f1_score: ratio(2 * tp, 2 * tp + fp + fn),
    informedness: recall === null || specificity === null ? null : recall + specificity - 1,
    markedness: precision === null || negative === null ? null : precision + negative - 1,
    matthews_correlation_coefficient: ratio(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
    precision,
    recall,
    sensitivity: recall,
    specificity,
    hit_rate: recall,
    miss_rate: missRate,
    fall_out: fallOut,
    token_accuracy: accuracy,
  };
}
