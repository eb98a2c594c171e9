/**
 * Things the app can draw. A chart carries its numbers and, where a mark stands for rows, the rows behind it (indexes
 * into the data set), so that clicking a mark can show them.
 */
export type Chart =
  | { readonly kind: "confusion_matrix"; readonly output: string; readonly labels: readonly string[]; /** [truth][predicted] */ readonly rows: readonly (readonly (readonly number[])[])[] }
  | { readonly kind: "roc_curve"; readonly output: string; readonly positive: string; readonly area: number; readonly falsePositiveRate: readonly number[]; readonly truePositiveRate: readonly number[] }
  | { readonly kind: "predicted_against_actual"; readonly output: string; readonly actual: readonly number[]; readonly predicted: readonly number[]; readonly rows: readonly number[] }
  | { readonly kind: "residuals"; readonly output: string; /** bins + 1 edges of predicted minus actual. */ readonly edges: readonly number[]; readonly rows: readonly (readonly number[])[]; readonly mean: number; readonly medianAbsolute: number };
