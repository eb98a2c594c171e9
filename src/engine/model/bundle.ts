import type { BackendReport } from "../acceleration/report.ts";
import type { Scorecard } from "../predictions.ts";
import type { Json } from "../schema/json.ts";
import type { TrainingPlan } from "../training/events.ts";

export const BUNDLE_FORMAT = 1;

/** A trained model as plain data: enough to predict again exactly as before, to export, and to say how it was made. */
export interface ModelBundle {
  readonly format: number;
  /** The YAML the user wrote, byte for byte, and the config it resolved to. */
  readonly yaml: string;
  readonly config: { readonly [key: string]: Json };
  /** feature name → facts, inputs and outputs apart; and the temperatures of outputs that were calibrated on the validation rows. */
  readonly facts: {
    readonly inputs: Readonly<Record<string, Json>>;
    readonly outputs: Readonly<Record<string, Json>>;
    readonly calibration?: Temperatures;
  };
  /** The layers topology as `model.toJSON` gives it, and the weights it names, one run of bytes. */
  readonly topology: Json;
  readonly weights: { readonly specs: readonly WeightSpec[]; readonly data: Uint8Array };
  readonly made: Provenance;
}
/** output name → what its logits are divided by. */
export type Temperatures = Readonly<Record<string, number>>;
export interface WeightSpec { readonly name: string; readonly shape: readonly number[]; readonly dtype: "float32" | "int32" | "bool" }

/** How a model was made: a run keeps the exact config, data fingerprint, seed, backend and version. */
export interface Provenance {
  readonly app: string;
  /** ISO 8601 */
  readonly at: string;
  /** `fingerprint` is of the data as they were changed; `changes`: by how much, absent where they were as they came. */
  readonly dataset: { readonly name: string; readonly fingerprint: string; readonly rows: number; readonly changes?: { readonly cells: number; readonly excluded: number } };
  readonly backend: BackendReport;
  readonly plan: TrainingPlan;
  readonly bestRound: number;
  /** How it did on the test rows, looked at once; absent when there were none. */
  readonly test?: Scorecard;
}
