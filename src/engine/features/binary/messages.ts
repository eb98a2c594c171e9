/** What a column of two labels is told: why it looks like one, which label means yes, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

const quoted = (labels: readonly string[]) => labels.slice(0, 5).map((label) => `'${label}'`).join(", ");

export const words = catalogue("features/binary", {
  onlyOne: (label: string) => `Every present cell is "${label}"; a blank may mean the opposite`,
  blank: "A blank may also mean that nobody knows",
  notTwo: (values: number) => `${counted(values, "different value", "different values")}, not two`,
  two: (cells: number) => `Two values in ${counted(cells, "cell", "cells")}`,
  knownPair: (a: string, b: string) => `${a} and ${b} are a known pair`,
  notPlain: (a: string, b: string) => `Which of "${a}" and "${b}" means yes is not plain`,
  /** The label of the other side, where a column has one alone. */
  opposite: (label: string) => `not ${label}`,

  oneClass: (label: string) => `the training rows hold '${label}' only, so there is no difference to learn`,
  oneValue: (label: string) => `the training rows hold '${label}' only, so there is no difference to learn from`,
  noClass: "the training rows are all empty, so there is no difference to learn",
  noValue: "the training rows are all empty, so there is no difference to learn from",
  fallbackAbsent: (label: string, labels: readonly string[]) => `fallback_true_label '${label}' does not occur in the training rows; the labels are ${quoted(labels)}`,
  manyNumbers: (numbers: number) =>
    `${count(numbers)} different numbers: every number but 0 counts as yes; name the one that means yes as fallback_true_label, or use type category`,
  counts: (positive: string, other: string) => `'${positive}' counts as yes; write fallback_true_label: ${other} to turn that around`,
  tooMany: (labels: readonly string[]) =>
    `a binary column has two labels, this one has ${count(labels.length)}: ${quoted(labels)}${labels.length > 5 ? " …" : ""}; use type category, or name the odd ones as missing`,
});
