/** Runs: what keeps one from starting, going on or being resumed. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

const fates = {
  drop_row: (one: boolean) => `${one ? "its row is" : "their rows are"} left out`,
  bfill: (one: boolean) => `the next picture that can be read stands for ${one ? "it" : "each"}`,
  ffill: (one: boolean) => `the last picture before that can be read stands for ${one ? "it" : "each"}`,
  facts: (one: boolean) => `an even grey stands for ${one ? "it" : "each"}`,
  mask_loss: () => "nothing is learnt from them",
};

export const words = catalogue("training", {
  busy: "a run is going on already; stop it before another is started",
  diverged:
    "the loss was no number before the first round was over, so there is no model to keep; try a smaller learning_rate, or gradient_clipping with a smaller clipglobalnorm",
  /** layers_to_freeze_regex beside the names of the model's weights. */
  freezesNone: (pattern: string, names: readonly string[]) =>
    `layers_to_freeze_regex: '${pattern}' finds none of the ${count(names.length)} weights of this model, such as ${names.slice(0, 3).map((name) => `'${name}'`).join(", ")}`,
  freezesAll: (pattern: string) => `layers_to_freeze_regex: '${pattern}' finds every weight of this model, so that nothing is left to learn`,
  noBackend: (reason: string) => `training cannot go on: ${reason}; restart the browser and try again`,
  stoppedKept: (reason: string, step: number) =>
    `training stopped because ${reason}; what was learnt up to step ${count(step)} is kept: resume the run, on another backend if it stops again`,
  /** What missing_value_strategy does about cells that count as missing. */
  unread: (input: string, cells: readonly string[], fate: keyof typeof fates) =>
    `${input}: ${counted(cells.length, "file", "files")} could not be read and ${cells.length === 1 ? "counts" : "count"} as missing, so ${fates[fate](cells.length === 1)} (missing_value_strategy): ${list([...cells.slice(0, 5), ...(cells.length > 5 ? ["…"] : [])])}; mend ${cells.length === 1 ? "it, or remove its row" : "them, or remove their rows"}`,
  noneRead: (input: string, cell: string) => `${input}: not one of its files could be read, the first of them ${cell}; open the data again, with its files where they were`,
  stoppedFitting: "stopped while the columns were looked through: nothing was learnt yet",
  stoppedReading: (done: number, rows: number) => `stopped while the rows were made ready, at row ${count(done)} of ${count(rows)}: nothing was learnt yet`,
  /** Rows that are too many for memory lie in a file for as long as they are trained on. */
  notStored: (reason: string) =>
    `the rows are too many for memory, and the file that was to hold them could not be written or read (${reason}); free some room on the disk, or use fewer rows, smaller pictures or fewer columns`,
  stopped: (reason: string) => `training stopped because ${reason}; train again, with a smaller batch_size or on another backend if it stops again`,

  /** Steps that are computed anew each time instead of being replayed. */
  notReplayed: (why: string) =>
    `every step is computed anew, which takes several times as long, because a step cannot be recorded: ${why}; the numbers are the same; another backend, or the same run after a restart of the browser, may be faster`,

  notCalibrated: (output: string) => `${output} was not calibrated: that needs validation rows whose label the training rows have; its probabilities are the model's own`,

  /** Why a run cannot go on from its checkpoint. */
  notResumed: (why: string) => `this run cannot be resumed: ${why}; start it anew`,
  differs: {
    config: "the config has changed since",
    data: "the data are not the same",
    seed: (was: number, is: number) => `the seed was ${was} and is ${is}`,
    version: "this version of Fidelio makes another model or another plan of it",
  },
  checkpoint: {
    newer: "the checkpoint of this run was kept by a newer Fidelio: update the app to resume it, or start it anew",
    unusable: (why: string) => `the checkpoint of this run cannot be used (${why}); the run begins anew`,
    damaged: "it is cut short or damaged",
    storage: "the storage",
  },
});
