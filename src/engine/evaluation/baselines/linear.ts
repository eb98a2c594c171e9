import type { Sparse } from "./matrix.ts";
import { minimise } from "./lbfgs.ts";

/** [rows, units] answers to rows. */
export type Answering = (rows: Sparse) => Float64Array;

type GoOn = () => Promise<boolean>;
/** Turns a row's logits into the slopes of its loss, and returns the loss. */
type Errors = (logits: Float64Array, row: number) => number;

/**
 * Logistic regression with a penalty of ½‖w‖² beside the summed log loss, intercepts free: scikit-learn's `LogisticRegression()`.
 * Answers are logits, [rows, classes]; of two classes one, that of the second.
 */
export function logisticRegression(x: Sparse, truth: ArrayLike<number>, labels: number, goOn: GoOn): Promise<Answering> {
  return labels === 2
    ? fitted(x, 1, (logits, row) => sigmoidLoss(logits, 0, truth[row]!), goOn)
    : fitted(x, labels, (logits, row) => softmaxLoss(logits, (c) => Number(c === truth[row])), goOn);
}

/** The same for each of some labels by itself, [rows, labels] 0 or 1: scikit-learn's `OneVsRestClassifier(LogisticRegression())`. Answers are logits, [rows, labels]. */
export function oneVersusRest(x: Sparse, truth: ArrayLike<number>, labels: number, goOn: GoOn): Promise<Answering> {
  return fitted(x, labels, (logits, row) => {
    let loss = 0;
    for (let label = 0; label < labels; label++) loss += sigmoidLoss(logits, label, truth[row * labels + label]!);
    return loss;
  }, goOn);
}

/** The same for shares of classes, [rows, classes], which sum to 1: softmax regression on soft labels. Answers are logits, [rows, classes]. */
export function shareRegression(x: Sparse, truth: ArrayLike<number>, classes: number, goOn: GoOn): Promise<Answering> {
  return fitted(x, classes, (logits, row) => softmaxLoss(logits, (c) => truth[row * classes + c]!), goOn);
}

async function fitted(x: Sparse, units: number, errors: Errors, goOn: GoOn): Promise<Answering> {
  const size = (x.width + 1) * units; // the intercepts last
  const weights = await minimise((w, slope) => {
    let loss = 0;
    for (let i = 0; i < x.width * units; i++) {
      loss += w[i]! ** 2 / 2;
      slope[i] = w[i]!;
    }
    const logits = linear(x, w, units);
    for (let row = 0; row < x.rows; row++) {
      const own = logits.subarray(row * units, (row + 1) * units);
      loss += errors(own, row);
      addOuter(x, row, own, slope, units);
    }
    // By the number of rows, so that the tolerance means the same for every table.
    for (let i = 0; i < size; i++) slope[i]! /= x.rows;
    return loss / x.rows;
  }, new Float64Array(size), 1e-6, goOn);
  return (rows) => linear(rows, weights, units);
}

/** truth: the share of each class, 1 together. */
function softmaxLoss(logits: Float64Array, truth: (c: number) => number): number {
  let highest = -Infinity, sum = 0, loss = 0;
  for (const z of logits) highest = Math.max(highest, z);
  for (const z of logits) sum += Math.exp(z - highest);
  const whole = highest + Math.log(sum);
  for (let c = 0; c < logits.length; c++) {
    const share = truth(c);
    if (share > 0) loss += share * (whole - logits[c]!);
    logits[c] = Math.exp(logits[c]! - whole) - share;
  }
  return loss;
}

function sigmoidLoss(logits: Float64Array, at: number, truth: number): number {
  const z = logits[at]!;
  logits[at] = 1 / (1 + Math.exp(-z)) - truth;
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

/**
 * Ridge regression of `units` numbers, [rows, units], with a penalty of ‖w‖² beside the summed squared error, the intercepts free:
 * scikit-learn's `Ridge()`. Answers: [rows, units].
 */
export function ridgeRegression(x: Sparse, truth: ArrayLike<number>, units = 1): Answering {
  const { width, rows } = x;
  const size = width + 1;
  const gram = new Float64Array(size * size); // the intercept is the last column, of ones
  const right = new Float64Array(size * units);
  for (let row = 0; row < rows; row++) {
    const own = [...entries(x, row), [width, 1] as const];
    for (const [i, a] of own) {
      for (let u = 0; u < units; u++) right[i * units + u]! += a * truth[row * units + u]!;
      for (const [j, b] of own) gram[i * size + j]! += a * b;
    }
  }
  for (let i = 0; i < width; i++) gram[i * size + i]! += 1;
  const weights = solve(gram, right, units);
  return (given) => linear(given, weights, units);
}

const entries = ({ starts, columns, values }: Sparse, row: number): readonly (readonly [number, number])[] =>
  Array.from({ length: starts[row + 1]! - starts[row]! }, (_, i) => [columns[starts[row]! + i]!, values[starts[row]! + i]!] as const);

/** a·x = b of a symmetric positive definite matrix, [n, n], and b [n, units] (Cholesky); both are overwritten. */
function solve(a: Float64Array, b: Float64Array, units: number): Float64Array {
  const n = b.length / units;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j]!;
    }
  }
  for (let u = 0; u < units; u++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) b[i * units + u]! -= a[i * n + k]! * b[k * units + u]!;
      b[i * units + u]! /= a[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) b[i * units + u]! -= a[k * n + i]! * b[k * units + u]!;
      b[i * units + u]! /= a[i * n + i]!;
    }
  }
  return b;
}
