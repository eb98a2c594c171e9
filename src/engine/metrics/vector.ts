import type { Metric } from "./metric.ts";
import { regressionMetrics, type RegressionScored } from "./regression.ts";

/** Vectors in the column's own units, [rows, size] each, row-major. */
export interface VectorScored extends RegressionScored {
  readonly size: number;
}

const { mean_squared_error, mean_absolute_error, root_mean_squared_error, mean_absolute_percentage_error } = regressionMetrics;

/** Over all numbers of all rows. */
export const vectorMetrics = {
  mean_squared_error,
  mean_absolute_error,
  root_mean_squared_error,
  mean_absolute_percentage_error,
  r2: { summary: "Share of the variance explained, as a mean over the vector's places: 1 is perfect, 0 is as good as the mean.", goal: "max", score: r2 },
} satisfies Record<string, Metric<VectorScored>>;

/** Places whose truth does not vary are left out; NaN where that leaves none. */
function r2({ predicted, actual, size }: VectorScored): number {
  const at = (values: ArrayLike<number>, place: number) => Float64Array.from({ length: values.length / size }, (_, row) => values[row * size + place]!);
  const figures = Array.from({ length: size }, (_, place) => regressionMetrics.r2.score({ predicted: at(predicted, place), actual: at(actual, place) }));
  const defined = figures.filter((figure) => !Number.isNaN(figure));
  return defined.reduce((sum, figure) => sum + figure, 0) / defined.length;
}
