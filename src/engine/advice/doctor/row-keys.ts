import type { Codes } from "./codes.ts";
import type { Subject } from "./subject.ts";

const CALLED = /(?:^|[\s_.-])(?:id|ids|uuid|guid|key|index)$|^(?:id|index|uuid|guid|rownum|rownames|row)(?:$|[\s_.-])|[a-z]I[Dd]$/i;

/** The columns that say what a row is: all of the table's but those that only number or name it, and the one that shares the rows out. */
export function describing(subject: Subject): readonly string[] {
  const { split } = subject.opened.preprocessing;
  const fixed = split.type === "fixed" ? split.column : null;
  return subject.table.columns.map(({ name }) => name).filter((name) => name !== fixed && !onlyNames(name, subject.codes(name), subject));
}

/** One word for each row, never the same, or nearly never in a column that is called an id; measures with fractions name nothing. */
function onlyNames(name: string, { of, values, counts }: Codes, { rows }: Subject): boolean {
  const present = rows.reduce((sum, row) => sum + Number(of[row]! >= 0), 0);
  if (values.length < 0.95 * present || present < 20) return false;
  if (counts.some((count) => count > 1) && !CALLED.test(name)) return false;
  const measured = values.slice(0, 200).some((value) => /[.,]\d/.test(value) && !Number.isNaN(Number(value)));
  return !measured && !values.slice(0, 200).some((value) => /\s/.test(value));
}

/** Numbers that are equal where rows are equal in all these columns, and otherwise hardly ever: 53 bits. [rows of the table] */
export function rowKeys(subject: Subject, columns: readonly string[]): Float64Array {
  const { rows } = subject.table;
  const [high, low] = [new Uint32Array(rows).fill(0x811c9dc5), new Uint32Array(rows).fill(0x9e3779b9)];
  for (const column of columns) {
    const { of } = subject.codes(column);
    for (const row of subject.rows) {
      high[row] = mixed(high[row]! ^ (of[row]! + 1));
      low[row] = mixed(Math.imul(low[row]!, 0x01000193) ^ (of[row]! + 0x5bd1e995));
    }
  }
  return Float64Array.from(high, (value, row) => (value >>> 11) * 2 ** 32 + low[row]!);
}

function mixed(value: number): number {
  let z = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** Rows of equal keys, those that are alone left out. */
export function groupsOf(rows: Uint32Array, keyOf: ArrayLike<number>): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups.get(keyOf[row]!);
    if (group) group.push(row);
    else groups.set(keyOf[row]!, [row]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
