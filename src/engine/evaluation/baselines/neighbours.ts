import type { Sparse } from "./matrix.ts";

const NEIGHBOURS = 5;
/** Rows that are looked up before others may be heard. */
const AT_ONCE = 32;

/**
 * The nearest training rows of each row by Euclidean distance: scikit-learn's `KNeighbors…(n_neighbors=5)`. `answer` makes [units] of the
 * neighbours' places; of equal distances the earlier row is nearer.
 */
export async function nearest(train: Sparse, rows: Sparse, units: number, answer: (neighbours: readonly number[], out: Float64Array) => void, breathe: () => Promise<void>): Promise<Float64Array> {
  const lengths = Float64Array.from({ length: train.rows }, (_, row) => squared(train, row));
  const out = new Float64Array(rows.rows * units);
  const own = new Float64Array(train.width);
  for (let row = 0; row < rows.rows; row++) {
    if (row % AT_ONCE === 0) await breathe();
    for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i++) own[rows.columns[i]!] = rows.values[i]!;
    answer(closest(train, own, lengths), out.subarray(row * units, (row + 1) * units));
    for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i++) own[rows.columns[i]!] = 0;
  }
  return out;
}

/** ‖a − b‖² less ‖b‖², which is the same for all. */
function closest({ rows, starts, columns, values }: Sparse, own: Float64Array, lengths: Float64Array): readonly number[] {
  const best: { readonly row: number; readonly distance: number }[] = [];
  for (let row = 0; row < rows; row++) {
    let distance = lengths[row]!;
    for (let i = starts[row]!; i < starts[row + 1]!; i++) distance -= 2 * values[i]! * own[columns[i]!]!;
    if (best.length === NEIGHBOURS && distance >= best.at(-1)!.distance) continue;
    best.splice(best.findLastIndex((other) => other.distance <= distance) + 1, 0, { row, distance });
    if (best.length > NEIGHBOURS) best.pop();
  }
  return best.map(({ row }) => row);
}

function squared({ starts, values }: Sparse, row: number): number {
  let sum = 0;
  for (let i = starts[row]!; i < starts[row + 1]!; i++) sum += values[i]! ** 2;
  return sum;
}
