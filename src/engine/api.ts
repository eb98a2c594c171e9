/** The whole surface between the app and the engine: all methods async, everything structured-cloneable. */
import type { Timed } from "./acceleration/experience.ts";
import type { Forecast } from "./acceleration/forecast.ts";
import type { BackendReport, BackendWish } from "./acceleration/report.ts";
import type { Diagnosis } from "./advice/doctor/finding.ts";
import type { AugmentationPreview } from "./advice/preview-augmentation.ts";
import type { FileSource, KnownFile } from "./advice/known-file.ts";
import type { Language } from "./config/language.ts";
import type { Control } from "./controls.ts";
import type { DecodePicture } from "./data/pictures/media.ts";
import type { Cells, Table } from "./data/table.ts";
import type { Fold } from "./data/folds.ts";
import type { TableProfile } from "./data/profile.ts";
import type { Split } from "./data/split.ts";
import type { SimpleRequest } from "./evaluation/baselines/run.ts";
import type { SimpleModels } from "./evaluation/baselines/simple.ts";
import type { SplitEvaluation } from "./evaluation/evaluation.ts";
import type { ExplainRequest, PictureMap } from "./explanation/map.ts";
import type { ModelBundle } from "./model/bundle.ts";
import type { Predictions } from "./predictions.ts";
import type { Outcome, Problem } from "./schema/problem.ts";
import type { Round, StopReason, TrainEvent } from "./training/events.ts";

export interface EngineApi {
  /** The language as data: types, parts, parameters. Forms and completion are drawn from it. */
  language(): Promise<Language>;
  /** The most likely type of each column, the reasons, and whether it looks useful as an input. */
  infer(profile: TableProfile): Promise<readonly ColumnVerdict[]>;
  /** The YAML that Fidelio writes from a table and the chosen columns; runs as it is. */
  starter(profile: TableProfile, roles: Readonly<Record<string, ColumnRole>>): Promise<string>;
  /** Every problem of a YAML text, each with its line, and, when it opens, a sketch of the model it describes. project: whose files it may name. */
  inspect(yaml: string, profile: TableProfile | null, project?: string): Promise<Inspection>;
  /** What may be wrong with the rows and with what the config makes of them, worst first; a run that goes on is not held up. */
  examine(request: ExamineRequest, onProgress?: (done: number) => void): Promise<Outcome<Diagnosis>>;
  /** What a file is, by its content: one that was chosen, or one of a project by the name that a config would give it. */
  describeFile(name: string, source: FileSource): Promise<Outcome<KnownFile>>;
  /** Pictures as training would change them at a step, or what is wrong with the `augmentation` that was given. */
  previewAugmentation(preview: AugmentationPreview): Promise<Outcome<Uint8Array>>;
  /** What was timed on this machine on earlier visits, for forecasts and for choosing a backend; what is not understood is passed over. */
  recall(timed: readonly unknown[]): Promise<void>;
  /** What has been timed, earlier visits included: to be kept for the next. */
  experience(): Promise<readonly Timed[]>;
  /** Train to the end, a stop or an error; events go to `onEvent` in order. One run at a time. */
  train(request: TrainRequest, onEvent: (event: TrainEvent) => void): Promise<Outcome<TrainedRun>>;
  /** Pause within one step, go on, or stop and keep the best round. */
  control(wish: "run" | "pause" | "stop"): Promise<void>;
  /** Keep a checkpoint after the step under way, whatever the clock says: for a page that is about to go. Returns at once. */
  checkpoint(): Promise<void>;
  /** Make a stored model ready to answer. */
  open(bundle: ModelBundle): Promise<Outcome<OpenModel>>;
  /** column name → cells of the same length; a column that is absent counts as missing throughout. Its notes name the files that could not be read, and what the model was shown instead. */
  predict(model: string, cells: Readonly<Record<string, Cells>>): Promise<Outcome<Readonly<Record<string, Predictions>>>>;
  /** Which parts of a picture led to an answer; cells: one row, as for `predict`. */
  explainPicture(model: string, cells: Readonly<Record<string, Cells>>, request: ExplainRequest): Promise<Outcome<PictureMap>>;
  /**
   * Answers for a whole data set, as the columns of a predictions file. A row whose file cannot be read keeps its place and is answered as one
   * where the cell is missing; the column `<input>_unread`, there where it is needed, says so in that row, and the notes count them. Fails where
   * not one file of an input can be read.
   */
  predictTable(model: string, dataset: string, onProgress: (done: number, rows: number) => void): Promise<Outcome<Readonly<Record<string, readonly string[]>>>>;
  /** How good the model is on the rows of another data set that have its targets. Its notes name files that could not be read. */
  evaluate(model: string, dataset: string): Promise<Outcome<SplitEvaluation>>;
  /** Simple models that are trained in seconds on the rows of the run, judged beside its model on the same rows; `dataset`: the one it was made with. */
  simpleModels(model: string, dataset: string, made: SimpleRequest): Promise<Outcome<SimpleModels>>;
  close(model: string): Promise<void>;
  exportModel(bundle: ModelBundle): Promise<Outcome<Uint8Array>>;
  /** A config, the files of its project and the rows that a run of it uses, as a zip that Ludwig trains from; what only Fidelio has is refused by name. */
  exportLudwig(request: { readonly yaml: string; readonly dataset: string; readonly seed: number; readonly project?: string }): Promise<Outcome<Uint8Array>>;
  importModel(zip: Uint8Array): Promise<Outcome<ModelBundle>>;
}

/** What the engine asks of its surroundings; the worker and the command line each bring their own. */
export interface EngineHost {
  readonly version: string;
  /** A data set by its id; its fingerprint names the bytes it was read from. */
  table(dataset: string): Promise<{ readonly table: Table; readonly name: string; readonly fingerprint: string }>;
  /** The bytes of a file that a config of a project names; the same object as long as the file is the same. Absent: there are no files. */
  asset?(name: string, project: string | undefined): Promise<Outcome<Uint8Array>>;
  /** Decodes pictures that cells hold themselves; absent: only bitmaps are read. */
  readonly decodePicture?: DecodePicture;
  /** Room for encoded rows that are too many for memory; absent: they are held in memory all the same. */
  readonly spills?: SpillStore | undefined;
  /** Where checkpoints outlive the worker; without it a run can only be resumed while the engine lives. */
  readonly checkpoints?: CheckpointStore;
}

/** Makes files for numbers that a run needs again and again, and nobody after it. What fails is thrown, with a sentence. */
export interface SpillStore { create(): Promise<Spill> }
/** A file that is written and then sealed, to be read in any order: faster from then on. It is gone when its maker ends, however it ends. */
export interface Spill {
  write(bytes: Uint8Array, at: number): Promise<void>;
  seal(): Promise<void>;
  /** `length` bytes from `at` on, in memory of their own. */
  read(at: number, length: number): Promise<Uint8Array>;
  remove(): Promise<void>;
}

/** Keeps the latest checkpoint of each run. `meta` is cloneable; a checkpoint is kept whole or not at all. */
export interface CheckpointStore {
  save(run: string, checkpoint: KeptCheckpoint): Promise<Outcome<null>>;
  load(run: string): Promise<Outcome<KeptCheckpoint | undefined>>;
}
export interface KeptCheckpoint { readonly meta: unknown; readonly blobs: Readonly<Record<string, Uint8Array>> }

export interface ColumnVerdict {
  readonly column: string;
  readonly type: string;
  readonly reasons: readonly string[];
  readonly doubts: readonly string[];
  /** Every type that can hold the column, best first. */
  readonly alternatives: readonly string[];
  /** The type it would be predicted as: of those that can hold it, the best that decides a row as a whole; null: none can be predicted. */
  readonly asOutput: string | null;
  readonly suggested: "input" | "off";
  /** Why `off`: an identifier, a constant, nearly all missing. */
  readonly why: string;
}
export interface ColumnRole { readonly role: "input" | "output" | "off"; readonly type: string }

export interface Inspection {
  readonly problems: readonly Problem[];
  /** Null while the config does not open. */
  readonly sketch: ModelSketch | null;
  /** What training it will cost on this device; null while the config does not open. */
  readonly forecast: Forecast | null;
}
/** Nodes and parameter counts for the diagram; with a profile, from facts estimated on it. */
export interface ModelSketch {
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly encoder: string; readonly width: number; readonly parameters: number }[];
  readonly combiner: { readonly type: string; readonly width: number; readonly parameters: number };
  readonly outputs: readonly { readonly name: string; readonly type: string; readonly decoder: string; readonly loss: string; readonly units: number; readonly parameters: number }[];
  readonly parameters: number;
}

export interface ExamineRequest {
  readonly yaml: string;
  readonly dataset: string;
  /** Rows are shared out as a run of this seed shares them. */
  readonly seed: number;
  /** An open model: labels that it denies are looked for in rows that it did not learn from. */
  readonly model?: string;
}

export interface TrainRequest {
  readonly yaml: string;
  readonly dataset: string;
  readonly seed: number;
  readonly backend: BackendWish;
  /** Whose files the config may name. */
  readonly project?: string;
  /** Names its checkpoints at the host; null, or left out: none are kept. */
  readonly run?: string | null;
  /** Test this fold and train on the others, whatever the config's split; absent: split as the config says. */
  readonly fold?: Fold;
  /** Go on from the last checkpoint of `run`, if there is one; else from the beginning. */
  readonly resume?: boolean;
}
export interface TrainedRun {
  readonly bundle: ModelBundle;
  readonly rounds: readonly Round[];
  readonly reason: StopReason;
  readonly backend: BackendReport;
  /** Which rows of the data set each part held. */
  readonly split: Split;
  /** Validation, and the test part, looked at once. A part without rows is absent. */
  readonly evaluations: readonly SplitEvaluation[];
}
export interface OpenModel {
  readonly id: string;
  readonly inputs: readonly { readonly name: string; readonly column: string; readonly type: string; readonly control: Control }[];
  readonly outputs: readonly { readonly name: string; readonly type: string; readonly labels: readonly string[] }[];
}
