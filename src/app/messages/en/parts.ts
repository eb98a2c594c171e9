import { figure } from "../../charts/figures.ts";
import { count, counted, percent, wholePercent } from "../format.ts";

/** Answers of several parts: labels of a set, tags of a text, numbers of a vector, shares of classes. */
export const parts = {
  /** What a row comes to in words. */
  cells: {
    none: "none",
    more: (n: number) => `… ${count(n)} more`,
    share: (label: string, share: number) => `${label} ${wholePercent(share)}`,
    noTag: "–",
  },

  spread: {
    name: "Errors row by row",
    finding: {
      set: (exact: number, all: number, median: string) => `${count(exact)} of ${counted(all, "set", "sets")} are answered without a mistake${2 * exact > all ? "" : `; half are off by ${median} or less`}`,
      sequence: (exact: number, all: number, median: string) => `${count(exact)} of ${counted(all, "text", "texts")} are tagged without a mistake${2 * exact > all ? "" : `; in half of them ${median} of the tags or fewer are wrong`}`,
      vector: (_exact: number, all: number, median: string) => `Half of the ${counted(all, "vector", "vectors")} are off by ${median} or less, number for number`,
      distribution: (_exact: number, all: number, median: string) => `In half of the ${counted(all, "row", "rows")}, ${median} of the whole or less is given to the wrong classes`,
    },
    subtitle: {
      set: (output: string) => `${output}, row by row. How much of the true and the answered labels the two do not share: at 0% both are the same, at 100% nothing is.`,
      sequence: (output: string) => `${output}, row by row. The share of the tags of a text that are wrong.`,
      vector: (output: string) => `${output}, row by row. The mean size of the errors of a row's numbers.`,
      distribution: (output: string) => `${output}, row by row. The share that is given to the wrong classes (total variation): at 0% answer and truth are the same, at 100% they have nothing in common.`,
    },
    x: { set: "labels not shared", sequence: "tags wrong", vector: "mean error", distribution: "given to wrong classes" },
    from: "from",
    to: "to",
    bin: (from: string, to: string, n: number) => `${from} to ${to}: ${counted(n, "row", "rows")}`,
    selection: (output: string, from: string, to: string) => `${output}: off by ${from} to ${to}`,
  },

  worst: {
    finding: {
      set: (shown: number, wrong: number, worst: string) => (wrong === 1 ? `The one set with a mistake is off by ${worst}` : `The ${count(shown)} worst of ${count(wrong)} sets with a mistake, the first off by ${worst}`),
      sequence: (shown: number, wrong: number, worst: string) => (wrong === 1 ? `The one text with a mistake has ${worst} of its tags wrong` : `The ${count(shown)} worst of ${count(wrong)} texts with a mistake, the first with ${worst} of its tags wrong`),
      vector: (shown: number, wrong: number, worst: string) => (wrong === 1 ? `The one vector with an error is off by ${worst}` : `The ${count(shown)} of ${count(wrong)} vectors that are furthest off, the first by ${worst}`),
      distribution: (shown: number, wrong: number, worst: string) => (wrong === 1 ? `The one row that differs is off by ${worst}` : `The ${count(shown)} of ${count(wrong)} rows that differ most from the truth, the first by ${worst}`),
    },
    subtitle: (output: string) => `${output}. Slips in the data show up here, and what the model has not understood.`,
    list: (output: string) => `Worst rows of ${output}`,
    truth: (truth: string) => `true: ${truth}`,
    answered: (answer: string, off: string) => `answered ${answer} (off by ${off})`,
    selection: (output: string, off: string) => `${output}: off by ${off}`,
  },

  /** One row, part by part. */
  row: {
    title: (output: string, row: number) => `${output} in row ${count(row)}, part by part`,
    part: { set: "label", sequence: "place", vector: "number", distribution: "class" },
    truth: "true",
    answer: "answered",
    off: "off by",
    yes: "yes",
    no: "no",
    rest: (n: number) => `${counted(n, "more part", "more parts")} of this row ${n === 1 ? "is" : "are"} not kept with the run.`,
  },

  labels: {
    of: "Bars show",
    f1: "F1",
    precision: "Precision",
    recall: "Recall",
    threshold: "own threshold",
    best: "best threshold",
    bestF1: "F1 there",
    /** Beside the finding, where a threshold decides each label. */
    thresholds: (label: string, threshold: number, own: number, better: string, f1: string) => `The model says a label from ${wholePercent(own)} on. ${label} would be told better from ${wholePercent(threshold)} on (F1 ${better} instead of ${f1}); judge such a choice on other rows.`,
    finding: {
      precision: (label: string, value: string) => `Of the times it says ${label}, the fewest are right: ${value}`,
      recall: (label: string, value: string) => `${label} is missed most often: ${value} of it are found`,
      alike: { precision: (value: string) => `Whatever it says, ${value} of the times it is right`, recall: (value: string) => `Of each, ${value} are found` },
    },
    selection: {
      precision: (output: string, label: string) => `${output}: ${label} wrongly given`,
      recall: (output: string, label: string) => `${output}: ${label} missed`,
    },
  },

  classes: {
    of: "Class",
    all: "Whatever it answered",
    calibrated: (label: string, error: number) => `${label} (off by ${percent(error)})`,
    told: (label: string, value: number) => `${label} (${figure(value)})`,
    judged: (n: number) => `Judged on ${counted(n, "row", "rows")}.`,
    error: "calibration error",
    brier: "Brier score",
    behind: (shown: number) => `the ${count(shown)} most surprising`,
    covered: { all: "All rows", one: (label: string) => `rows that are ${label}` },
  },

  /** Places of sequences in a matrix. */
  tags: (output: string) => `${output}, tag by tag. Rows are the truth, columns the prediction; places of texts are counted.`,
};
