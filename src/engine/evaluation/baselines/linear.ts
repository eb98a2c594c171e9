import type { Sparse } from "./matrix.ts";
import { minimise } from "./lbfgs.ts";

/** [rows, units] answers to rows. */
export type Answering = (rows: Sparse) => Float64Array;

/**
 * Logistic regression with a penalty of ½‖w‖² beside the summed log loss, intercepts free: scikit-learn's `LogisticRegression()`.
 * Answers are logits, [rows, classes]; of two classes one, that of the second.
 */
export async function logisticRegression(x: Sparse, truth: ArrayLike<number>, labels: number, goOn: () => Promise<boolean>): Promise<Answering> {
  const classes = labels === 2 ? 1 : labels;
  const size = (x.width + 1) * classes; // the intercepts last
  const weights = await minimise((w, slope) => {
    let loss = 0;
    for (let i = 0; i < x.width * classes; i++) {
      loss += w[i]! ** 2 / 2;
      slope[i] = w[i]!;
    }
    const logits = linear(x, w, classes);
    for (let row = 0; row < x.rows; row++) {
      const own = logits.subarray(row * classes, (row + 1) * classes);
      loss += lossAndErrors(own, truth[row]!);
      addOuter(x, row, own, slope, classes);
    }
    // By the number of rows, so that the tolerance means the same for every table.
    for (let i = 0; i < size; i++) slope[i]! /= x.rows;
    return loss / x.rows;
  }, new Float64Array(size), 1e-6, goOn);
  return (rows) => linear(rows, weights, classes);
}

/** Turns a row's logits into its softmax less the truth, and returns −ln of the truth's probability. */
function lossAndErrors(logits: Float64Array, truth: number): number {
  let highest = -Infinity, sum = 0;
  if (logits.length === 1) return sigmoidLoss(logits, truth);
  for (const z of logits) highest = Math.max(highest, z);
  for (const z of logits) sum += Math.exp(z - highest);
  const loss = highest + Math.log(sum) - logits[truth]!;
  for (let c = 0; c < logits.length; c++) logits[c] = Math.exp(logits[c]! - highest) / sum - Number(c === truth);
  return loss;
}

function sigmoidLoss(logit: Float64Array, truth: number): number {
  const z = logit[0]!;
  logit[0] = 1 / (1 + Math.exp(-z)) - truth;
  return Math.max(z, 0) - z * truth + Math.log1p(Math.exp(-Math.abs(z)));
}

/** slope += x[row]ᵀ · errors, and the errors to the intercepts. */
function addOuter({ width, starts, columns, values }: Sparse, row: number, errors: Float64Array, slope: Float64Array, units: number): void {
  for (let i = starts[row]!; i < starts[row + 1]!; i++) {
    const [at, value] = [columns[i]! * units, values[i]!];
    for (let u = 0; u < units; u++) slope[at + u]! += value * errors[u]!;
  }
  for (let u = 0; u < units; u++) slope[width * units + u]! += errors[u]!;
}

/** x · w + intercepts, [rows, units]; w: [width + 1, units]. */
function linear({ rows, width, starts, columns, values }: Sparse, w: Float64Array, units: number): Float64Array {
  const out = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) out[row * units + u] = w[width * units + u]!;
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const [at, value] = [columns[i]! * units, values[i]!];
      for (let u = 0; u < units; u++) out[row * units + u]! += value * w[at + u]!;
    }
  }
  return out;
}

/** Ridge regression with a penalty of ‖w‖² beside the summed squared error, the intercept free: scikit-learn's `Ridge()`. Answers: [rows, 1]. */
export function ridgeRegression(x: Sparse, truth: ArrayLike<number>): Answering {
  const { width, rows } = x;
  const size = width + 1;
  const gram = new Float64Array(size * size); // the intercept is the last column, of ones
  const right = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    const own = [...entries(x, row), [width, 1] as const];
    for (const [i, a] of own) {
      right[i]! += a * truth[row]!;
      for (const [j, b] of own) gram[i * size + j]! += a * b;
    }
  }
  for (let i = 0; i < width; i++) gram[i * size + i]! += 1;
  const weights = solve(gram, right);
  return (given) => linear(given, weights, 1);
}

const entries = ({ starts, columns, values }: Sparse, row: number): readonly (readonly [number, number])[] =>
  Array.from({ length: starts[row + 1]! - starts[row]! }, (_, i) => [columns[starts[row]! + i]!, values[starts[row]! + i]!] as const);

/** a·x = b of a symmetric positive definite matrix, [n, n] (Cholesky); both are overwritten. */
function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * n + k]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i]! -= a[k * n + i]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  return b;
}
