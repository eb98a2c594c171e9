export type BackendName = "webgpu" | "wasm" | "cpu";
export type BackendWish = "auto" | BackendName;

/** Which backend runs and why: each candidate with what became of it. */
export interface BackendReport {
  readonly chosen: BackendName;
  /** The adapter or engine behind it ("SwiftShader", "SIMD"), empty when unknown. */
  readonly device: string;
  readonly tried: readonly TriedBackend[];
}
export interface TriedBackend {
  readonly backend: BackendName;
  readonly verdict: "chosen" | "slower" | "refused" | "not_tried";
  readonly reason: string;
  /** Of the numeric self-test; null where it did not run. */
  readonly milliseconds: number | null;
  /** Milliseconds of one step of the model, where steps were timed. */
  readonly step?: number;
}
