import type { Json } from "../schema/json.ts";
import { accuracy, kappa, perClass, tally, type Tally } from "./tally.ts";

/** Classes of which every pair is counted; of more, only the pairs that were taken for each other most often are told. */
const MOST_CLASSES = 200;
const MOST_PAIRS = 200;

interface Named { readonly [key: string]: Json }

/**
 * What Ludwig's `test_statistics.json` holds for a classification, truths of −1 left out; weighted precision and recall are weighted, which
 * Ludwig's are not. `most_confused` stands in for the matrix of very many classes, which is then null.
 */
export function confusionStatistics(truth: ArrayLike<number>, predicted: ArrayLike<number>, labels: readonly string[]): Named {
  const judged = Array.from({ length: truth.length }, (_, row) => row).filter((row) => truth[row]! >= 0);
  const [told, answered] = [judged.map((row) => truth[row]!), judged.map((row) => predicted[row]!)];
  const counted = tally(told, answered, labels.length);
  const isSmall = labels.length <= MOST_CLASSES;
  return {
    confusion_matrix: isSmall ? confusionMatrix(told, answered, labels.length) : null,
    ...(!isSmall && { most_confused: mostConfused(told, answered, labels) }),
    overall_stats: overallStatistics(counted, labels.length),
    per_class_stats: Object.fromEntries(labels.map((label, c) => [label, classStatistics(countsOf(counted, c))])),
  };
}

/** [truth][predicted] counts; truths of −1 are left out. */
export function confusionMatrix(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < truth.length; row++) if (truth[row]! >= 0) matrix[truth[row]!]![predicted[row]!]!++;
  return matrix;
}

/** Pairs of a truth and a wrong answer, the most frequent first. */
function mostConfused(truth: readonly number[], predicted: readonly number[], labels: readonly string[]): readonly Json[] {
  const rows = new Map<number, number>();
  truth.forEach((label, row) => {
    const pair = label * labels.length + predicted[row]!;
    if (label !== predicted[row]) rows.set(pair, (rows.get(pair) ?? 0) + 1);
  });
  return [...rows]
    .sort(([p, m], [q, n]) => n - m || p - q)
    .slice(0, MOST_PAIRS)
    .map(([pair, count]) => ({ truth: labels[Math.floor(pair / labels.length)]!, predicted: labels[pair % labels.length]!, rows: count }));
}

function overallStatistics(counted: Tally, classes: number): Named {
  const right = defined(accuracy(counted));
  const averages = (name: string, of: "precision" | "recall" | "f1"): Named => {
    const figures = perClass(counted, of).subarray(0, classes);
    return {
      [`avg_${name}_macro`]: ratio(figures.reduce((sum, figure) => sum + figure, 0), classes),
      [`avg_${name}_micro`]: right, // one answer per row: precision, recall and F1 are then the same
      [`avg_${name}_weighted`]: ratio(figures.reduce((sum, figure, c) => sum + figure * counted.truths[c]!, 0), counted.rows),
    };
  };
  return {
    token_accuracy: right,
    ...averages("precision", "precision"),
    ...averages("recall", "recall"),
    ...averages("f1_score", "f1"),
    kappa_score: defined(kappa(counted)),
  };
}

const defined = (value: number): number | null => (Number.isNaN(value) ? null : value);
/** null where there is nothing to divide by. */
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

interface Counts {
  readonly tp: number;
  readonly tn: number;
  readonly fp: number;
  readonly fn: number;
}

function countsOf({ truths, answers, hits, rows }: Tally, c: number): Counts {
  const tp = hits[c]!;
  const fn = truths[c]! - tp;
  const fp = answers[c]! - tp;
  return { tp, fn, fp, tn: rows - tp - fn - fp };
}

function classStatistics({ tp, tn, fp, fn }: Counts): Named {
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
