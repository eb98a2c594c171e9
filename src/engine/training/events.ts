import type { Scores } from "../predictions.ts";
import type { BackendName, BackendReport } from "../acceleration/report.ts";
import type { Fitting } from "./prepare.ts";
import type { Problem } from "../schema/problem.ts";

/** What a run tells while it goes on; the screen, the store and the command line listen. */
export type TrainEvent =
  /** Which feature learns what its column holds, after how many of all; told where rows are many. */
  | ({ readonly type: "fitting" } & Fitting)
  /** Rows made ready for the model so far, before `started`: told where their cells name files, which are read, where a frozen encoder answers to them, where they are written to a file, or where they are many. */
  | { readonly type: "reading"; readonly done: number; readonly rows: number }
  | { readonly type: "started"; readonly plan: TrainingPlan; readonly backend: BackendReport; readonly notes: readonly Problem[] }
  | ({ readonly type: "progress" } & Progress)
  | { readonly type: "round"; readonly round: Round }
  | { readonly type: "paused" | "resumed" }
  /** Something that was found out on the way, and belongs to the notes of `started`. */
  | { readonly type: "note"; readonly note: Problem }
  /** A checkpoint was kept at the host, or could not be: then `problem` says why, and it is tried again later. `at`: ms since 1970. */
  | { readonly type: "checkpoint"; readonly step: number; readonly at: number; readonly kept: boolean; readonly problem: string | null }
  /** The backend failed at run time; another is started, told by the next `started`, and the run goes on from `step`. */
  | { readonly type: "interrupted"; readonly reason: string; readonly step: number; readonly backend: BackendName | null }
  /** Right after `started`, when the run goes on from a checkpoint; without it the run begins, and has no rounds. */
  | { readonly type: "resumed_from"; readonly step: number; readonly rounds: readonly Round[]; readonly at: number }
  | { readonly type: "finished"; readonly reason: StopReason; readonly bestRound: number };

export interface Progress {
  readonly step: number;
  readonly loss: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
}

export type StopReason = "all_rounds" | "early_stop" | "stopped" | "diverged";

/** What is decided before the first step; stored with the run. */
export interface TrainingPlan {
  readonly rows: { readonly training: number; readonly validation: number; readonly test: number };
  /** Rows left out because a target (or an input told to `drop_row`) is missing, by feature. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly stepsPerRound: number;
  /** At most; early stopping may end it before. */
  readonly rounds: number;
  /** What `auto` became, and the seed. */
  readonly batchSize: number;
  /** Steps of one update; absent: 1. */
  readonly accumulation?: number;
  readonly learningRate: number;
  readonly seed: number;
  /** How rows that are too many for memory come; absent: all are in memory. */
  readonly chunks?: { readonly rows: number; readonly chunks: number; readonly hands: number };
  readonly validation: { readonly field: string; readonly metric: string; readonly goal: "max" | "min" };
  /** Scores of the trivial predictor on the validation rows. */
  readonly baseline: Scores;
}

/** One evaluation: by default at the end of each epoch. */
export interface Round {
  /** Counts from 1. */
  readonly round: number;
  readonly epoch: number;
  readonly step: number;
  /** Since the start, pauses not counted. */
  readonly seconds: number;
  /** Of its last step. */
  readonly learningRate: number;
  /** Rows of each of its steps; absent in rounds that were kept before batches could grow. */
  readonly batchSize?: number;
  /** Running means of the epoch's steps, or a full pass with `evaluate_training_set`. */
  readonly training: Scores;
  /** Empty when there is no validation part. */
  readonly validation: Scores;
  /** Is it the best so far by the validation metric? */
  readonly best: boolean;
}

/** The listener's hand on a run: read between steps. `changed` settles at the next change, so that a paused run sleeps. */
export interface RunControl {
  readonly wish: "run" | "pause" | "stop";
  changed(): Promise<void>;
  /** Was a checkpoint asked for since this was last read? */
  takeCheckpointWish(): boolean;
}
