import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import { correlation } from "../statistics.ts";
import type { Seen, Subject } from "../subject.ts";

/** Rows that are enough to tell a formula from a tendency. */
const ROWS = 2_000;
const MOST_INPUTS = 60;
/** What a formula leaves unexplained: the rounding of its figures. */
const EXACT = 1e-4;

/** A number that is a weighted sum of inputs, or a product of powers of them: it was computed from them, and is no forecast. */
export const formula: Check<Subject> = function* (subject) {
  for (const output of subject.outputs.filter(({ kind }) => kind === "numbers")) {
    yield null;
    const inputs = subject.inputs.filter(({ kind, column }) => kind === "numbers" && column !== output.column).slice(0, MOST_INPUTS);
    const rows = subject.present(subject.sample(ROWS), output, ...inputs);
    if (inputs.length < 2 || rows.length < 5 * inputs.length + 20) continue;
    const values = (of: Seen): Float64Array => Float64Array.from(rows, (row) => of.numbers[row]!);
    const columns = inputs.map(values);
    const answer = values(output);
    if (columns.some((column) => correlation(column, answer) ** 2 > 0.98)) continue; // a copy, which is told by itself
    const inSum = terms(columns, answer);
    const logs = [...columns, answer].every((column) => column.every((value) => value > 0)) && !inSum ? terms(columns.map(log), log(answer)) : null;
    const used = (inSum ?? logs ?? []).map((i) => inputs[i]!);
    if (used.length < 2) continue;
    yield finding({
      check: "formula", harm: "lies", rank: 0.6, columns: [...used.map(({ column }) => column), output.column],
      title: words.formula[inSum ? "sum" : "product"](used.map(({ column }) => column), output.column), why: words.formula.why,
      remedies: dropInput(subject, used[0]!),
    });
  }
};

const log = (column: Float64Array): Float64Array => column.map(Math.log);

/** The columns that a weighted sum of them needs to give the answer exactly; null: no such sum does. */
function terms(columns: readonly Float64Array[], answer: Float64Array): readonly number[] | null {
  const varied = columns.map(standard).map((column, i) => ({ column, i })).filter(({ column }) => column !== null);
  const wanted = standard(answer);
  if (wanted === null) return null;
  const all = varied.map(({ column }) => column!);
  const weights = solve(all.map((a) => all.map((b) => dot(a, b))), all.map((a) => dot(a, wanted)));
  if (!weights) return null;
  const left = wanted.reduce((sum, value, row) => sum + (value - weights.reduce((fit, weight, j) => fit + weight * all[j]![row]!, 0)) ** 2, 0);
  return left <= EXACT * dot(wanted, wanted) ? varied.flatMap(({ i }, j) => (Math.abs(weights[j]!) > 0.02 ? [i] : [])) : null;
}

function standard(values: Float64Array): Float64Array | null {
  const middle = values.reduce((a, b) => a + b, 0) / values.length;
  const centred = values.map((value) => value - middle);
  const length = Math.sqrt(dot(centred, centred));
  return length > 0 ? centred.map((value) => value / length) : null;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Gauss with pivots on a matrix that is nudged from being singular: one of two equal columns then takes half the weight. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | null {
  const rows = matrix.map((row, i) => [...row.map((value, j) => value + (i === j ? 1e-9 : 0)), right[i]!]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.slice(i).reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    if (Math.abs(rows[i]![i]!) < 1e-12) return null;
    for (let k = i + 1; k < rows.length; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= rows.length; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const weights = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const known = weights.reduce((sum, weight, j) => sum + (j > i ? weight * rows[i]![j]! : 0), 0);
    weights[i] = (rows[i]![rows.length]! - known) / rows[i]![i]!;
  }
  return weights;
}
