import type { Encoded } from "../data/encoded.ts";
import type { OutputFeature } from "../features/feature.ts";

/** Loss and every metric of one output over some rows; the combined figures of a split are made from these. */
export const scoresOf = (output: OutputFeature, logits: Float32Array, target: Encoded, rows: number): Readonly<Record<string, number>> => ({
  loss: output.loss.value(logits, target.data, rows),
  ...output.score(logits, target, rows),
});

/** The same for the trivial predictor, which answers every row alike. */
export const baselineScores = (output: OutputFeature, target: Encoded, rows: number): Readonly<Record<string, number>> =>
  scoresOf(output, repeated(output.baseline, rows), target, rows);

/** The combined loss: each output's by its weight (Ludwig's sum, without regularisation). */
export const combinedLoss = (outputs: readonly OutputFeature[], lossOf: (name: string) => number): number =>
  outputs.reduce((sum, output) => sum + output.loss.weight * lossOf(output.name), 0);

/** [units] → [rows, units] */
function repeated(row: Float32Array, rows: number): Float32Array {
  const all = new Float32Array(rows * row.length);
  for (let i = 0; i < rows; i++) all.set(row, i * row.length);
  return all;
}
