/** Answers for a batch of rows, by kind of output; typed arrays, so that they cross to the page cheaply. */
export type Predictions =
  | { readonly kind: "binary"; readonly labels: readonly [negative: string, positive: string]; /** [rows] probability of the positive label. */ readonly probability: Float32Array; /** [rows] 0 or 1, by the output's threshold. */ readonly predicted: Uint8Array }
  | { readonly kind: "category"; readonly labels: readonly string[]; /** [rows, labels] */ readonly probabilities: Float32Array; /** [rows] index into labels. */ readonly predicted: Int32Array }
  | { readonly kind: "number"; /** [rows] in the column's own unit. */ readonly values: Float64Array }
  | { readonly kind: "set"; readonly labels: readonly string[]; /** [rows, labels] of each item by itself. */ readonly probabilities: Float32Array; /** [rows, labels] 1 where an item is in the set, by the output's threshold. */ readonly predicted: Uint8Array }
  | { readonly kind: "distribution"; readonly labels: readonly string[]; /** [rows, labels] shares, 1 in a row. */ readonly shares: Float32Array }
  | { readonly kind: "vector"; readonly size: number; /** [rows, size] */ readonly values: Float32Array }
  | TagPredictions;

/** A tag for each step of each row; the rows lie one after another, each as long as it is. */
export interface TagPredictions {
  readonly kind: "sequence";
  readonly labels: readonly string[];
  /** [rows + 1] where a row's steps begin; the last: where all end. */
  readonly starts: Uint32Array;
  /** [steps] index into labels. */
  readonly predicted: Int32Array;
  /** [steps] of the tag that was predicted. */
  readonly probabilities: Float32Array;
  /** [steps] the token that each tag belongs to; absent where only the answers were asked for. */
  readonly tokens?: readonly string[];
}

/** metric name → value, by output; `combined` holds the loss of all outputs together. */
export type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How good a model was on rows it had never seen; defined figures only, so that it survives JSON. */
export interface Scorecard {
  readonly rows: number;
  readonly outputs: Readonly<Record<string, {
    readonly metrics: Readonly<Record<string, number>>;
    readonly baseline: Readonly<Record<string, number>>;
    readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  }>>;
}
