/**
 * Things the app can draw. A chart carries its numbers and, where a mark stands for rows, the rows behind it (indexes
 * into the data set), so that clicking a mark can show them.
 */
export type Chart =
  | { readonly kind: "confusion_matrix"; readonly output: string; readonly labels: readonly string[]; /** [truth][predicted] */ readonly rows: readonly (readonly (readonly number[])[])[]; /** Is the last label all other classes together? */ readonly rest?: true }
  | MistakesChart
  | { readonly kind: "roc_curve"; readonly output: string; readonly positive: string; readonly area: number; readonly falsePositiveRate: readonly number[]; readonly truePositiveRate: readonly number[] }
  | { readonly kind: "predicted_against_actual"; readonly output: string; readonly actual: readonly number[]; readonly predicted: readonly number[]; readonly rows: readonly number[] }
  | { readonly kind: "residuals"; readonly output: string; /** bins + 1 edges of predicted minus actual. */ readonly edges: readonly number[]; readonly rows: readonly (readonly number[])[]; readonly mean: number; readonly medianAbsolute: number }
  | {
      readonly kind: "bars";
      readonly output: string;
      /** What a bar measures: the F1 of a label or a tag, the share right at a place of a sequence, the mean error of a dimension or of a share. */
      readonly of: "f1_of_label" | "f1_of_tag" | "right_at_place" | "error_of_dimension" | "error_of_share";
      readonly labels: readonly string[];
      /** null where nothing could be measured. */
      readonly values: readonly (number | null)[];
      /** How often each occurs in the truth. */
      readonly counts: readonly number[];
      /** The rows behind each bar: those with a mistake there, or with the largest errors. */
      readonly rows: readonly (readonly number[])[];
      /** How many bars there would be if none were left out. */
      readonly all: number;
    };

/** The wrong answers that the model was surest of, the surest first; one entry of each list for each. */
export interface MistakesChart {
  readonly kind: "mistakes";
  readonly output: string;
  readonly rows: readonly number[];
  readonly truth: readonly string[];
  readonly predicted: readonly string[];
  /** Probability of the answer that was given. */
  readonly confidence: readonly number[];
  /** How many wrong answers there are. */
  readonly all: number;
}
