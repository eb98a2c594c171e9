/** What is wrong, or worth knowing, between a run and the rows it is to learn from; and why a column is left out. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list, wholePercent } from "../format.ts";

/** What stands in a row, as the table counts them from 1. */
interface InRow { readonly cell: string; readonly row: number }
const LONGEST = 40;
function inRows(shown: readonly InRow[]): string {
  const rowsOf = new Map<string, number[]>();
  for (const { cell, row } of shown) rowsOf.set(cell, [...(rowsOf.get(cell) ?? []), row]);
  return [...rowsOf].map(([cell, rows]) => `'${cell.length > LONGEST ? `${cell.slice(0, LONGEST)}…` : cell}' (${rows.length === 1 ? "row" : "rows"} ${list(rows.map(count))})`).join(", ");
}

export const words = catalogue("data", {
  noColumn: (column: string) => `the table has no column '${column}'`,
  dropped: (dropped: number, rows: number, feature: string) => `${count(dropped)} of ${counted(rows, "row is", "rows are")} left out because '${feature}' is missing there`,
  /** Rows that the user took out. */
  excluded: (excluded: number, rows: number) => `${count(excluded)} of ${counted(rows, "row is", "rows are")} left out by the list of changes to the data`,
  uneven: (left: number, rows: number, output: string, input: string, example: { readonly row: number; readonly own: number; readonly others: number }) =>
    `${count(left)} of ${counted(rows, "row is", "rows are")} left out because '${output}' has another number of tokens there than '${input}', such as row ${count(example.row)} with ${count(example.own)} for ${count(example.others)}; give both the same tokenizer, or put the texts right`,
  unreadable: (cells: number, column: string, type: string, shown: readonly InRow[]) =>
    `${counted(cells, "cell", "cells")} of '${column}' cannot be read as ${type} and ${cells === 1 ? "counts" : "count"} as missing${cells > shown.length ? ", such as" : ":"} ${inRows(shown)}`,
  /** Labels that the training rows do not have. */
  unseen: (labels: number, rows: number, output: string, shown: readonly InRow[]) =>
    `${counted(labels, "label", "labels")} of '${output}' ${labels === 1 ? "is" : "are"} not among those learnt from the training rows, yet ${labels === 1 ? "stands" : "stand"} in ${counted(rows, "row", "rows")} to validate or test on${labels > shown.length ? ", such as" : ":"} ${inRows(shown)}; no answer can be right there`,
  /** The end of a sentence about cells of a column. */
  inRows: (rows: readonly number[], more: boolean) => `${more ? "such as in" : "in"} ${rows.length === 1 ? "row" : "rows"} ${list(rows.map(count))}`,
  noRows: "the table has no rows",
  /** By feature, how many rows it takes away. */
  noneLeft: (rows: number, missing: Readonly<Record<string, number>>) =>
    `no rows are left to learn from: of ${counted(rows, "row", "rows")}, ${Object.entries(missing).map(([name, cells]) => `'${name}' is missing or unreadable in ${count(cells)}`).join("; ")}`,
  emptySample: "no rows are left to learn from: the sample is empty; raise sample_size or sample_ratio",

  balanced: (before: number, after: number) =>
    before === after ? "the classes are as balanced as asked; no training row is repeated or left out" : `to balance the classes, ${counted(after, "row trains", "rows train")} instead of ${count(before)}`,

  /** The end of a sentence about a feature. */
  tooLarge: (numbers: number, rows: number, size: number) =>
    `it becomes ${counted(numbers, "number", "numbers")} in each of ${counted(rows, "row", "rows")}, ${bytes(size)} in all; set a smaller max_sequence_length`,

  split: {
    noColumn: (column: string) => `the split is read from the column '${column}', which the table does not have`,
    wrongRow: (row: number, value: string) => `row ${count(row)} has '${value}'`,
    /** `rows`: the first of the wrong ones, as told above; `more`: how many others there are. */
    wrong: (column: string, rows: readonly string[], more: number) =>
      `a fixed split expects 0 or train, 1 or validation, 2 or test in '${column}'; ${rows.join(", ")}${more > 0 ? ` and ${counted(more, "row", "rows")} more` : ""}`,
    fewForFolds: (folds: number, rows: number) => `${count(folds)} folds need at least ${count(2 * folds)} rows; here ${rows === 1 ? "is" : "are"} ${count(rows)}`,
    foldsAnew: (type: string) => `folds are drawn at random: a split by '${type}' has no say in them`,
    alone: (column: string, classes: readonly string[]) =>
      `${counted(classes.length, "class of", "classes of")} '${column}' ${classes.length === 1 ? "has" : "have"} a single row, which trains: ${classes.slice(0, 3).map((name) => `'${name}'`).join(", ")}${classes.length > 3 ? " …" : ""}; none is left to validate or test them`,
    noDates: (column: string, unknown: number, rows: number, example: string) =>
      `a split in time reads dates in '${column}'; ${count(unknown)} of ${counted(rows, "row has", "rows have")} none, such as '${example}'`,
    undated: (column: string, unknown: number, rows: number) => `${count(unknown)} of ${counted(rows, "row has", "rows have")} no date in '${column}'; they train`,
    noTraining: "the split leaves no rows for training; give training a larger share, or check the split column",
  },

  /** Why a column is suggested to be left out. */
  leaveOut: {
    allMissing: "every cell is missing",
    /** Rounded down: all but one are not all. */
    mostMissing: (share: number) => `${wholePercent(Math.floor(100 * share) / 100)} of the cells are missing`,
    constant: "every cell is the same",
    wide: (inputs: number) => `the table is very wide: its first ${counted(inputs, "useful column is an input", "useful columns are inputs")}, and more can be switched on`,
    split: "it says which rows train, validate and test",
    identifier: "it names the rows: every row has a value of its own",
    shortTexts: "short texts that hardly repeat: they name the rows more than they describe them",
    fewTexts: (texts: number) => `${counted(texts, "text is", "texts are")} too few to learn what their words mean`,
  },
});
