import type { EncodedRows } from "../../src/engine/training/resident.ts";
import type { Json } from "../../src/engine/schema/json.ts";

/** One of those that are compared, ready to train: data on the device, first weights set. */
export interface Contender {
  /**
   * So many steps in a row on the next batches; ends when the device has done them. Returns the worker's own milliseconds per
   * step, from a step's call to its return, the device not waited for; null where that cannot be seen.
   */
  steps(count: number): Promise<number | null>;
  /** The losses of the next steps, read one by one. */
  losses(count: number): Promise<readonly number[]>;
  /** Answers the first `rows` rows and reads the answers; `batchSize` is the contender's own choice where null. */
  predict(rows: number, batchSize: number | null): Promise<void>;
  /** Answers one row, as a prediction form asks for it: from its cells where the contender knows cells. */
  answer(row: number): Promise<void>;
  /** Commands of a step that is replayed; null where steps are computed anew. */
  readonly commands: number | null;
  dispose(): void;
}

/** What the others need to train the very same model: plain data, so that it crosses to another worker. */
export interface Twin {
  readonly name: string;
  /** Null where the case writes its stock model itself. */
  readonly topology: Json | null;
  readonly weights: readonly Float32Array[];
  /** Numbers that are learnt: the weights without the frozen ones. */
  readonly parameters: number;
  readonly rows: EncodedRows;
  /** By output, in the model's order: its type and its weight in the combined loss. */
  readonly outputs: readonly { readonly type: string; readonly weight: number; readonly units: number }[];
  readonly batchSize: number;
  readonly learningRate: number;
}

export type ContenderName = "fidelio" | "eager" | "fit";
