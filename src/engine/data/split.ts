/** How rows are shared among training, validation and test (reference section 11.2). Probabilities in that order. */
export type SplitParams =
  | { readonly type: "random"; readonly probabilities: readonly [number, number, number] }
  | { readonly type: "fixed"; readonly column: string }
  | { readonly type: "stratify"; readonly column: string; readonly probabilities: readonly [number, number, number] };

/** Row numbers of each part, ascending. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}
export type SplitName = keyof Split;
