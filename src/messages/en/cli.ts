/** What the command line says; the help texts of commands and options stand beside them. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list, number } from "../format.ts";

const none = (value: number, one: string, other: string) => (value === 0 ? `no ${other}` : counted(value, one, other));

export const words = catalogue("cli", {
  /** Names of files by their part in a command, at the beginning of a sentence. */
  file: { config: "The config", table: "The table", asset: "The file", model: "The model", output: "The output folder", result: "The file" },
  noDecoder: "Pictures are decoded by the package sharp, which is not installed here: run npm install --include=optional, or train in the browser.",
  files: {
    folder: (what: string, path: string) => `${what} '${path}' is a folder; expected a file.`,
    notText: (what: string, path: string) => `${what} '${path}' is not UTF-8 text; save it as UTF-8 and try again.`,
    refused: (what: string, path: string, why: string) => `${what} '${path}' ${why}.`,
    /** By the code with which the machine refuses. */
    why: {
      ENOENT: "does not exist",
      EACCES: "may not be used by you: check its permissions",
      EPERM: "may not be changed by you: check its permissions",
      EISDIR: "is a folder; expected a file",
      ENOTDIR: "lies under something that is a file, not a folder",
      EEXIST: "exists and is not a folder",
      ENOSPC: "does not fit: the disk is full",
      EROFS: "cannot be written: the disk is read-only",
    },
    other: (cause: string) => `could not be used (${cause})`,
  },

  help: {
    head: "Fidelio: deep-learning models of tables and texts, described in a YAML file.",
    usage: (line: string) => `Usage: ${line}`,
    command: "COMMAND [OPTIONS]",
    help: "This text; 'help COMMAND' or 'COMMAND --help' for one command",
    version: "The version",
    first: "A first model in three lines:",
    see: (help: string) => `See 'fidelio ${help}'.`,
  },
  options: {
    noCommand: (command: string, hint: string) => `There is no command '${command}'; ${hint}`,
    noOption: (option: string, hint: string) => `There is no option '${option}'; ${hint}`,
    missing: (option: string, what: string) => `--${option} is missing: ${what}.`,
    twice: (option: string, times: number) => `--${option} is given ${counted(times, "time", "times")}; give it once.`,
    notOneOf: (option: string, value: string, choices: readonly string[]) => `--${option} cannot be '${value}'; expected one of ${choices.join(", ")}.`,
    stray: (value: string, option: string) => `'${value}' is not expected here: every value follows an option such as --${option}.`,
    noValue: (option: string, what: string) => `--${option} needs a value: ${what}.`,
    valueGiven: (option: string, value: string) => `--${option} takes no value, and got '${value}'.`,
    folds: (most: number, got: string) => `--k-fold is a whole number from 2 to ${most}; got '${got}'.`,
    rows: (highest: number, got: string) => `--dataset-size is a whole number from 1 to ${count(highest)}; got '${got}'.`,
    seed: (highest: number, got: string) => `--random-seed is a whole number from 0 to ${highest}; got '${got}'.`,
  },

  examine: {
    harm: { lies: "makes scores lie", harms: "harms the model", notice: "worth knowing" },
    found: (findings: number, rows: number, of: number) => `${none(findings, "finding", "findings")} in ${of > rows ? `${count(rows)} of ${counted(of, "row", "rows")}, drawn by chance` : counted(rows, "row", "rows")}.`,
  },
  severity: { error: "error", note: "note" },
  checked: (path: string, errors: number, notes: number) => `${path}: ${none(errors, "error", "errors")}, ${none(notes, "note", "notes")}.`,
  data: {
    none: "--dataset is missing: the table. Or give --training-set, with --validation-set and --test-set beside it.",
    both: "--dataset is one table; --training-set, --validation-set and --test-set are its rows in files of their own. Give the one or the others.",
    noTraining: "--training-set is missing: the rows to learn from.",
    twice: "A file is given for two parts. Rows to judge a model by must not be those that it learnt from.",
    noTable: (path: string, table: string, hint: string) => `${path} holds no table called '${table}'; ${hint}`,
    noTables: (names: readonly string[]) => `${list(names)} ${names.length === 1 ? "is" : "are"} not called like tables (.csv, .tsv, .json, .jsonl, .xlsx, .parquet, .arrow). Rename them, or give one table with --dataset.`,
  },
  noColumn: (table: string, column: string, hint: string) => `${table} has no column '${column}'; ${hint}`,
  leftOut: (column: string, why: string) => `'${column}' is left out: ${why}`,
  notLearnable: (column: string, type: string, targets: readonly string[]) =>
    `'${column}' looks like ${type}, which cannot be predicted yet; known as targets are: ${targets.join(", ")}.`,

  predict: {
    noModel: (folder: string, file: string) => `The folder '${folder}' holds no model: there is no ${file} in it.`,
    modelInside: (folder: string, file: string, inside: string) => `The folder '${folder}' holds no model: there is no ${file} in it. Did you mean '${inside}'?`,
    noColumns: (table: string, columns: readonly string[]) => `${table} has none of the columns that the model looks at: ${columns.map((name) => `'${name}'`).join(", ")}.`,
    absent: (table: string, column: string, hint: string) => `note: ${table} has no column '${column}', so it counts as missing in every row; ${hint}`,
    progress: (done: number, rows: number) => `${count(done)} of ${counted(rows, "row", "rows")}`,
    done: (rows: number, path: string) => `${counted(rows, "row is", "rows are")} answered in ${path}`,
  },

  train: {
    plan: (backend: string, rows: { readonly training: number; readonly validation: number; readonly test: number }, parameters: number, batch: number, rate: number) =>
      `Training on ${backend}: ${count(rows.training)} training, ${count(rows.validation)} validation and ${counted(rows.test, "test row", "test rows")}, ${counted(parameters, "parameter", "parameters")}, batches of ${count(batch)}, learning rate ${number(rate)}.`,
    fitting: (feature: string, done: number, of: number) => `Looking through the columns: ${feature}, ${count(done + 1)} of ${count(of)}`,
    reading: (done: number, rows: number) => `Making rows ready: ${count(done)} of ${counted(rows, "row", "rows")}`,
    firstRound: "round 1",
    round: (round: number, rounds: number) => `round ${count(round)}/${count(rounds)}`,
    trainingLoss: (loss: string) => `training loss ${loss}`,
    validationLoss: (loss: string) => `validation loss ${loss}`,
    rate: (rate: string) => `learning rate ${rate}`,
    best: "best so far",
    interrupted: (reason: string, step: number) => `Interrupted: ${reason}. Going on from step ${count(step)}.`,
    live: (round: string, step: number, rowsPerSecond: number, left: string) => `${round}  (step ${count(step)}, ${count(rowsPerSecond)} rows/s, about ${left} left)`,
    done: {
      all_rounds: (best: number) => `All rounds are done. The best round is ${count(best)}.`,
      early_stop: (best: number) => `It stopped early: the validation score no longer improved. The best round is ${count(best)}.`,
      stopped: (best: number) => `It was stopped. The best round is ${count(best)}.`,
      diverged: (best: number) => `The loss is no longer a number; training ended. A smaller learning rate usually helps. The best round is ${count(best)}.`,
    },
    noTest: "There are no test rows, so nothing is known about new data: give the split a test part.",
    scores: (output: string, rows: number) => `${output} on ${counted(rows, "test row", "test rows")}:`,
    score: (metric: string, value: string, trivial: string) => `${metric} ${value}, trivial guess ${trivial}`,
    scoreWithin: (metric: string, value: string, low: string, high: string, trivial: string) => `${metric} ${value} (95%: ${low} to ${high}), trivial guess ${trivial}`,
    results: (folder: string) => `Results are in ${folder}`,
  },

  folds: {
    fold: (fold: number, folds: number) => `Fold ${count(fold)} of ${count(folds)}:`,
    scores: (output: string, folds: number) => `${output} over ${counted(folds, "fold", "folds")}:`,
    score: (metric: string, mean: string, deviation: string) => `${metric} ${mean} ± ${deviation}`,
  },

  bug: (what: string) => `This is a mistake in Fidelio, not yours: ${what}`,
  report: "Report it with the command you gave; FIDELIO_DEBUG=1 before the command shows more.",
  reportWhole: "Report it with the command you gave.",
});
