import type { Chart } from "../../charts.ts";
import { largestOf } from "../../data/largest.ts";
import { regressor } from "../../decoders/regressor.ts";
import { regressionLosses } from "../../losses/regression.ts";
import { regressionMetrics } from "../../metrics/regression.ts";
import type { Predictions } from "../../predictions.ts";
import { orNull, Type, type Params } from "../../schema/params.ts";
import type { Judged, OutputSpec } from "../feature.ts";
import { rangeBars } from "../range-bars.ts";
import { scoreAll } from "../scores.ts";
import type { NumberFacts } from "./facts.ts";
import { encodeNumbers, fromModel, toModel } from "./scale.ts";

const settings = Type.Object({
  clip: orNull(
    Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
    null,
    "Least and greatest prediction, in the column's unit, as [min, max]; null is unbounded.",
  ),
});
type Settings = Params<typeof settings>;

/** Rows a chart of points shows at most; more are thinned evenly. */
const POINTS = 5000;
const BINS = 30;
/** Errors that are worth being looked at one by one. */
const LARGEST = 24;

export const output: OutputSpec<typeof settings, NumberFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { regressor }, fallback: "regressor" },
  losses: { noun: "loss", choices: regressionLosses, fallback: "mean_squared_error" },
  defaultMetric: "mean_squared_error",
  metrics: regressionMetrics,
  target: (cells, facts) => ({ dtype: "float32", shape: [], data: encodeNumbers(cells, facts) }),
  predict: (logits, rows, facts, read) => ({ kind: "number", values: predicted(logits, rows, facts, read) }),
  score: (logits, target, rows, facts, read) =>
    scoreAll(regressionMetrics, { predicted: predicted(logits, rows, facts, read), actual: actual(target.data, facts) }),
  baseline: (facts) => Float32Array.of(toModel(facts.mean, facts)),
  charts,
  each: ({ logits, target, rows, facts, settings: read }) => ({
    kind: "numbers", rows: Uint32Array.from(rows), truth: actual(target.data, facts), predicted: predicted(logits, rows.length, facts, read),
  }),
  statistics: () => ({}),
  columns: (name, predictions: Predictions) => {
    if (predictions.kind !== "number") throw new Error(`internal: expected predictions of a number, got ${predictions.kind}`);
    return { [`${name}_predictions`]: Array.from(predictions.values, String) };
  },
};

/** Answers in the column's unit, clipped there: [rows]. */
function predicted(logits: Float32Array, rows: number, facts: NumberFacts, { clip }: Settings): Float64Array {
  const [low, high] = clip ? [Math.min(...clip), Math.max(...clip)] : [-Infinity, Infinity];
  return Float64Array.from({ length: rows }, (_, row) => Math.min(high, Math.max(low, fromModel(logits[row]!, facts))));
}

const actual = (target: ArrayLike<number>, facts: NumberFacts): Float64Array => Float64Array.from(target, (t) => fromModel(t, facts));

function charts({ name, logits, target, rows, facts, settings: read }: Judged<typeof settings, NumberFacts>): readonly Chart[] {
  if (rows.length === 0) return [];
  const guesses = predicted(logits, rows.length, facts, read);
  const truth = actual(target.data, facts);
  const step = Math.max(1, Math.ceil(rows.length / POINTS));
  const shown = Array.from({ length: Math.ceil(rows.length / step) }, (_, i) => i * step);
  return [
    {
      kind: "predicted_against_actual",
      output: name,
      actual: shown.map((i) => truth[i]!),
      predicted: shown.map((i) => guesses[i]!),
      rows: shown.map((i) => rows[i]!),
    },
    ...largestErrors(name, guesses, truth, rows),
    residuals(
      name,
      guesses.map((p, i) => p - truth[i]!),
      rows,
    ),
    ...rangeBars(name, { predicted: guesses, actual: truth, rows }),
  ];
}

/** None where every answer is exact. */
function largestErrors(output: string, guesses: Float64Array, truth: Float64Array, rows: ArrayLike<number>): readonly Chart[] {
  const off = (i: number): number => Math.abs(guesses[i]! - truth[i]!);
  const largest = largestOf(guesses.length, off, LARGEST).filter((i) => off(i) > 0);
  if (largest.length === 0) return [];
  return [{ kind: "largest_errors", output, all: guesses.length, rows: largest.map((i) => rows[i]!), actual: largest.map((i) => truth[i]!), predicted: largest.map((i) => guesses[i]!) }];
}

function residuals(output: string, errors: Float64Array, rows: ArrayLike<number>): Chart {
  const sorted = errors.toSorted();
  const low = sorted[0]!;
  const width = (sorted.at(-1)! - low) / BINS || 1;
  const bins = Array.from({ length: BINS }, (): number[] => []);
  errors.forEach((error, i) => bins[Math.min(BINS - 1, Math.floor((error - low) / width))]!.push(rows[i]!));
  return {
    kind: "residuals",
    output,
    edges: Array.from({ length: BINS + 1 }, (_, i) => low + i * width),
    rows: bins,
    mean: errors.reduce((a, b) => a + b, 0) / errors.length,
    medianAbsolute: median(errors.map(Math.abs).sort()),
  };
}

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
