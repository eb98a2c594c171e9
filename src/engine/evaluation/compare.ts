/** Is one run better than another, or do they differ by the luck of the rows? Safe for the page. */
import { seededRandom } from "../data/random.ts";
import { bootstrapIntervals, type Interval } from "./bootstrap.ts";
import type { OutputEvaluation } from "./evaluation.ts";

export interface Comparison {
  readonly metric: string;
  /** The later score minus the earlier one; NaN where one of them is undefined. */
  readonly difference: number;
  /** 95 % interval of the difference; null where none can be had. */
  readonly interval: Interval | null;
  /** Were both judged row by row on the same rows? Then what is hard for both does not count as noise. */
  readonly paired: boolean;
  readonly verdict: "better" | "worse" | "within_noise" | "unknown";
}

const SEED = 1;

/**
 * The difference of one metric between two runs, `before` and `after`, with its 95 % interval: where both evaluations tell how each of the same
 * rows was judged, from the paired bootstrap (Efron & Tibshirani 1993); else from the two intervals as if the runs were independent,
 * which is too wide rather than too narrow for runs on the same rows. `sameTable`: do the rows of both count in the same data set?
 */
export function compareOutputs(before: OutputEvaluation, after: OutputEvaluation, metric: string, sameTable: boolean): Comparison {
  const difference = (after.metrics[metric] ?? NaN) - (before.metrics[metric] ?? NaN);
  const paired = sameTable ? pairedInterval(before, after, metric) : null;
  const interval = Number.isFinite(difference) ? (paired ?? independentInterval(before, after, metric, difference)) : null;
  return { metric, difference, interval, paired: interval !== null && interval === paired, verdict: verdictOf(difference, interval, after.goals[metric] ?? "max") };
}

function verdictOf(difference: number, interval: Interval | null, goal: "max" | "min"): Comparison["verdict"] {
  if (interval === null) return "unknown";
  if (interval[0] <= 0 && interval[1] >= 0) return "within_noise";
  return difference > 0 === (goal === "max") ? "better" : "worse";
}

function independentInterval(before: OutputEvaluation, after: OutputEvaluation, metric: string, difference: number): Interval | null {
  const [one, other] = [before.intervals[metric], after.intervals[metric]];
  if (!one || !other) return null;
  const reach = Math.hypot(one[1] - one[0], other[1] - other[0]) / 2;
  return [difference - reach, difference + reach];
}

function pairedInterval(before: OutputEvaluation, after: OutputEvaluation, metric: string): Interval | null {
  const score = scoreOf(metric, before.metrics);
  if (!score) return null;
  const earlier = new Map(score.judged(before));
  const later = score.judged(after);
  if (later.length < 2 || later.length !== earlier.size || later.length !== after.rows || !later.every(([row]) => earlier.has(row))) return null;
  const pairs = later.map(([row, value]) => [earlier.get(row)!, value] as const); // every row is there
  const difference = (rows: Iterable<number>, count: number): { readonly d: number } => {
    const sums: [number, number] = [0, 0];
    for (const row of rows) {
      sums[0] += pairs[row]![0];
      sums[1] += pairs[row]![1];
    }
    return { d: score.of(sums[1] / count) - score.of(sums[0] / count) };
  };
  const whole = difference(pairs.keys(), pairs.length);
  return bootstrapIntervals(pairs.length, whole, (drawn) => difference(drawn, drawn.length), seededRandom(SEED, `compare/${metric}`))["d"] ?? null;
}

/** How a metric is made of what each row adds to a mean. */
interface Score {
  judged(evaluation: OutputEvaluation): readonly (readonly [row: number, value: number])[];
  of(mean: number): number;
}
const same = (mean: number): number => mean;
const SCORES: Readonly<Record<string, Score>> = {
  accuracy: { judged: right, of: same },
  accuracy_micro: { judged: right, of: same },
  mean_absolute_error: { judged: (of) => (of.answers?.kind === "parts" ? partErrors(of) : errors(of, Math.abs)), of: same },
  mean_squared_error: { judged: (of) => errors(of, (e) => e * e), of: same },
  root_mean_squared_error: { judged: (of) => errors(of, (e) => e * e), of: Math.sqrt },
  jaccard: { judged: (of) => partErrors(of), of: (mean) => 1 - mean },
  total_variation: { judged: (of) => partErrors(of), of: same },
};

/** Beside `accuracy_micro`, `accuracy` is the mean over the classes, and no mean of rows. */
const scoreOf = (metric: string, metrics: Readonly<Record<string, number>>): Score | undefined =>
  metric === "accuracy" && "accuracy_micro" in metrics ? undefined : SCORES[metric];

/** 1 for a row that was answered right, else 0; nothing where small classes are drawn as one. */
function right({ charts }: OutputEvaluation): readonly (readonly [number, number])[] {
  const matrix = charts.find((chart) => chart.kind === "confusion_matrix");
  if (!matrix || matrix.rest) return [];
  return matrix.rows.flatMap((cells, truth) => cells.flatMap((rows, answer) => rows.map((row) => [row, Number(truth === answer)] as const)));
}

function errors({ charts }: OutputEvaluation, loss: (error: number) => number): readonly (readonly [number, number])[] {
  const points = charts.find((chart) => chart.kind === "predicted_against_actual");
  return points?.rows.map((row, i) => [row, loss(points.predicted[i]! - points.actual[i]!)] as const) ?? [];
}

/** Of answers of several parts. */
const partErrors = ({ answers }: OutputEvaluation): readonly (readonly [number, number])[] =>
  answers?.kind === "parts" ? Array.from(answers.rows, (row, i) => [row, answers.error[i]!] as const) : [];
