/** Answers of several parts, in words and figures. */
import type { PartAnswers, RowParts } from "../../engine/charts.ts";
import { percent } from "../messages/format.ts";
import { late } from "../messages/late.ts";
import { figure, withUnit } from "./figures.ts";

/** Labels or numbers that are written out. */
const WRITTEN = 12;
/** Shares that are. */
const SHARES = 3;

const labelOf = (labels: readonly string[], place: number | undefined): string => (place === undefined || place < 0 ? late.parts.cells.noTag : labels[place] ?? late.parts.cells.noTag);

/** What a row's truth or answer comes to: "billing, refund", "O B-item O", "0.25, 1.5", "finance 61%, support 30%". */
export function partsText(answers: PartAnswers, which: "truth" | "predicted", i: number): string {
  const { of, labels, more } = answers;
  const { classes, values } = partsOf(answers[which], i);
  const rest = (shown: number, all: number): readonly string[] => (all > shown ? [late.parts.cells.more(all - shown)] : []);
  switch (of) {
    case "set":
      return classes.length === 0 ? late.parts.cells.none : [...classes.slice(0, WRITTEN).map((c) => labelOf(labels, c)), ...rest(WRITTEN, classes.length)].join(", ");
    case "sequence":
      return classes.length === 0 ? late.parts.cells.none : [...classes.slice(0, WRITTEN).map((c) => labelOf(labels, c)), ...rest(WRITTEN, classes.length)].join(" ");
    case "vector":
      return [...values.slice(0, WRITTEN).map(figure), ...rest(WRITTEN, values.length + more)].join(", ");
    case "distribution":
      return [...classes.slice(0, SHARES).map((c, at) => late.parts.cells.share(labelOf(labels, c), values[at] ?? NaN)), ...rest(SHARES, classes.length + more)].join(", ");
    default:
      return of satisfies never;
  }
}

function partsOf({ starts, labels, values }: RowParts, i: number): { readonly classes: readonly number[]; readonly values: readonly number[] } {
  const [from, to] = [starts[i] ?? 0, starts[i + 1] ?? 0];
  return { classes: Array.from(labels?.subarray(from, to) ?? []), values: Array.from(values?.subarray(from, to) ?? []) };
}

/** How far off a row is: a share, or in the column's unit. */
export const offFigure = (of: PartAnswers["of"], error: number, unit: string): string => (of === "vector" ? withUnit(figure(error), unit) : percent(error));

export interface PartLine { readonly part: string; readonly truth: string; readonly answer: string; readonly off: string; readonly right: boolean }

/** One row, part by part: labels that are true or were answered, places, numbers, or classes with a share. */
export function partLines(answers: PartAnswers, i: number, unit: string): readonly PartLine[] {
  const { of, labels } = answers;
  const [truth, predicted] = [partsOf(answers.truth, i), partsOf(answers.predicted, i)];
  const shown = late.parts.row;
  switch (of) {
    case "set":
      return [...new Set([...truth.classes, ...predicted.classes])].sort((a, b) => a - b).map((c) => {
        const [is, said] = [truth.classes.includes(c), predicted.classes.includes(c)];
        return { part: labelOf(labels, c), truth: is ? shown.yes : shown.no, answer: said ? shown.yes : shown.no, off: "", right: is === said };
      });
    case "sequence":
      return truth.classes.map((c, at) => ({ part: String(at + 1), truth: labelOf(labels, c), answer: labelOf(labels, predicted.classes[at]), off: "", right: c === predicted.classes[at] }));
    case "vector":
      return truth.values.map((value, at) => {
        const other = predicted.values[at] ?? NaN;
        return { part: String(at + 1), truth: withUnit(figure(value), unit), answer: withUnit(figure(other), unit), off: withUnit(figure(Math.abs(other - value)), unit), right: true };
      });
    case "distribution":
      return [...new Set([...truth.classes, ...predicted.classes])].map((c) => {
        const [is, said] = [truth, predicted].map(({ classes, values }) => values[classes.indexOf(c)]);
        const off = is === undefined || said === undefined ? "" : percent(Math.abs(said - is));
        return { part: labelOf(labels, c), truth: is === undefined ? late.parts.cells.noTag : percent(is), answer: said === undefined ? late.parts.cells.noTag : percent(said), off, right: true };
      });
    default:
      return of satisfies never;
  }
}
