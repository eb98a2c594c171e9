/** Answers of several parts, row by row: what was true, what was answered, and how far the one is from the other. */
import type { PartAnswers, RowParts } from "../charts.ts";
import { largestOf } from "../data/largest.ts";

/** Numbers of a vector that are kept of a row: those that a line can show. */
const MOST_NUMBERS = 16;
/** Classes of a row whose shares are kept: the largest. */
const MOST_SHARES = 5;

/** truth: [rows, labels] 1 for what is in the set; probabilities: the same, from `threshold` on they say so. */
export function setAnswers(labels: readonly string[], rows: ArrayLike<number>, truth: ArrayLike<number>, probabilities: ArrayLike<number>, threshold: number): PartAnswers {
  const width = labels.length;
  const error = new Float32Array(rows.length);
  const confidence = new Float32Array(rows.length).fill(1);
  const [is, said]: [number[][], number[][]] = [[], []];
  for (let row = 0; row < rows.length; row++) {
    const [true_, called]: [number[], number[]] = [[], []];
    let both = 0;
    for (let label = 0; label < width; label++) {
      const p = probabilities[row * width + label]!;
      const isTrue = truth[row * width + label] === 1;
      if (isTrue) true_.push(label);
      if (p >= threshold) called.push(label);
      if (isTrue && p >= threshold) both++;
      confidence[row] = Math.min(confidence[row]!, p >= threshold ? p : 1 - p);
    }
    const either = true_.length + called.length - both;
    error[row] = either === 0 ? 0 : 1 - both / either;
    is.push(true_);
    said.push(called);
  }
  return { kind: "parts", of: "set", labels, rows: Uint32Array.from(rows), truth: labelParts(is), predicted: labelParts(said), more: 0, error, confidence };
}

const labelParts = (lists: readonly (readonly number[])[]): RowParts => ({ starts: startsOf(lists.map(({ length }) => length)), labels: Int32Array.from(lists.flat()) });

/** [rows + 1] */
export function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => { starts[i + 1] = starts[i]! + length; });
  return starts;
}

/** truth, predicted: [rows, size]. */
export function vectorAnswers(size: number, rows: ArrayLike<number>, truth: ArrayLike<number>, predicted: ArrayLike<number>): PartAnswers {
  const shown = Math.min(size, MOST_NUMBERS);
  const firsts = (values: ArrayLike<number>): RowParts => ({
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row * shown),
    values: Float32Array.from({ length: rows.length * shown }, (_, i) => values[Math.floor(i / shown) * size + (i % shown)]!),
  });
  const error = Float32Array.from({ length: rows.length }, (_, row) => distance(truth, predicted, row, size) / size);
  return { kind: "parts", of: "vector", labels: [], rows: Uint32Array.from(rows), truth: firsts(truth), predicted: firsts(predicted), more: size - shown, error };
}

/** truth, predicted: [rows, labels] shares. */
export function shareAnswers(labels: readonly string[], rows: ArrayLike<number>, truth: ArrayLike<number>, predicted: ArrayLike<number>): PartAnswers {
  const width = labels.length;
  const shown = Math.min(width, MOST_SHARES);
  const largest = (shares: ArrayLike<number>): RowParts => {
    const [classes, values] = [new Int32Array(rows.length * shown), new Float32Array(rows.length * shown)];
    for (let row = 0; row < rows.length; row++) {
      largestOf(width, (c) => shares[row * width + c]!, shown).forEach((c, i) => {
        classes[row * shown + i] = c;
        values[row * shown + i] = shares[row * width + c]!;
      });
    }
    return { starts: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row * shown), labels: classes, values };
  };
  const error = Float32Array.from({ length: rows.length }, (_, row) => distance(truth, predicted, row, width) / 2);
  return { kind: "parts", of: "distribution", labels, rows: Uint32Array.from(rows), truth: largest(truth), predicted: largest(predicted), more: width - shown, error };
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>, row: number, width: number): number {
  let sum = 0;
  for (let i = row * width; i < (row + 1) * width; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum;
}
