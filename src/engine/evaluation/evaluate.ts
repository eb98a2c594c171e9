import { takeRows, type Encoded } from "../data/encoded.ts";
import { seededRandom } from "../data/random.ts";
import type { SplitName } from "../data/split.ts";
import type { OutputFeature } from "../features/feature.ts";
import { bootstrapIntervals } from "./bootstrap.ts";
import type { OutputEvaluation, SplitEvaluation } from "./evaluation.ts";
import { baselineScores, combinedLoss, labelledOnly, labelledRows, scoresOf, takeLogits } from "./scores.ts";

/** What a model answered on one part of the rows, and the truth. */
export interface Answered {
  readonly split: SplitName;
  readonly outputs: readonly OutputFeature[];
  /** output name → [rows, units] as the decoders put them out */
  readonly logits: Readonly<Record<string, Float32Array>>;
  /** output name → what the output's `target` made of the same rows */
  readonly targets: Readonly<Record<string, Encoded>>;
  /** [rows] where each row stands in the data set: charts lead back to them. At least one. */
  readonly rows: ArrayLike<number>;
  /** Draws the intervals: the same seed gives the same ones. */
  readonly seed: number;
}

/** Judge a model's answers: metrics beside the trivial predictor's, intervals, charts and overall statistics of each output. */
export function evaluateSplit(answered: Answered): SplitEvaluation {
  const { split, outputs, rows } = answered;
  const judged = Object.fromEntries(outputs.map((output) => [output.name, evaluateOutput(output, answered)]));
  return {
    split,
    rows: rows.length,
    outputs: judged,
    combined: { loss: combinedLoss(outputs, (name) => answered.targets[name]!, (name) => judged[name]!.metrics["loss"]!) },
  };
}

function evaluateOutput(output: OutputFeature, answered: Answered): OutputEvaluation {
  const { seed } = answered;
  const { logits, target, rows } = labelled(output, answered);
  const metrics = scoresOf(output, logits, target, rows.length);
  const onDrawn = (drawn: Uint32Array) => scoresOf(output, takeLogits(output, logits, drawn), takeRows(target, drawn), drawn.length);
  return {
    type: output.type,
    metrics,
    baseline: baselineScores(output, target, rows.length),
    intervals: bootstrapIntervals(rows.length, metrics, onDrawn, seededRandom(seed, `bootstrap/${output.name}`)),
    goals: { loss: "min", ...Object.fromEntries(Object.entries(output.metrics).map(([name, { goal }]) => [name, goal])) },
    charts: output.charts(logits, target, rows),
    statistics: output.statistics(logits, target, rows),
  };
}

/** What was answered to rows that have a target of this output. */
function labelled(output: OutputFeature, { logits: all, targets, rows }: Answered) {
  const [logits, target] = [all[output.name]!, targets[output.name]!];
  const told = labelledRows(target);
  return told
    ? { logits: takeLogits(output, logits, told), target: labelledOnly(target, told), rows: takeNumbers(rows, told) }
    : { logits, target, rows };
}

const takeNumbers = (numbers: ArrayLike<number>, at: Uint32Array): Uint32Array => at.map((i) => numbers[i]!);
