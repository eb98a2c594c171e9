/**
 * Which metric stands for an output, and in which unit it is read. Chosen by the metrics that are there, so that no
 * screen asks for the type of an output.
 */
import { late } from "../messages/late.ts";

type Scored = Readonly<Record<string, number>>;
const HEADLINES = ["accuracy_micro", "accuracy", "jaccard", "token_accuracy", "root_mean_squared_error", "mean_absolute_error", "loss"] as const;

/** What a metric counts in: a share of one, the column's own unit, its square, or a plain figure. */
export type MetricScale = "share" | "unit" | "squared" | "plain";

const SCALES: Readonly<Record<string, MetricScale>> = {
  accuracy: "share",
  accuracy_micro: "share",
  hits_at_k: "share",
  hits_at_k_micro: "share",
  precision_macro: "share",
  recall_macro: "share",
  precision_weighted: "share",
  precision_micro: "share",
  recall_micro: "share",
  exact_match: "share",
  hamming_loss: "share",
  span_precision: "share",
  span_recall: "share",
  expected_calibration_error: "share",
  median_absolute_error: "unit",
  symmetric_mean_absolute_percentage_error: "share",
  precision: "share",
  recall: "share",
  specificity: "share",
  jaccard: "share",
  total_variation: "share",
  token_accuracy: "share",
  sequence_accuracy: "share",
  mean_absolute_error: "unit",
  root_mean_squared_error: "unit",
  mean_squared_error: "squared",
  mean_absolute_percentage_error: "share",
  root_mean_squared_percentage_error: "share",
};

export const headlineMetric = (metrics: Scored): string => HEADLINES.find((name) => name in metrics) ?? Object.keys(metrics)[0] ?? "loss";

export const metricScale = (metric: string): MetricScale => SCALES[metric] ?? "plain";

/** Does the metric count right answers, so that "66 of 67" can be said? */
export const countsRight = (metric: string, metrics: Scored): boolean =>
  metric === "accuracy_micro" || (metric === "accuracy" && !("accuracy_micro" in metrics));

/** Name and help of a metric among its neighbours: beside `accuracy_micro`, `accuracy` is the mean over the classes (as in Ludwig). */
export function metricWords(metric: string, metrics: Scored): { readonly name: string; readonly help: string } {
  const macro = metric === "accuracy" && "accuracy_micro" in metrics;
  return late.charts.metrics[macro ? "balanced" : metric] ?? { name: metric.replaceAll("_", " "), help: "" };
}

/** Why a metric is undefined on some rows, where the rows alone tell. */
export const undefinedWhy = (metric: string): string => late.charts.undefined[metric] ?? "";
