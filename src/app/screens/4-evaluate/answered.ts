/** What was answered to a row, as RowsBehind shows it. */
import type { PartAnswers, RowAnswers } from "../../../engine/charts.ts";
import type { Cell } from "../../../engine/data/table.ts";
import { figure, probability, signed, withUnit } from "../../charts/figures.ts";
import { readableName, type NameOf } from "../../charts/names.ts";
import { offFigure, partsText } from "../../charts/parts.ts";
import { readNumber } from "../../messages/format.ts";

/** One output, and where to find what was answered to a row. */
export interface AnsweredOutput {
  readonly name: string;
  readonly answers: RowAnswers | undefined;
  /** Which run answered, where two are compared. */
  readonly by?: string;
}
export interface Answered {
  readonly predicted: string;
  readonly right: boolean;
  /** The truth as the run saw it; null where no label of its own was there. */
  readonly truth: string | null;
  /** "93.1%" sure, or "+12 g" off. */
  readonly how: string;
  /** Of several parts: does a cell say them? */
  readonly says?: (cell: Cell) => boolean;
  /** What rows are sorted by: confidence, or the size of the error. */
  readonly by: number;
}

export type Lookup = (row: number) => Answered | null;

/** null for rows that were not judged. */
export function lookupOf({ name, answers }: AnsweredOutput, nameOf: NameOf = readableName): Lookup {
  if (!answers) return () => null;
  const places = new Map<number, number>();
  answers.rows.forEach((row, i) => places.set(row, i));
  const { unit } = nameOf(name);
  return (row) => {
    const i = places.get(row);
    if (i === undefined) return null;
    if (answers.kind === "labels") {
      const { labels, truth, predicted, confidence } = answers;
      return { predicted: labels[predicted[i]!] ?? "", truth: labels[truth[i]!] ?? null, right: truth[i] === predicted[i], how: probability(confidence[i]!), by: confidence[i]! };
    }
    if (answers.kind === "parts") {
      const [error, sure] = [answers.error[i]!, answers.confidence?.[i]];
      const how = sure === undefined ? { how: offFigure(answers.of, error, unit), by: error } : { how: probability(sure), by: sure };
      return { predicted: partsText(answers, "predicted", i), truth: partsText(answers, "truth", i), right: error === 0, ...how, says: spelling(answers, i) };
    }
    const off = answers.predicted[i]! - answers.truth[i]!;
    return { predicted: withUnit(figure(answers.predicted[i]!), unit), truth: String(answers.truth[i]), right: off === 0, how: withUnit(signed(off), unit), by: Math.abs(off) };
  };
}

/** Of several parts: whether a cell still spells them out. Names are looked for in it, numbers by the first, shares by the largest. */
function spelling(answers: PartAnswers, i: number): (cell: Cell) => boolean {
  const { of, labels, truth } = answers;
  const [from, to] = [truth.starts[i] ?? 0, truth.starts[i + 1] ?? 0];
  const classes = Array.from(truth.labels?.subarray(from, to) ?? []);
  if (of === "set" || of === "sequence") {
    const names = classes.flatMap((place) => labels[place] ?? []).filter((label) => !label.startsWith("<"));
    return (cell) => names.every((name) => (cell ?? "").toLowerCase().includes(name.toLowerCase()));
  }
  return (cell) => {
    const numbers = (cell ?? "").match(NUMBER)?.map(Number) ?? [];
    if (of === "vector") return cell === null || near(numbers[0] ?? NaN, truth.values?.[from] ?? NaN);
    return cell === null || (numbers.length === labels.length && numbers[classes[0] ?? 0] === Math.max(...numbers));
  };
}
const NUMBER = /[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/gi;
const near = (now: number, then: number): boolean => Math.abs(now - then) <= 1e-4 * Math.max(1, Math.abs(then));

/** Does a cell still say what the run saw there? Numbers are float32 in a run. */
export function saysSo(cell: Cell, { truth, says }: Pick<Answered, "truth" | "says">, kind: RowAnswers["kind"]): boolean {
  if (says) return says(cell);
  if (truth === null) return true;
  if (cell === null) return false;
  if (kind === "labels") return cell.trim() === truth;
  const now = readNumber(cell);
  return now !== null && near(now, Number(truth));
}

/** Rows that must still say what the run saw, so that they are believed to be the same ones. */
const SAME = 0.5;
/** Were these cells those that were judged? Not, where most of them say something else. Cells that were corrected do not count. */
export const sameRows = (checked: readonly boolean[]): boolean => checked.length === 0 || checked.filter(Boolean).length >= SAME * checked.length;
