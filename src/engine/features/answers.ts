import type { Chart, RowAnswers } from "../charts.ts";
import { rowSize, takeRows, type Encoded } from "../data/encoded.ts";
import type { Loss, Terms } from "../losses/loss.ts";
import { meanOfTerms } from "../losses/rows.ts";
import type { Json } from "../schema/json.ts";

type Scores = Readonly<Record<string, number>>;

/** An output's answers to some rows, taken in pieces, so that a split of any size can be judged; then judged as often as wished. */
export interface Answers {
  /** logits: [n, units] of the n rows from `from` on; every row once or oftener. */
  take(logits: Float32Array, from: number): void;
  /** Every metric, of all rows or of those drawn, which may be drawn more than once. */
  scores(drawn?: Uint32Array): Scores;
  /** rows: [rows] where each stands in the data set. */
  charts(rows: ArrayLike<number>): readonly Chart[];
  /** Row by row. */
  each?(rows: ArrayLike<number>): RowAnswers;
  statistics(rows: ArrayLike<number>): { readonly [key: string]: Json };
}

/** What an output does with all its logits at once. */
export interface WholeJudge {
  score(logits: Float32Array, target: Encoded, rows: number): Scores;
  charts(logits: Float32Array, target: Encoded, rows: ArrayLike<number>): readonly Chart[];
  each?(logits: Float32Array, target: Encoded, rows: ArrayLike<number>): RowAnswers;
  statistics(logits: Float32Array, target: Encoded, rows: ArrayLike<number>): { readonly [key: string]: Json };
}

/** Answers that are kept as they are: for outputs of a few numbers a row. */
export function wholeAnswers(judge: WholeJudge, target: Encoded, rows: number, units: number): Answers {
  const kept = new Float32Array(rows * units);
  return {
    take: (logits, from) => kept.set(logits, from * units),
    scores: (drawn) => (drawn ? judge.score(takeLogits(kept, units, drawn), takeRows(target, drawn), drawn.length) : judge.score(kept, target, rows)),
    charts: (at) => judge.charts(kept, target, at),
    ...(judge.each && { each: (at: ArrayLike<number>) => judge.each!(kept, target, at) }),
    statistics: (at) => judge.statistics(kept, target, at),
  };
}

/** The logits of some rows, [rows, units]. */
export const takeLogits = (logits: Float32Array, units: number, rows: ArrayLike<number>): Float32Array =>
  takeRows({ dtype: "float32", shape: [units], data: logits }, rows).data as Float32Array; // of a float32 part

/** The loss among the scores of the same rows: of the logits as the decoder put them out, while metrics are of what `read` makes of them. */
export function withLoss(answers: Answers, about: Losing, read: (logits: Float32Array) => Float32Array): Answers {
  const { terms } = about.loss;
  const ledger = terms ? termsLedger(terms, about) : logitsLedger(about);
  return {
    ...answers,
    take(logits, from) {
      ledger.take(logits, from);
      answers.take(read(logits), from);
    },
    scores: (drawn) => ({ loss: ledger.loss(drawn), ...answers.scores(drawn) }),
  };
}

interface Losing { readonly loss: Loss; readonly target: Encoded; readonly rows: number; readonly units: number }
interface LossLedger {
  take(logits: Float32Array, from: number): void;
  loss(drawn?: Uint32Array): number;
}

/** A cost and a count for each row. */
function termsLedger(terms: NonNullable<Loss["terms"]>, { target, rows, units }: Losing): LossLedger {
  const kept: Terms = { cost: new Float64Array(rows), count: new Float64Array(rows) };
  const size = rowSize(target);
  return {
    take(logits, from) {
      const until = from + logits.length / units;
      const own = terms(logits, target.data.subarray(from * size, until * size), until - from);
      kept.cost.set(own.cost, from);
      kept.count.set(own.count, from);
    },
    loss: (drawn) => meanOfTerms(drawn ? { cost: drawnFrom(kept.cost, drawn), count: drawnFrom(kept.count, drawn) } : kept),
  };
}
const drawnFrom = (values: Float64Array, drawn: Uint32Array): Float64Array => Float64Array.from(drawn, (row) => values[row]!);

function logitsLedger({ loss, target, rows, units }: Losing): LossLedger {
  const kept = new Float32Array(rows * units);
  return {
    take: (logits, from) => kept.set(logits, from * units),
    loss: (drawn) => (drawn ? loss.value(takeLogits(kept, units, drawn), takeRows(target, drawn).data, drawn.length) : loss.value(kept, target.data, rows)),
  };
}
