/** By which columns the rows of two tables belong together. */
import { cellOf, type Column, type Table } from "../../engine/data/table.ts";

/** `score`: which share of `left`'s cells the column `right` of the other table has; columns of the same name count for more. */
export interface Key { readonly left: string; readonly right: string; readonly score: number }

/** Cells that mean the same key: without blanks around, and "7.0" as pandas writes whole numbers beside gaps as "7". */
export const keyText = (cell: string | null): string | null => {
  const text = cell?.trim() ?? "";
  return text === "" ? null : text.replace(/^(-?\d+)\.0+$/, "$1");
};

/** So many cells of the one table are looked for in the other. */
const SAMPLE = 2000;
/** A key names a row of its table: hardly any value twice. */
const DISTINCT = 0.9;
/** So many of the cells must be there, where the names of the columns are not the same. */
const OTHER_NAME = 0.5;

/** The best key, by which each row of `left` finds one of `right`; null where no column of `right` names its rows and occurs in `left`. */
export function keyOf(left: Table, right: Table): Key | null {
  let best: Key | null = null;
  for (const column of right.columns) {
    const partners = left.columns.filter(({ name }) => likeness(name, column.name) > 0);
    const values = partners.length > 0 ? valuesOf(column) : null;
    if (!values) continue;
    for (const partner of partners) {
      const share = shareIn(partner, values);
      const same = likeness(partner.name, column.name) === 1;
      const score = share + (same ? 1 : 0);
      if (share > 0 && (same || share >= OTHER_NAME) && score > (best?.score ?? 0)) best = { left: partner.name, right: column.name, score };
    }
  }
  return best;
}

/** 1: the same name, 0.5: one is the end or the beginning of the other, as in `id` and `customer_id`; 0: neither. */
function likeness(one: string, other: string): number {
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length > 1 && (long.startsWith(short) || long.endsWith(short)) ? 0.5 : 0;
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** The distinct keys of a column; null where values repeat. */
function valuesOf(column: Column): ReadonlySet<string> | null {
  const rows = column.ends.length;
  const values = new Set<string>();
  for (let row = 0; row < rows; row++) {
    const key = keyText(cellOf(column, row));
    if (key !== null) values.add(key);
    if (row + 1 - values.size > (1 - DISTINCT) * rows + 1) return null;
  }
  return values.size >= DISTINCT * rows && values.size > 0 ? values : null;
}

/** Rows spread over the whole table. */
function shareIn(column: Column, values: ReadonlySet<string>): number {
  const rows = column.ends.length;
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  let [looked, found] = [0, 0];
  for (let row = 0; row < rows; row += step) {
    looked++;
    const key = keyText(cellOf(column, row));
    if (key !== null && values.has(key)) found++;
  }
  return found / Math.max(1, looked);
}
