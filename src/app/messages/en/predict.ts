import { count, counted, duration, percent } from "../format.ts";

export const predict = {
  title: "Predict",
  empty: { title: "No model to ask yet", text: "Once a run has finished, ask it here: type values and watch the answers change, or hand it a whole file.", train: "Train" },
  opening: { title: "Opening the model", text: "Its weights are being put in place." },
  failed: { title: "The model could not be opened" },
  fact: (run: string, round: number | null, milliseconds: number | null) =>
    [round === null ? run : `${run}, kept round ${count(round)}`, ...(milliseconds === null ? [] : [`answers in ${duration(milliseconds / 1000)}`])].join("; "),

  form: {
    title: "With these values",
    take: "Take a row",
    reset: "Typical values",
    fromRow: (row: number) => `Row ${count(row)} of your data`,
    changed: (row: number) => `Row ${count(row)}, changed`,
    note: "The grey bars are the rows it learnt from.",
    missing: "left empty: the model treats it as missing",
    outside: (low: string, high: string) => `outside what it has seen (${low} to ${high})`,
    notANumber: "this is not a number",
    unseen: "a value it has never seen",
    choose: "missing",
    slider: (name: string) => `${name}, as a slider`,
  },

  answer: {
    title: "Answers",
    /** Read out when the values change. */
    live: (answers: readonly { readonly output: string; readonly label: string; readonly detail: string }[]) =>
      answers.map(({ output, label, detail }) => `${output}: ${[label, detail].filter(Boolean).join(" ")}`).join(", "),
    certain: (answer: string) => `Almost certainly ${answer}`,
    probably: (answer: string) => `Probably ${answer}`,
    perhaps: (answer: string) => `Perhaps ${answer}`,
    right: { test: (right: number, of: number) => `right ${counted(right, "time", "times")} of ${count(of)} on test`, validation: (right: number, of: number) => `right ${counted(right, "time", "times")} of ${count(of)} on validation`, training: (right: number, of: number) => `right ${counted(right, "time", "times")} of ${count(of)} in training` },
    within: { test: (error: string) => `9 of 10 test rows fell within ±${error}`, validation: (error: string) => `9 of 10 validation rows fell within ±${error}`, training: (error: string) => `9 of 10 training rows fell within ±${error}` },
    range: (low: string, high: string) => `${low} to ${high}`,
    place: (output: string) => `${output} among the known values`,
    truth: (value: string) => `in the data: ${value}`,
    others: (n: number, share: number) => `${counted(n, "other", "others")}, ${percent(share)} together`,
    more: "Show all",
    none: "None of them",
    andMore: (first: string, n: number) => `${first} and ${count(n)} more`,
    othersOf: (n: number) => counted(n, "other", "others"),
    tags: (n: number) => (n === 0 ? "No tag: there is no token" : `${counted(n, "tag", "tags")}, one for each token`),
    tagList: (output: string) => `The tags of ${output}, in order`,
    dimensions: (output: string, n: number) => `${output}: ${counted(n, "number", "numbers")}`,
    dimension: (place: number, value: string) => `number ${count(place)}: ${value}`,
    failed: "No answer",
    waiting: "Asking …",
  },

  file: {
    open: "Predict a file",
    title: "Answers for a whole file",
    text: "Choose a CSV or TSV with the input columns. Each row gets its answers; columns that are absent count as missing. The file stays on this machine.",
    drop: "Drop a file here",
    choose: "Choose a file",
    another: "Another file",
    progress: (done: number, rows: number) => `${count(done)} of ${counted(rows, "row", "rows")}`,
    reading: "Reading the file",
    done: (n: number) => `${counted(n, "row", "rows")} answered`,
    save: "Save the answers (CSV)",
    failed: "This file could not be answered",
  },
  exportModel: {
    open: "Export model",
    busy: "Packing …",
    failed: "The model could not be exported",
    done: (name: string) => `Saved ${name}. It holds the model for plain TensorFlow.js, its settings, and examples to check it by.`,
  },
};
