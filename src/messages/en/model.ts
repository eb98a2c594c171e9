/** Stored models, and what is asked of them. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

const standIns = { bfill: "the next picture that can be read", ffill: "the last picture before that can be read", grey: "an even grey" };
const few = (items: readonly string[]): string => (items.length > 5 ? `${items.slice(0, 5).join(", ")} and ${count(items.length - 5)} more` : list(items));

export const words = catalogue("model", {
  newer: (app: string, format: number, known: number) => `this model was stored by a newer version (${app}, format ${format}; this one reads up to ${known}); update to open it`,
  misfit: (weight: string, wanted: number, got: number | undefined) => `'${weight}' should have ${count(wanted)} numbers and has ${got === undefined ? "none" : count(got)}`,
  unfit: (misfits: readonly string[]) => `the stored weights do not fit the model: ${misfits.join("; ")}`,
  /** Weights are four bytes each, and Adam keeps two more numbers for every one. */
  tooLarge: (shape: readonly number[], most: number) =>
    `the model is too large: its weights of ${shape.map(count).join(" × ")} alone would take ${bytes(4 * shape.reduce((product, n) => product * n, 1))}; a model here has at most ${count(most / 1e6)} million weights (half a GB, and three times that while it learns). Make output_size, embedding_size or the number of layers smaller.`,
  needsSequence: (output: string) =>
    `the output '${output}' is decided step by step and is given one vector for each row: let an encoder keep its steps (reduce_output: null) and a combiner hand them on (sequence_concat or sequence)`,
  needsReduction: (output: string, key: string) => `the output '${output}' reads one vector and is given a sequence: say how it is reduced, for instance ${key}: sum`,
  otherLength: (output: string, steps: number, others: number) =>
    `the output '${output}' has ${counted(steps, "step", "steps")} and depends on one of ${count(others)}: give both the same max_sequence_length`,
  noAnswer: (reason: string) => `the model could not answer because ${reason}; reload the page and ask again`,
  noTargets: (columns: readonly string[]) => `the table has no column ${columns.map((name) => `'${name}'`).join(", ")}: without the answers a model cannot be judged`,
  noneToJudge: (rows: number) => `of ${counted(rows, "row", "rows")} none has the answers that the model is judged by`,
  nothingToCompare: "there are no validation or test rows on which simple models could be compared",
  compareLater: "a run is going on; simple models are trained when it has ended",
  /** Files of an input that could not be read when the model was asked. */
  unread: (input: string, rows: number, named: readonly string[], shown: keyof typeof standIns) =>
    `${input}: the ${rows === 1 ? "picture" : "pictures"} of ${counted(rows, "row", "rows")} could not be read${named.length > 0 ? ` (${few(named)})` : ""}, and the model was shown ${standIns[shown]} instead`,
  unreadRow: "no picture could be read: answered as if there were none",
  noCells: "there are no cells to predict from",
  unevenColumns: (columns: readonly string[]) => `the columns differ in length: ${columns.join(", ")}`,
});
