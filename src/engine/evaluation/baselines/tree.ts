import { dense, type Sparse } from "./matrix.ts";

const DEPTH = 5;
const FEWEST = 5;

/** A row's weight on each class, or its number and 1: what impurities are made of. [rows, units] */
export interface Targets {
  readonly units: number;
  /** Adds a row to a node's sums, or takes it away again. */
  add(sums: Float64Array, row: number, sign: 1 | -1): void;
  /** Rows times impurity. */
  impurity(sums: Float64Array, rows: number): number;
  /** What a leaf answers. */
  answer(sums: Float64Array, rows: number): readonly number[];
}

type Node = { readonly answer: readonly number[] } | { readonly column: number; readonly threshold: number; readonly left: Node; readonly right: Node };

/**
 * A decision tree of depth 5 whose leaves hold five rows or more (CART, Breiman et al., 1984): scikit-learn's
 * `DecisionTree…(max_depth=5, min_samples_leaf=5)`. Of equally good splits the first column's is taken. Answers: [rows, units of an answer].
 */
export async function decisionTree(x: Sparse, targets: Targets, breathe: () => Promise<void>): Promise<(rows: Sparse) => Float64Array> {
  const numbers = dense(x);
  const columns = Array.from({ length: x.width }, (_, column) => Float64Array.from({ length: x.rows }, (_, row) => numbers[row * x.width + column]!));
  const orders = columns.map((values) => Uint32Array.from({ length: x.rows }, (_, row) => row).sort((a, b) => values[a]! - values[b]!));
  const root = await grow(columns, orders, targets, 0, breathe);
  return (rows) => {
    const given = dense(rows);
    const answers = Array.from({ length: rows.rows }, (_, row) => {
      let node = root;
      while (!("answer" in node)) node = given[row * rows.width + node.column]! <= node.threshold ? node.left : node.right;
      return node.answer;
    });
    return Float64Array.from(answers.flat());
  };
}

/** orders: of each column, the node's rows in the order of its values. */
async function grow(columns: readonly Float64Array[], orders: readonly Uint32Array[], targets: Targets, depth: number, breathe: () => Promise<void>): Promise<Node> {
  const rows = orders[0] ?? new Uint32Array();
  const sums = new Float64Array(targets.units);
  for (const row of rows) targets.add(sums, row, 1);
  const impurity = targets.impurity(sums, rows.length);
  await breathe();
  const best = depth === DEPTH || impurity < 1e-12 * rows.length ? null : bestSplit(columns, orders, targets, sums, impurity);
  if (!best) return { answer: targets.answer(sums, rows.length) };
  const goesLeft = (row: number): boolean => columns[best.column]![row]! <= best.threshold;
  const left = orders.map((order) => order.filter(goesLeft));
  const right = orders.map((order) => order.filter((row) => !goesLeft(row)));
  return { ...best, left: await grow(columns, left, targets, depth + 1, breathe), right: await grow(columns, right, targets, depth + 1, breathe) };
}

function bestSplit(columns: readonly Float64Array[], orders: readonly Uint32Array[], targets: Targets, sums: Float64Array, impurity: number) {
  let best: { readonly column: number; readonly threshold: number } | null = null;
  let least = impurity - 1e-12 * Math.max(1, impurity);
  orders.forEach((order, column) => {
    const values = columns[column]!;
    const [left, right] = [new Float64Array(targets.units), sums.slice()];
    for (let i = 0; i + 1 < order.length; i++) {
      targets.add(left, order[i]!, 1);
      targets.add(right, order[i]!, -1);
      const [here, next] = [values[order[i]!]!, values[order[i + 1]!]!];
      if (here === next || i + 1 < FEWEST || order.length - i - 1 < FEWEST) continue;
      const parts = targets.impurity(left, i + 1) + targets.impurity(right, order.length - i - 1);
      if (parts >= least) continue;
      least = parts;
      best = { column, threshold: (here + next) / 2 };
    }
  });
  return best as { readonly column: number; readonly threshold: number } | null; // assigned in the callback, which the compiler does not follow
}

/** Classes by Gini's impurity; a leaf answers with their shares. */
export const classTargets = (truth: ArrayLike<number>, classes: number): Targets => ({
  units: classes + 1, // the last: the sum of the squares, kept up so that an impurity costs nothing
  add(sums, row, sign) {
    const label = truth[row]!;
    sums[classes]! += 2 * sign * sums[label]! + 1;
    sums[label]! += sign;
  },
  impurity: (sums, rows) => (rows === 0 ? 0 : rows - sums[classes]! / rows),
  answer: (sums, rows) => Array.from(sums.subarray(0, classes), (count) => count / rows),
});

/** `units` numbers a row, [rows, units], by the sum of their variances; a leaf answers with their means. */
export function numberTargets(truth: ArrayLike<number>, units = 1): Targets {
  const rows = truth.length / units;
  // About their means, so that squares of large numbers do not swallow the variance.
  const means = new Float64Array(units);
  for (let i = 0; i < truth.length; i++) means[i % units]! += truth[i]! / rows;
  return {
    units: units + 1, // the last: the sum of the squares
    add(sums, row, sign) {
      for (let u = 0; u < units; u++) {
        const value = truth[row * units + u]! - means[u]!;
        sums[u]! += sign * value;
        sums[units]! += sign * value ** 2;
      }
    },
    impurity(sums, count) {
      if (count === 0) return 0;
      let left = sums[units]!;
      for (let u = 0; u < units; u++) left -= sums[u]! ** 2 / count;
      return Math.max(0, left);
    },
    answer: (sums, count) => Array.from(means, (mean, u) => mean + sums[u]! / count),
  };
}
