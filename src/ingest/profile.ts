/** The facts on a column's card, in one pass over its bytes and in bounded memory. */
import { beginning, DISTINCT_LIMIT, isCut, type ColumnProfile, type NumberProfile } from "../engine/data/profile.ts";
import { textAt, type Column } from "../engine/data/table.ts";
import { CellCursor } from "./cell-bytes.ts";
import { charactersAt, dateAt, numberAt, pointed, wordsAt } from "./cell-facts.ts";
import { NumberTally } from "./number-tally.ts";
import { runAll, type Steps } from "./pace.ts";
import { MissingCount, Pause, Skip } from "./profile-steps.ts";
import { ValueTable } from "./value-table.ts";

const TOP = 50;
const NONE = new Uint32Array();

/** The profile of a column. Cells are compared trimmed; lengths are in characters; words are what blanks separate. */
export const profileColumn = (column: Column): ColumnProfile => runAll(profiling(column));

/**
 * The same in steps of a few milliseconds.
 *
 * Distinct values are counted exactly up to `DISTINCT_LIMIT`. Beyond it `top` holds the most frequent of the values that
 * were met first, with exact counts, and `unique` says that none of those came again. Numbers, dates, words and lengths
 * are counted over all cells. A column of numbers with more distinct values is read a second time for its histogram.
 * `excluded`: rows, ascending, that are not looked at.
 */
export function* profiling(column: Column, excluded: Uint32Array = NONE): Steps<ColumnProfile> {
  const { bytes, ends, decimal } = column;
  const cursor = new CellCursor(column);
  const values = new ValueTable(bytes, Math.min(ends.length, DISTINCT_LIMIT));
  const absent = new MissingCount(column);
  const tally = new CellTally(bytes, decimal);
  const pause = new Pause();
  const skip = new Skip(excluded);
  for (let row = 0; row < ends.length; row++) {
    if (skip.is(row)) continue;
    cursor.move(row);
    if (pause.after(cursor.end - cursor.start)) yield;
    if (!absent.takes(cursor.start, cursor.end) && !values.add(cursor.start, cursor.end)) tally.add(cursor.start, cursor.end, 1);
  }
  const uncounted = tally.cells;
  for (let i = 0; i < values.size; i++) {
    const start = values.starts[i]!;
    if (pause.after(values.lengths[i]!)) yield;
    tally.add(start, start + values.lengths[i]!, values.counts[i]!);
  }
  return {
    name: column.name,
    rows: ends.length - excluded.length,
    missing: absent.total,
    missingSpellings: absent.spellings(),
    distinct: values.size,
    distinctIsLowerBound: uncounted > 0,
    top: mostFrequent(column, values),
    numbers: tally.cells > 0 && tally.numbers.count === tally.cells ? yield* numberProfile(column, excluded, values, tally, absent, uncounted === 0) : null,
    numeric: tally.numbers.count,
    dates: tally.dates,
    ...tally.lengths(),
    unique: tally.cells > 0 && values.size + uncounted === tally.cells,
  };
}

/** What the present cells are, and how long. */
class CellTally {
  cells = 0;
  dates = 0;
  readonly numbers = new NumberTally();
  readonly #bytes: Uint8Array;
  readonly #decimal: "." | ",";
  #characters = 0;
  #words = 0;
  #mostWords = 0;

  constructor(bytes: Uint8Array, decimal: "." | ",") {
    this.#bytes = bytes;
    this.#decimal = decimal;
  }

  /** The cell at [start, end), `count` times. */
  add(start: number, end: number, count: number): void {
    const words = wordsAt(this.#bytes, start, end);
    this.cells += count;
    this.#words += words * count;
    this.#mostWords = Math.max(this.#mostWords, words);
    this.#characters += charactersAt(this.#bytes, start, end) * count;
    const number = numberAt(this.#bytes, start, end, this.#decimal);
    if (!Number.isNaN(number)) this.numbers.add(number, count);
    else if (dateAt(this.#bytes, start, end)) this.dates += count;
  }

  lengths(): Pick<ColumnProfile, "meanWords" | "maxWords" | "meanLength"> {
    const cells = Math.max(1, this.cells);
    return { meanWords: this.#words / cells, maxWords: this.#mostWords, meanLength: this.#characters / cells };
  }
}

function mostFrequent(column: Column, values: ValueTable): ColumnProfile["top"] {
  const text = (start: number, length: number): string => beginning(pointed(textAt(column.bytes, start, start + length), column.decimal));
  return values.mostFrequent(TOP).map((i) => ({ value: text(values.starts[i]!, values.lengths[i]!), count: values.counts[i]!, row: rowAt(column.ends, values.starts[i]!) }));
}

/** The row whose cell holds a byte. */
function rowAt(ends: Uint32Array, byte: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > byte) high = middle;
    else low = middle + 1;
  }
  return low;
}

function* numberProfile(column: Column, excluded: Uint32Array, values: ValueTable, { numbers }: CellTally, absent: MissingCount, complete: boolean): Steps<NumberProfile> {
  const { bytes, ends, decimal } = column;
  const histogram = numbers.emptyHistogram();
  if (complete) {
    const distinct = new Set<number>();
    for (let i = 0; i < values.size; i++) {
      const value = numberAt(bytes, values.starts[i]!, values.starts[i]! + values.lengths[i]!, decimal);
      distinct.add(value);
      histogram.add(value, values.counts[i]!);
    }
    return numbers.profile(histogram, distinct.size);
  }
  const cursor = new CellCursor(column);
  const pause = new Pause();
  const skip = new Skip(excluded);
  for (let row = 0; row < ends.length; row++) {
    if (skip.is(row)) continue;
    cursor.move(row);
    if (pause.after(cursor.end - cursor.start)) yield;
    if (!absent.means(cursor.start, cursor.end)) histogram.add(numberAt(bytes, cursor.start, cursor.end, decimal), 1);
  }
  return numbers.profile(histogram, null);
}

/** What is to be known of a column before its amounts are looked at. */
export const amountsAsked = (column: Column, { top }: ColumnProfile, excluded: Uint32Array) =>
  ({ values: top.map(({ value }) => value).filter((value) => !isCut(value)), texts: () => presentTexts(column, excluded), tally: new NumberTally() });

/** The present cells; null is a place to rest. */
function* presentTexts(column: Column, excluded: Uint32Array): Generator<string | null, void, void> {
  const { bytes, ends, decimal } = column;
  const cursor = new CellCursor(column);
  const absent = new MissingCount(column);
  const pause = new Pause();
  const skip = new Skip(excluded);
  for (let row = 0; row < ends.length; row++) {
    if (skip.is(row)) continue;
    cursor.move(row);
    if (pause.after(cursor.end - cursor.start)) yield null;
    if (!absent.means(cursor.start, cursor.end)) yield pointed(textAt(bytes, cursor.start, cursor.end), decimal);
  }
}
