import { parseNumbers, wholeNumbers } from "../data/number-lists.ts";
import { isCut, type ColumnProfile } from "../data/profile.ts";
import type { Cell, Cells } from "../data/table.ts";
import type { ConfiguredInput } from "../features/feature.ts";

const MOST_CELLS = 20_000;
/** A column of few values is counted out up to this many cells. */
const MOST_COUNTED = 1_000_000;

/** Cells that a profile would be true of. */
export interface Estimate {
  readonly cells: Cells;
  /** Are they the column's own cells, order aside? */
  readonly exact: boolean;
}

/**
 * Make up the cells of a column from its profile, so that features can be fitted before the table is read: the most frequent
 * values as often as they occur, numbers from the histogram, other values by name. Long columns of many values are thinned out in proportion.
 */
export function estimatedCells(column: ColumnProfile): Estimate {
  const known = column.top.reduce((sum, { count }) => sum + count, 0);
  const exact = known === column.rows - column.missing && column.rows <= MOST_COUNTED && !column.top.some(({ value }) => isCut(value));
  const thinning = exact ? 1 : Math.max(1, column.rows / MOST_CELLS);
  const times = (count: number): number => (count === 0 ? 0 : Math.max(1, Math.round(count / thinning)));
  const lists = listsLike(column);
  const top = column.top.flatMap(({ value, count }, i) => new Array<Cell>(times(count)).fill(lists && isCut(value) ? lists[i % lists.length]! : value));
  const rest = times(column.rows - column.missing - known);
  const restDistinct = Math.max(1, Math.round((column.distinct - column.top.length) / thinning));
  const words = returningWords(column);
  const others = Array.from({ length: rest }, (_, i) => (lists ? lists[i % lists.length]! : words ? madeOf(words, column, i) : otherValue(column, i, rest, restDistinct)));
  return { cells: [...top, ...others, ...new Array<Cell>(times(column.missing)).fill(null)], exact };
}

/** Cells as row preparation hands them to a feature: unreadable ones missing, and rows left out that it wants dropped. */
export function readableCells(feature: Pick<ConfiguredInput, "isMissing" | "missing">, cells: Cells): Cells {
  const readable = cells.map((cell) => (cell !== null && feature.isMissing(cell) ? null : cell));
  return feature.missing === "drop_row" ? readable.filter((cell) => cell !== null) : readable;
}

/** Lists of numbers as long as the column's own, where its commonest values are such; a value that is shown in part is as long as the mean. */
function listsLike({ top, numbers, meanLength }: ColumnProfile): readonly string[] | null {
  if (numbers !== null || top.length === 0) return null;
  const lists = top.map(({ value }) => {
    const shown = isCut(value) ? wholeNumbers(value) : value;
    const list = parseNumbers(shown);
    if (list === null || list.length < 2) return null;
    return isCut(value) ? Array.from({ length: Math.round((list.length * meanLength) / shown.length) }, (_, i) => list[i % list.length]).join(" ") : value;
  });
  return lists.includes(null) ? null : lists as readonly string[]; // none is null
}

/** Words return so often in the values shown that the others are made of the same: tags, items of a set, codes. */
const RETURNS = 5;

function returningWords({ top }: ColumnProfile): readonly string[] | null {
  const all = top.flatMap(({ value }) => (isCut(value) ? value.slice(0, value.lastIndexOf(" ")) : value).trim().split(/\s+/));
  const words = [...new Set(all)];
  return top.length > 1 && all.length >= RETURNS * words.length ? words : null;
}

const madeOf = (words: readonly string[], { meanWords }: ColumnProfile, which: number): string =>
  Array.from({ length: Math.max(1, Math.round(meanWords)) }, (_, w) => words[(which * (w + 1) + w) % words.length]).join(" ");

function otherValue({ numbers, meanWords }: ColumnProfile, i: number, of: number, distinct: number): string {
  if (!numbers) return madeText(i % distinct, Math.max(1, Math.round(meanWords)), of, distinct);
  const value = quantile(numbers.histogram, numbers.min, numbers.max, (i + 0.5) / of);
  return String(numbers.integers ? Math.round(value) : value);
}

/** Running texts share their words: of n tokens about 10·√n differ (Heaps 1978). Names of a word or two are all different. */
function madeText(which: number, words: number, of: number, distinct: number): string {
  const vocabulary = words < 3 ? distinct * words : Math.min(distinct * words, Math.round(10 * Math.sqrt(of * words)));
  return Array.from({ length: words }, (_, w) => `word${(which * words + w) % vocabulary}`).join(" ");
}

/** Linear inside the bin that holds the share. */
function quantile(histogram: readonly number[], min: number, max: number, share: number): number {
  const total = histogram.reduce((a, b) => a + b, 0);
  let below = 0;
  for (const [bin, count] of histogram.entries()) {
    if (count > 0 && (below + count) / total >= share) return min + ((max - min) * (bin + (share * total - below) / count)) / histogram.length;
    below += count;
  }
  return max;
}
