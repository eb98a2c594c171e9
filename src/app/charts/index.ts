/** What draws each kind of chart; a kind without a component does not compile. */
import type { Component } from "svelte";
import type { Chart } from "../../engine/charts.ts";
import Calibration from "./Calibration.svelte";
import Coverage from "./Coverage.svelte";
import ErrorSpread from "./ErrorSpread.svelte";
import Groups from "./Groups.svelte";
import PrecisionRecall from "./PrecisionRecall.svelte";
import Thresholds from "./Thresholds.svelte";
import TopK from "./TopK.svelte";
import Bars from "./Bars.svelte";
import ConfusionMatrix from "./ConfusionMatrix.svelte";
import LargestErrors from "./LargestErrors.svelte";
import Mistakes from "./Mistakes.svelte";
import PredictedAgainstActual from "./PredictedAgainstActual.svelte";
import Residuals from "./Residuals.svelte";
import RocCurve from "./RocCurve.svelte";
import WorstRows from "./WorstRows.svelte";
import type { ChartProps } from "./selection.ts";

type ChartComponents = { readonly [K in Chart["kind"]]: Component<ChartProps<K>> };

export const chartComponents: ChartComponents = {
  confusion_matrix: ConfusionMatrix,
  mistakes: Mistakes,
  largest_errors: LargestErrors,
  roc_curve: RocCurve,
  predicted_against_actual: PredictedAgainstActual,
  residuals: Residuals,
  bars: Bars,
  precision_recall: PrecisionRecall,
  thresholds: Thresholds,
  calibration: Calibration,
  coverage: Coverage,
  top_k: TopK,
  groups: Groups,
  error_spread: ErrorSpread,
  worst_rows: WorstRows,
};

/** The component of a chart that is at hand. */
export const componentOf = (chart: Chart): Component<ChartProps<Chart["kind"]>> =>
  chartComponents[chart.kind] as Component<ChartProps<Chart["kind"]>>; // the table pairs each kind with its own component; the compiler cannot follow the pair
