/**
 * What the screens after Data are given: plain values and callbacks, so that a screen knows no state class, no worker and
 * no storage, and can be shown with values of one's own. `App.svelte` hands them out; only the state classes write.
 */
import type { BackendName, BackendReport, BackendWish } from "../../engine/acceleration/report.ts";
import type { Inspection, OpenModel } from "../../engine/api.ts";
import type { Language } from "../../engine/config/language.ts";
import type { TableProfile } from "../../engine/data/profile.ts";
import type { Cell, Cells } from "../../engine/data/table.ts";
import type { SimpleModels } from "../../engine/evaluation/baselines/simple.ts";
import type { SplitEvaluation } from "../../engine/evaluation/evaluation.ts";
import type { ExplainRequest, ExplanationMethod, PictureMap } from "../../engine/explanation/map.ts";
import type { Predictions } from "../../engine/predictions.ts";
import type { Fix, Outcome, Problem } from "../../engine/schema/problem.ts";
import type { RunRecord } from "../../storage/index.ts";
import type { FormContext } from "../forms/form-context.ts";
import type { FolderFile } from "../../ingest/data-api.ts";
import type { OwnModel, ProjectFile, RefusedFile } from "../state/files.svelte.ts";
import type { Pictures } from "../pictures/shelf.ts";
import type { Chosen } from "../ui/dropped-files.ts";
import type { Round, StopReason, TrainingPlan } from "../../engine/training/events.ts";

export interface ModelScreenProps {
  readonly yaml: string;
  /** Null until the engine has looked at the text for the first time. */
  readonly inspection: Inspection | null;
  /** True while `inspection` belongs to an earlier text. */
  readonly inspecting: boolean;
  readonly language: Language;
  readonly profile: TableProfile;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Is a run going on? Then Train is not offered. */
  readonly training: boolean;
  /** Another tab changes this project: this one looks on. */
  readonly readOnly: boolean;
  /** Finished runs of the project with the configs they were made with, the latest first. */
  readonly runs: readonly { readonly id: string; readonly name: string; readonly yaml: string }[];
  /** The pictures of the table; null: it has none. */
  readonly pictures: Pictures | null;
  previewAugmentation: FormContext["previewAugmentation"];
  /** The new text of the whole document, and what was done, for the undo list ("encoder of Island"). Typing may pass "typing". */
  onEdit(text: string, label: string): void;
  onFix(fix: Fix): void;
  /** `writing`: while something is typed into, which takes back edits of the config alone; else whatever was done last, changes to the data too. */
  onUndo(writing: boolean): void;
  onRedo(writing: boolean): void;
  onTrain(): void;
  readonly files: FilesProps;
}

/** The files that a config may name, kept beside the table. */
export interface FilesProps {
  readonly all: readonly ProjectFile[];
  /** The file that is being read; empty when none is. */
  readonly adding: string;
  readonly refused: readonly RefusedFile[];
  /** The one whose use is being chosen; null: none is. */
  readonly offered: ProjectFile | null;
  /** Have files recognised that nobody has looked at. */
  onLook(): void;
  onAdd(files: readonly FolderFile[]): void;
  onRemove(name: string): void;
  onOffer(name: string | null): void;
  /** Finished runs of all projects. */
  models(): Promise<readonly OwnModel[]>;
  onAddModel(id: string): void;
  /** What is wrong with a config, were it the project's. */
  check(yaml: string): Promise<readonly Problem[]>;
}

/** A run as it is shown: going on, or read back from storage. */
export interface RunView {
  readonly id: string;
  readonly name: string;
  /** `interrupted`: it has not ended, and nobody trains it; it can go on from its last checkpoint. */
  readonly status: "starting" | "running" | "paused" | "stopping" | "finished" | "failed" | "interrupted";
  /** The config it was started with. */
  readonly yaml: string;
  readonly plan: TrainingPlan | null;
  readonly backend: BackendReport | null;
  readonly rounds: readonly Round[];
  readonly progress: RunProgress | null;
  /** Before the first step: the feature whose column is looked through; null where that takes no time. */
  readonly fitting: { readonly feature: string; readonly done: number; readonly of: number } | null;
  /** After it: the share of the rows that are made ready; null where that takes no time. */
  readonly reading: number | null;
  /** What is worth knowing: rows left out, a backend that was refused. */
  readonly notes: readonly Problem[];
  /** Why it failed or was interrupted. */
  readonly problems: readonly Problem[];
  readonly reason: StopReason | null;
  /** Counts from 1; null before the first round. */
  readonly bestRound: number | null;
  /** In the order of the config: the first takes colour --c-8, the next --c-7 … */
  readonly outputs: readonly { readonly name: string; readonly type: string }[];
  /** When the last checkpoint was kept, milliseconds since 1970; null before the first. */
  readonly keptAt: number | null;
  /** Why the last checkpoint could not be kept. */
  readonly keepProblem: string | null;
  readonly incidents: readonly Incident[];
}
/** A device that failed while it trained, and how the run went on. */
export interface Incident {
  readonly reason: string;
  /** The step and round it had come to, and the step it went on from. */
  readonly at: number;
  readonly round: number;
  readonly from: number;
  /** Null until another backend has started. */
  readonly next: BackendName | null;
}
export interface RunProgress { readonly step: number; readonly loss: number; readonly rowsPerSecond: number; readonly secondsLeft: number }

export interface TrainScreenProps {
  /** Null before the first run of the project. */
  readonly run: RunView | null;
  /** Errors of the config that keep Train away; empty when it may start. */
  readonly blockers: readonly Problem[];
  /** Has the config been changed since `run` was started? */
  readonly stale: boolean;
  readonly wish: BackendWish;
  /** Another tab changes this project: this one looks on. */
  readonly readOnly: boolean;
  /** Why no run can be started now, though the config could; empty when one can. */
  readonly busy: string;
  /** Why an interrupted run cannot go on now; empty when it can. */
  readonly held: string;
  onWish(wish: BackendWish): void;
  onTrain(): void;
  onPause(): void;
  onResume(): void;
  /** An interrupted run: on from its checkpoint, from the beginning, or not at all. */
  onGoOn(): void;
  onStartOver(): void;
  onDiscard(): void;
  /** Stop and keep the best round. */
  onStop(): void;
  onEvaluate(): void;
  onPredict(): void;
  onModel(): void;
}

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** ISO 8601 */
  readonly at: string;
  readonly status: "running" | "finished" | "failed" | "interrupted";
}

export interface RunsScreenProps {
  /** Those that are kept, the latest first. */
  readonly records: readonly RunRecord[];
  readonly readOnly: boolean;
  /** The data set as it is now, as on the screen that evaluates one run. */
  readonly columns: EvaluateScreenProps["columns"];
  readRows: EvaluateScreenProps["readRows"];
  readonly pictures: Pictures | null;
  onRename(id: string, name: string): void;
  onAnnotate(id: string, words: Partial<Pick<RunRecord, "note" | "starred">>): void;
  /** Seconds for one answer; null when it cannot be had, which was told. */
  onMeasure(id: string): Promise<number | null>;
  onOpen(id: string): void;
  onBack(): void;
}

export interface EvaluateScreenProps {
  readonly runs: readonly RunSummary[];
  /** Null while nothing has been trained. */
  readonly run: RunView | null;
  readonly evaluations: readonly SplitEvaluation[];
  /** How often the test part of the run was looked at. */
  readonly testViews: number;
  /** It is looked at now. */
  onTestView(): void;
  readonly simple: SimpleProps;
  /** Null where the data cannot be changed: another tab has it, or it is not here. */
  readonly corrections: Corrections | null;
  /** Column names of the data set, in file order. */
  readonly columns: readonly string[];
  /** The cells of some rows (indexes into the data set, counting from 0), one list per row in the order of `columns`. */
  readRows(rows: readonly number[]): Promise<readonly (readonly Cell[])[]>;
  /** How the rows look; null where the table holds no pictures. */
  readonly pictures: Pictures | null;
  /** Where in the picture of a row the run's model found its answer to an output; null where it looks at no picture, or its rows are not here. */
  readonly explain: ((row: number, output: string, method: ExplanationMethod, column: string) => Promise<Outcome<PictureMap>>) | null;
  /** The columns of pictures that it looks at. */
  readonly looksAt: readonly string[];
  onSelectRun(id: string): void;
  /** All runs side by side. */
  onCompare(): void;
  onTrain(): void;
  onPredict(): void;
}

/** Simple models beside the run's. */
export interface SimpleProps {
  /** Null until they were trained. */
  readonly models: SimpleModels | null;
  readonly training: boolean;
  /** Why they cannot be trained; empty when they can. */
  readonly why: string;
  onTrain(): void;
}

/** Changes to the data, as far as a row can be corrected where it is looked at. */
export interface Corrections {
  readonly count: number;
  /** Where they are listed. */
  readonly list: string;
  /** What stood in a cell before it was corrected; undefined where it was not. */
  before(column: string, row: number): Cell | undefined;
  isExcluded(row: number): boolean;
  correct(column: string, row: number, from: Cell, to: Cell): Promise<unknown>;
  exclude(rows: readonly number[]): Promise<unknown>;
  undo(): Promise<unknown>;
}

export interface PredictScreenProps {
  /** Null while nothing has been trained, or while the model is being opened. */
  readonly model: OpenModel | null;
  readonly opening: boolean;
  /** Why the model could not be opened. */
  readonly problems: readonly Problem[];
  readonly run: RunView | null;
  /** Of the test part once it was looked at, else of validation: says how often each output is right. */
  readonly evaluation: SplitEvaluation | null;
  /** The rows that the answers come from: column name → cells of equal length. */
  predict(cells: Readonly<Record<string, Cells>>): Promise<Outcome<Readonly<Record<string, Predictions>>>>;
  /** Where in the picture of an input the model found its answer; cells: the row, by column. */
  explain(cells: Readonly<Record<string, Cells>>, request: ExplainRequest): Promise<Outcome<PictureMap>>;
  /** Answers for a whole file, as a CSV to be saved. */
  predictFile(chosen: Chosen, onProgress: (done: number, rows: number) => void): Promise<Outcome<PredictedFile>>;
  /** The model as a zip. */
  exportModel(): Promise<Outcome<ExportedModel>>;
  /** The config and the rows for Ludwig, as a zip. */
  exportLudwig(): Promise<Outcome<ExportedModel>>;
  /** Cells of one row of the data set, by column, to fill the form with. */
  readRow(row: number): Promise<Readonly<Record<string, Cell>>>;
  /** The picture that a cell of the data set names, as it came; null: there is none. */
  readPicture(cell: string): Promise<Blob | null>;
  readonly rows: number;
  onTrain(): void;
}
/** notes: what is worth knowing of the table and of its answers, such as files that could not be read. */
export interface PredictedFile { readonly name: string; readonly rows: number; readonly csv: Blob; readonly notes: readonly Problem[] }
export interface ExportedModel { readonly name: string; readonly zip: Blob }
