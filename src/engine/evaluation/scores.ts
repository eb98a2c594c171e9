import { takeRows, type Encoded } from "../data/encoded.ts";
import { takeLogits, type Answers } from "../features/answers.ts";
import type { OutputFeature } from "../features/feature.ts";

type Scores = Readonly<Record<string, number>>;

/** Answers, and to which of the rows there was none: a logit that is no number says nothing. */
export interface WatchedAnswers extends Answers {
  /** rows: as of `charts`. */
  unanswered(rows: ArrayLike<number>): readonly number[];
}

/**
 * The answers of one output to the rows of a part, of which those without a target are left out as they come. Where a row got no answer,
 * every score is NaN and nothing is drawn: a figure over the other rows would flatter.
 */
export function judgeOf(output: OutputFeature, target: Encoded, rows: number): WatchedAnswers {
  const told = labelledRows(target);
  const units = output.baseline.length;
  if (!told) return watched(output.judge(target, rows), units);
  const answers = watched(output.judge(labelledOnly(target, told), told.length), units);
  return {
    ...answers,
    take(logits, from) {
      const [first, end] = [placeOf(told, from), placeOf(told, from + logits.length / units)];
      if (end > first) answers.take(takeLogits(logits, units, told.subarray(first, end).map((row) => row - from)), first);
    },
    charts: (at) => answers.charts(takeNumbers(at, told)),
    ...(answers.each && { each: (at: ArrayLike<number>) => answers.each!(takeNumbers(at, told)) }),
    statistics: (at) => answers.statistics(takeNumbers(at, told)),
    unanswered: (at) => answers.unanswered(takeNumbers(at, told)),
  };
}

function watched(answers: Answers, units: number): WatchedAnswers {
  const silent = new Set<number>();
  return {
    ...answers,
    take(logits, from) {
      for (let i = 0; i < logits.length; i++) if (Number.isNaN(logits[i])) silent.add(from + Math.floor(i / units));
      answers.take(logits, from);
    },
    scores(drawn) {
      const scores = answers.scores(drawn);
      return silent.size === 0 ? scores : Object.fromEntries(Object.keys(scores).map((name) => [name, Number.NaN]));
    },
    charts: (rows) => (silent.size === 0 ? answers.charts(rows) : []),
    statistics: (rows) => (silent.size === 0 ? answers.statistics(rows) : {}),
    ...(answers.each && { each: (rows: ArrayLike<number>) => answers.each!(rows) }),
    unanswered: (rows) => [...silent].sort((a, b) => a - b).map((i) => rows[i]!),
  };
}

/** Loss and every metric of one output over some rows; the combined figures of a split are made from these. */
export function scoresOf(output: OutputFeature, logits: Float32Array, target: Encoded, rows: number): Scores {
  const answers = judgeOf(output, target, rows);
  answers.take(logits, 0);
  return answers.scores();
}

/** The rows that have a target; null: all have one. */
export const labelledRows = ({ known }: Encoded): Uint32Array | null =>
  known?.includes(0) ? Uint32Array.from(known.keys()).filter((row) => known[row] === 1) : null;

/** The targets of rows that have one. */
function labelledOnly(target: Encoded, rows: ArrayLike<number>): Encoded {
  const { known: _, ...labelled } = takeRows(target, rows);
  return labelled;
}

/** How many of the ascending rows come before one. */
function placeOf(rows: Uint32Array, row: number): number {
  const place = rows.findIndex((other) => other >= row);
  return place < 0 ? rows.length : place;
}

const takeNumbers = (numbers: ArrayLike<number>, at: Uint32Array): Uint32Array => at.map((i) => numbers[i]!);

/** Numbers of rows that are answered at once where all are answered alike: bounds the memory. */
const ALIKE = 2 ** 18;

/** The scores of the trivial predictor, which answers every row alike, and is as calibrated as its shares are. */
export function baselineScores(output: OutputFeature, target: Encoded, rows: number): Scores {
  const answers = judgeOf(output.calibrated(1), target, rows);
  const units = output.baseline.length;
  const some = repeated(output.baseline, Math.min(rows, Math.ceil(ALIKE / units)));
  for (let from = 0; from < rows; from += some.length / units) answers.take(some.subarray(0, (rows - from) * units), from);
  return answers.scores();
}

/** The combined loss: each output's by its weight (Ludwig's sum, without regularisation); one without a single target adds nothing. */
export const combinedLoss = (
  outputs: readonly OutputFeature[], targetOf: (name: string) => Encoded, lossOf: (name: string) => number,
): number =>
  outputs.reduce((sum, { name, loss }) => (targetOf(name).known?.includes(1) === false ? sum : sum + loss.weight * lossOf(name)), 0);

/** [units] → [rows, units] */
function repeated(row: Float32Array, rows: number): Float32Array {
  const all = new Float32Array(rows * row.length);
  for (let i = 0; i < rows; i++) all.set(row, i * row.length);
  return all;
}
