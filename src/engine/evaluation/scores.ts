import { takeRows, type Encoded } from "../data/encoded.ts";
import type { OutputFeature } from "../features/feature.ts";

/** Loss and every metric of one output over some rows; the combined figures of a split are made from these. */
export function scoresOf(output: OutputFeature, logits: Float32Array, target: Encoded, rows: number): Readonly<Record<string, number>> {
  const told = labelledRows(target);
  if (told) return scoresOf(output, takeLogits(output, logits, told), labelledOnly(target, told), told.length);
  return { loss: output.loss.value(logits, target.data, rows), ...output.score(logits, target, rows) };
}

/** The rows that have a target; null: all have one. */
export const labelledRows = ({ known }: Encoded): Uint32Array | null =>
  known?.includes(0) ? Uint32Array.from(known.keys()).filter((row) => known[row] === 1) : null;

/** The targets of rows that have one. */
export function labelledOnly(target: Encoded, rows: ArrayLike<number>): Encoded {
  const { known: _, ...labelled } = takeRows(target, rows);
  return labelled;
}

/** The logits of some rows, [rows, units]. */
export const takeLogits = (output: OutputFeature, logits: Float32Array, rows: ArrayLike<number>): Float32Array =>
  takeRows({ dtype: "float32", shape: [output.baseline.length], data: logits }, rows).data as Float32Array; // of a float32 part

/** The same for the trivial predictor, which answers every row alike. */
export const baselineScores = (output: OutputFeature, target: Encoded, rows: number): Readonly<Record<string, number>> =>
  scoresOf(output, repeated(output.baseline, rows), target, rows);

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
