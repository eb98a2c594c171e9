import { count, counted } from "../format.ts";

export const evaluate = {
  compare: "Compare runs",
  title: "Evaluate",
  empty: { title: "Nothing to judge yet", text: "After a run, this page says how often the model is right, on rows it has never seen, beside what a trivial guess would score.", train: "Train" },
  waiting: { title: "The run is still going on", text: "Scores appear when it has finished; test rows are looked at only then." },
  failed: { title: "This run left no scores", text: "It ended before a round was complete. Change the model or its settings and train again." },
  predict: "Predict",
  run: "Run",
  split: "Rows",
  splits: { training: "Training", validation: "Validation", test: "Test" },
  fact: {
    test: (n: number) => `${counted(n, "test row", "test rows")}, looked at once`,
    validation: (n: number) => `${counted(n, "validation row", "validation rows")}, used to choose the best round`,
    training: (n: number) => `${counted(n, "training row", "training rows")}, the ones it learnt from`,
  },

  /** The verdict: **strong** and ~~quiet~~ parts. */
  verdict: {
    opening: {
      test: (n: number) => `On ${counted(n, "row", "rows")} it had never seen, the model`,
      validation: (n: number) => `On the ${counted(n, "validation row", "validation rows")}, the model`,
      training: (n: number) => `On the ${counted(n, "row", "rows")} it learnt from, the model`,
    },
    named: (parts: string) => `named ${parts}`,
    rightFirst: (output: string, right: number) => `**${output} right ${counted(right, "time", "times")}**`,
    right: (output: string, right: number) => `**${output} ${counted(right, "time", "times")}**`,
    off: (output: string, error: string) => `its guess of **${output} is typically ${error} off**`,
    guesses: (parts: string) => `makes guesses: ${parts}`,
    plain: (output: string, metric: string, value: string) => `for **${output} it reaches ${value}**, counted as ${metric}`,
    and: (first: string, second: string) => `${first}, and ${second}`,
    baselineRight: (counts: string) => `always giving the commonest answer is right ${counts} times`,
    baselineOff: (errors: string) => `always giving the mean is ${errors} off`,
    baseline: (sentence: string) => `~~${sentence}.~~`,
    worse: (outputs: string) => `For ${outputs}, the trivial guess is as good: the model has learnt nothing useful there yet.`,
  },

  card: {
    of: (right: number, rows: number) => `${count(right)} of ${count(rows)}`,
    label: (output: string) => `Show the charts of ${output}`,
    noBetter: "no better than the baseline",
    notSure: "the interval reaches the baseline",
  },

  charts: "Charts",
  rows: {
    title: (n: number) => counted(n, "row", "rows"),
    clear: "Clear",
    number: "row",
    empty: { title: "The rows behind a number", text: "Click a cell of a matrix, a mark or a bar, and its rows appear here." },
    loading: "Reading the rows …",
    failed: "The rows could not be read. The data set may have been deleted.",
    more: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)}`,
    missing: "missing",
    ringed: "The same rows are marked in the other charts.",
    table: "Rows behind the selection",
  },

  metrics: {
    title: "Every metric",
    text: "Each beside the trivial guess on the same rows. An interval says how far the score may be off by the chance of which rows were drawn.",
    metric: "metric",
    value: "model",
    baseline: "baseline",
    interval: "95% interval",
    count: "count",
    better: "better",
    higher: "higher is better",
    lower: "lower is better",
    key: "in the config",
    macro: "Two accuracies are shown, as in Ludwig: accuracy_micro is the share of all rows answered right; accuracy averages that share over the classes, so that a rare class counts as much as a common one.",
    combined: "all outputs",
  },
};
