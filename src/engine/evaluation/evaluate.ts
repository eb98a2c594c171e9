import type { Encoded } from "../data/encoded.ts";
import { seededRandom } from "../data/random.ts";
import type { SplitName } from "../data/split.ts";
import type { OutputFeature } from "../features/feature.ts";
import { bootstrapIntervals } from "./bootstrap.ts";
import type { OutputEvaluation, SplitEvaluation } from "./evaluation.ts";
import { wilson } from "../metrics/wilson.ts";
import { groupsChart, type GroupedColumn } from "./groups.ts";
import { partCharts } from "./part-charts.ts";
import { baselineScores, combinedLoss, judgeOf, type WatchedAnswers } from "./scores.ts";

/** One part of the rows, and the truth. */
interface Part {
  readonly split: SplitName;
  readonly outputs: readonly OutputFeature[];
  /** output name → what the output's `target` made of the rows */
  readonly targets: Readonly<Record<string, Encoded>>;
  /** [rows] where each row stands in the data set: charts lead back to them. At least one. */
  readonly rows: ArrayLike<number>;
  /** Columns of the inputs: rows are grouped by them to find where the model does badly. Absent: they are not. */
  readonly inputs?: readonly GroupedColumn[];
  /** Draws the intervals: the same seed gives the same ones. */
  readonly seed: number;
}
/** What a model answered on one part of the rows. */
export interface Answered extends Part {
  /** output name → [rows, units] as the decoders put them out */
  readonly logits: Readonly<Record<string, Float32Array>>;
}
/** The same, taken in pieces by the answers that `judgeOf` began, output by output. */
export interface Judged extends Part {
  readonly answers: Readonly<Record<string, WatchedAnswers>>;
}

/** Judge a model's answers: metrics beside the trivial predictor's, intervals, charts and overall statistics of each output. */
export function evaluateSplit({ logits, ...part }: Answered): SplitEvaluation {
  const answers = Object.fromEntries(part.outputs.map((output) => [output.name, judgeOf(output, part.targets[output.name]!, part.rows.length)]));
  for (const { name } of part.outputs) answers[name]!.take(logits[name]!, 0);
  return evaluateJudged({ ...part, answers });
}

export function evaluateJudged(judged: Judged): SplitEvaluation {
  const { split, outputs, rows, targets } = judged;
  const evaluated = Object.fromEntries(outputs.map((output) => [output.name, evaluateOutput(output, judged)]));
  return {
    split,
    rows: rows.length,
    outputs: evaluated,
    combined: { loss: combinedLoss(outputs, (name) => targets[name]!, (name) => evaluated[name]!.metrics["loss"]!) },
  };
}

function evaluateOutput(output: OutputFeature, { answers: all, targets, rows, inputs = [], seed }: Judged): OutputEvaluation {
  const answers = all[output.name]!;
  const target = targets[output.name]!;
  const metrics = answers.scores();
  const unanswered = answers.unanswered(rows);
  const each = answers.each?.(rows);
  const judged = target.known ? target.known.reduce((sum, known) => sum + known, 0) : rows.length;
  return {
    type: output.type,
    rows: judged,
    metrics,
    baseline: baselineScores(output, target, rows.length),
    intervals: wideIntervals(bootstrapIntervals(judged, metrics, answers.scores, seededRandom(seed, `bootstrap/${output.name}`)), output, judged),
    goals: { loss: "min", ...Object.fromEntries(Object.entries(output.metrics).map(([name, { goal }]) => [name, goal])) },
    charts: unanswered.length > 0 ? [] : [...answers.charts(rows), ...(each?.kind === "parts" ? partCharts(output.name, each) : []), ...(each ? groupsChart(output.name, each, inputs) : [])],
    ...(each && { answers: each }),
    ...(unanswered.length > 0 && { unanswered }),
    statistics: answers.statistics(rows),
  };
}

/**
 * Where every draw scores alike, as when all rows are answered rightly, the draws do not say how far the score would move with others: a share of
 * rows has Wilson's interval then, and any other score none.
 */
function wideIntervals(drawn: OutputEvaluation["intervals"], { metrics }: OutputFeature, rows: number): OutputEvaluation["intervals"] {
  return Object.fromEntries(Object.entries(drawn).flatMap(([name, [low, high]]) => {
    if (low < high) return [[name, [low, high]]];
    return metrics[name]?.countsRows ? [[name, wilson(low * rows, rows)]] : [];
  }));
}
