/**
 * What is kept, as records that carry a format number. Bytes (weights, table columns) lie beside a record as blobs, named in its
 * `blobs`, so that listing records stays cheap.
 */
import type { BackendWish } from "../engine/acceleration/report.ts";
import type { TrainedRun, ColumnRole } from "../engine/api.ts";
import type { SimpleModels } from "../engine/evaluation/baselines/simple.ts";
import type { ModelBundle } from "../engine/model/bundle.ts";
import type { TrainingPlan, Round, StopReason } from "../engine/training/events.ts";

interface Stored {
  readonly format: number;
  readonly id: string;
  /** part → its bytes in the blob store; written before the record and removed after it. */
  readonly blobs: BlobRefs;
}

/** Where bytes lie, and how one knows that they are the ones that were saved. */
export interface BlobRef {
  readonly id: string;
  /** In bytes; null in a record that was saved before lengths and hashes were kept, until it is saved again. */
  readonly length: number | null;
  /** SHA-256, hexadecimal. */
  readonly hash: string | null;
}
export type BlobRefs = Readonly<Record<string, BlobRef>>;
/** part → bytes, as they are given to be saved. */
export type Blobs = Readonly<Record<string, Uint8Array>>;
/** Bytes to be kept, or where they come from when their turn comes, so that no more than one lot of them is in memory; null: they go. */
export type GivenBlobs = Readonly<Record<string, Uint8Array | (() => Uint8Array | Promise<Uint8Array>) | null>>;

export interface ProjectRecord extends Stored {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** In the bin since then; null when it is not. */
  readonly deletedAt: number | null;
  readonly dataset: string | null;
  readonly roles: Readonly<Record<string, ColumnRole>>;
  readonly yaml: string;
  /** Findings of the doctor that the user left as they are, by id. */
  readonly left: readonly string[];
}

export interface RunRecord extends Stored {
  readonly project: string;
  readonly name: string;
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** Asked for with; what it was made with is in `model.made`. */
  readonly yaml: string;
  readonly seed: number;
  readonly status: "finished" | "imported";
  readonly plan: TrainingPlan;
  readonly rounds: readonly Round[];
  readonly reason: StopReason | null;
  readonly backend: TrainedRun["backend"];
  readonly evaluations: TrainedRun["evaluations"];
  /** Simple models on the same rows; null until they were trained. */
  readonly simple: SimpleModels | null;
  /** How often the test part was looked at. */
  readonly testViews: number;
  /** What its maker says of it. */
  readonly note: string;
  readonly starred: boolean;
  /** The bundle but for the bytes of its weights, which are the blob `weights`. */
  readonly model: Omit<ModelBundle, "weights"> & { readonly weights: Pick<ModelBundle["weights"], "specs"> };
}

/** A run that has not ended: written when it starts, removed when its `RunRecord` is kept. What lies here can be resumed, or started anew. */
export interface UnfinishedRecord extends Stored {
  readonly project: string;
  readonly name: string;
  readonly createdAt: number;
  readonly yaml: string;
  readonly seed: number;
  readonly dataset: string;
  readonly backend: BackendWish;
  /** What the page had seen of it when its last checkpoint was kept, to be shown before it goes on; `at`: milliseconds since 1970. */
  readonly seen: { readonly plan: TrainingPlan; readonly rounds: readonly Round[]; readonly at: number } | null;
}

/** How far an unfinished run has come: the same id as its `UnfinishedRecord`. `meta` and the blobs are the engine's affair. */
export interface CheckpointRecord extends Stored {
  readonly savedAt: number;
  readonly meta: unknown;
}

/** A data set as the data worker keeps it; `meta` is its own affair. */
export interface DatasetRecord extends Stored {
  readonly name: string;
  readonly createdAt: number;
  readonly meta: unknown;
}

export interface RecordKinds {
  readonly project: ProjectRecord;
  readonly run: RunRecord;
  readonly unfinished: UnfinishedRecord;
  readonly checkpoint: CheckpointRecord;
  readonly dataset: DatasetRecord;
}
export type RecordKind = keyof RecordKinds;
/** What others refer to comes first. */
export const KINDS: readonly RecordKind[] = ["dataset", "project", "run", "unfinished", "checkpoint"];

/** A record as written; `put` adds the format and the blobs' ids. */
export type Draft<K extends RecordKind> = Omit<RecordKinds[K], "format" | "blobs">;
