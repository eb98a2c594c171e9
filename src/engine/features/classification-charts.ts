import { words } from "../../messages/en/features.ts";
import type { Chart, ConfusionChart } from "../charts.ts";
import { largestOf } from "../data/largest.ts";
import { f1Bars, tallyLabels } from "./label-tally.ts";

/** Lines a matrix shows; of more classes, those that are mistaken most often, and one line for the rest. */
const LINES = 40;

/** truth, predicted: [rows] class indexes; rows: where they stand in the data set. Truths of −1 are left out. */
export function confusionChart(
  output: string,
  labels: readonly string[],
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  rows: ArrayLike<number>,
): ConfusionChart {
  const lines = linesOf(labels.length, truth, predicted);
  const rest = labels.length - lines.length;
  const shown = [...lines.map((c) => labels[c]!), ...(rest > 0 ? [words.otherClasses(rest)] : [])];
  const lineOf = new Int32Array(labels.length).fill(lines.length);
  lines.forEach((c, line) => { lineOf[c] = line; });
  const matrix = shown.map(() => shown.map((): number[] => []));
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]! >= 0) matrix[lineOf[truth[i]!]!]![lineOf[predicted[i]!]!]!.push(rows[i]!);
  }
  return { kind: "confusion_matrix", output, labels: shown, rows: matrix, ...(rest > 0 && { rest: true }) };
}

/** The classes with a line of their own, in their order: of very many, those taken for another or answered for one most often, then the frequent. */
function linesOf(classes: number, truth: ArrayLike<number>, predicted: ArrayLike<number>): readonly number[] {
  const all = Array.from({ length: classes }, (_, c) => c);
  if (classes <= LINES) return all;
  const mistakes = new Float64Array(classes);
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]! < 0 || truth[i] === predicted[i]) continue;
    mistakes[truth[i]!]!++;
    mistakes[predicted[i]!]!++;
  }
  return all.sort((a, b) => mistakes[b]! - mistakes[a]! || a - b).slice(0, LINES - 1).sort((a, b) => a - b);
}

/** Mistakes that are worth being looked at one by one. */
const MISTAKES = 24;

/** truth, predicted: [rows] class indexes; confidence: [rows] probability of the predicted one; rows: where they stand in the data set. None where all is right. */
export function mistakesChart(
  output: string,
  labels: readonly string[],
  { truth, predicted, confidence }: Readonly<Record<"truth" | "predicted" | "confidence", ArrayLike<number>>>,
  rows: ArrayLike<number>,
): readonly Chart[] {
  const wrong: number[] = [];
  for (let i = 0; i < truth.length; i++) if (truth[i]! >= 0 && truth[i] !== predicted[i]) wrong.push(i);
  if (wrong.length === 0) return [];
  const surest = largestOf(wrong.length, (i) => confidence[wrong[i]!]!, MISTAKES).map((i) => wrong[i]!);
  return [{
    kind: "mistakes", output, all: wrong.length,
    rows: surest.map((i) => rows[i]!), truth: surest.map((i) => labels[truth[i]!]!), predicted: surest.map((i) => labels[predicted[i]!]!), confidence: surest.map((i) => confidence[i]!),
  }];
}

/** The F1 of each class, the commonest first: labels stand by falling frequency. A truth of −1 is missed by all. None for two classes. */
export function classBars(output: string, labels: readonly string[], truth: ArrayLike<number>, predicted: ArrayLike<number>, rows: ArrayLike<number>): readonly Chart[] {
  if (labels.length < 3) return [];
  const tallies = tallyLabels(labels.length, (note) => {
    for (let i = 0; i < truth.length; i++) {
      if (truth[i]! >= 0) note(truth[i]!, true, truth[i] === predicted[i], rows[i]!);
      if (truth[i] !== predicted[i]) note(predicted[i]!, false, true, rows[i]!);
    }
  });
  return [f1Bars(output, "f1_of_class", labels, tallies)];
}
