import { seededRandom } from "../../../data/random.ts";
import { binomialTail, quantile } from "../statistics.ts";
import type { Subject } from "../subject.ts";

/** In the width between the first and the last tenth of a column: what rounding does to a value. */
const NEAR = 0.01;
/** As far again and again: by chance, four times as far holds at least about four times the pairs, however many columns there are. */
const WIDER = 4;
const BY_CHANCE = 0.3;
const SURE = 1e-4;
/** Rows that cluster by themselves lie near and less near. */
const MOSTLY = 0.6;
const FEWEST_COLUMNS = 3;
const GRIDS = 4;
/** Rows of one cell of the grid that are compared. */
const MOST_IN_CELL = 300;

type Pair = readonly [number, number];

/** Pairs of rows whose numbers in these columns are all but equal (not quite: those differ in what is no feature) and whose classes are equal, when there are more of them than chance brings. */
export function nearNumbers(subject: Subject, columns: readonly string[], keys: ArrayLike<number>): readonly Pair[] {
  const features = subject.features.filter(({ column }) => columns.includes(column));
  const measures = features.filter(({ kind }) => kind === "numbers");
  const named = features.filter(({ kind }) => kind !== "numbers");
  if (measures.length < FEWEST_COLUMNS) return [];
  const rows = subject.sample();
  const scaled = measures.map(({ numbers }) => scale(numbers, rows));
  const pairs = new Map<number, { readonly pair: Pair; readonly far: boolean }>();
  const random = seededRandom(subject.seed, "near");
  for (let grid = 0; grid < GRIDS; grid++) {
    for (const cell of cells(rows, scaled, scaled.map(() => random()), named.map(({ codes }) => codes.of))) {
      compare(cell.slice(0, MOST_IN_CELL), (a, b) => {
        if (keys[a] === keys[b]) return;
        const apart = distance(scaled, a, b);
        if (apart > 0 && apart <= NEAR * WIDER) pairs.set(a * subject.table.rows + b, { pair: [a, b], far: apart > NEAR });
      });
    }
  }
  const near = [...pairs.values()].filter(({ far }) => !far);
  return near.length >= MOSTLY * pairs.size && binomialTail(near.length, pairs.size, BY_CHANCE) < SURE ? near.map(({ pair }) => pair) : [];
}

function scale(numbers: Float64Array, rows: Uint32Array): Float64Array {
  const sorted = Float64Array.from(rows, (row) => numbers[row]!).filter((value) => !Number.isNaN(value)).sort();
  const width = sorted.length > 0 ? quantile(sorted, 0.9) - quantile(sorted, 0.1) : 0;
  return numbers.map((value) => value / (width || Math.abs(sorted.at(-1) ?? 1) || 1));
}

/** Cells so wide that two near rows hardly ever lie in two of them; those of one row left out. */
function cells(rows: Uint32Array, scaled: readonly Float64Array[], offsets: readonly number[], named: readonly Int32Array[]): readonly (readonly number[])[] {
  const step = 10 * NEAR * WIDER;
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const key = `${scaled.map((values, j) => (Number.isNaN(values[row]!) ? "" : Math.floor(values[row]! / step + offsets[j]!))).join()};${named.map((of) => of[row]!).join()}`;
    const cell = found.get(key);
    if (cell) cell.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()].filter(({ length }) => length > 1);
}

function compare(rows: readonly number[], look: (a: number, b: number) => void): void {
  for (let i = 0; i < rows.length; i++) for (let j = i + 1; j < rows.length; j++) look(rows[i]!, rows[j]!);
}

/** The largest difference in any column; a cell that is missing in both is no difference. */
function distance(scaled: readonly Float64Array[], a: number, b: number): number {
  let largest = 0;
  for (const values of scaled) {
    const apart = Math.abs(values[a]! - values[b]!);
    if (Number.isNaN(apart)) {
      if (Number.isNaN(values[a]!) !== Number.isNaN(values[b]!)) return Infinity;
    } else if (apart > largest) largest = apart;
    if (largest > NEAR * WIDER) return largest;
  }
  return largest;
}
