import { words } from "../../messages/en/features.ts";
import type { Chart } from "../charts.ts";
import type { RocCurve } from "../metrics/roc.ts";

/** Classes a matrix shows; the rest, which are rarer, share one line. */
const CLASSES = 40;
/** Corners of a curve that a screen can tell apart. */
const CORNERS = 1000;

/** truth, predicted: [rows] class indexes; rows: where they stand in the data set. Truths of −1 are left out. */
export function confusionChart(
  output: string,
  labels: readonly string[],
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  rows: ArrayLike<number>,
): Chart {
  const folded = labels.length > CLASSES;
  const shown = folded ? [...labels.slice(0, CLASSES - 1), words.rarerClasses(labels.length - CLASSES + 1)] : labels;
  const matrix = shown.map(() => shown.map((): number[] => []));
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]! >= 0) matrix[Math.min(truth[i]!, shown.length - 1)]![Math.min(predicted[i]!, shown.length - 1)]!.push(rows[i]!);
  }
  return { kind: "confusion_matrix", output, labels: shown, rows: matrix };
}

export function rocChart(output: string, positive: string, { falsePositiveRate: x, truePositiveRate: y, area }: RocCurve): Chart {
  const step = Math.max(1, Math.ceil(x.length / CORNERS));
  const shown = x.map((_, i) => i).filter((i) => i % step === 0 || i === x.length - 1);
  return {
    kind: "roc_curve",
    output,
    positive,
    area,
    falsePositiveRate: shown.map((i) => x[i]!),
    truePositiveRate: shown.map((i) => y[i]!),
  };
}
