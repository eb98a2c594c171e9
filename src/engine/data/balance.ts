import { seededRandom, shuffle } from "./random.ts";

/** Rows of the rarer class for each of the other; null: as they are. At most one is given. */
export interface BalanceParams { readonly oversample: number | null; readonly undersample: number | null }

/**
 * Training rows with their two classes brought into balance, ascending: rows of the rarer class drawn again (all of them stay), or rows
 * of the other left out, as the seed decides. labels: 0 or 1 of each row; others stay as they are. Nothing is done where the balance is
 * there already.
 */
export function balanced(rows: Uint32Array, labels: ArrayLike<number>, { oversample, undersample }: BalanceParams, seed: number): Uint32Array {
  const classes = [0, 1].map((label) => rows.filter((_, i) => labels[i] === label)).sort((a, b) => a.length - b.length);
  const [rarer, other] = [classes[0]!, classes[1]!];
  if (rarer.length === 0) return rows;
  const random = seededRandom(seed, "balance");
  if (oversample !== null) {
    const wanted = Math.max(0, Math.round(oversample * other.length) - rarer.length);
    const again = Uint32Array.from({ length: wanted }, () => rarer[Math.floor(random() * rarer.length)]!);
    const all = new Uint32Array(rows.length + wanted);
    all.set(rows);
    all.set(again, rows.length);
    return all.sort();
  }
  if (undersample === null) return rows;
  const kept = Math.round(rarer.length / undersample);
  const left = new Uint8Array(rows.reduce((largest, row) => Math.max(largest, row), 0) + 1);
  for (const row of shuffle(other.slice(), random).subarray(kept)) left[row] = 1;
  return rows.filter((row) => left[row] === 0);
}
