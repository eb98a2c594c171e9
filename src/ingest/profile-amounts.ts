/** What a column holds whose numbers are written as people write them: beside a unit, with another decimal sign, in groups of digits. */
import { numberReader, unitIn, writingOf } from "../engine/data/amounts.ts";
import { isCut, type AmountsProfile, type ColumnProfile } from "../engine/data/profile.ts";
import { textAt, type Column } from "../engine/data/table.ts";
import { CellCursor } from "./cell-bytes.ts";
import { pointed } from "./cell-facts.ts";
import { NumberTally } from "./number-tally.ts";
import type { Steps } from "./pace.ts";
import { MissingCount, Pause, Skip } from "./profile-steps.ts";
import type { ValueTable } from "./value-table.ts";

/** `values`: all that there are, counted; null: they are too many, and the cells are read instead. `top`: the commonest of them. */
interface Passed { readonly column: Column; readonly excluded: Uint32Array; readonly values: ValueTable | null; readonly top: ColumnProfile["top"] }

/** Null where the commonest values are no such numbers. */
export function* amountsProfile(passed: Passed): Steps<AmountsProfile | null> {
  const writing = writingOf(passed.top.map(({ value }) => value).filter((value) => !isCut(value)));
  if (writing === null) return null;
  const read = numberReader(writing);
  const tally = new NumberTally();
  let bare = 0;
  for (const [text, count] of textsOf(passed)) {
    const value = text === null ? Number.NaN : read(text);
    if (text === null) yield;
    if (Number.isNaN(value)) continue;
    tally.add(value, count);
    if (writing.unit !== null && unitIn(text!) === null) bare += count;
  }
  const histogram = tally.emptyHistogram();
  const distinct = new Set<number>();
  for (const [text, count] of textsOf(passed)) {
    const value = text === null ? Number.NaN : read(text);
    if (text === null) yield;
    if (Number.isNaN(value)) continue;
    histogram.add(value, count);
    if (passed.values) distinct.add(value);
  }
  const odd = passed.top.find(({ value }) => Number.isNaN(read(value)))?.value ?? null;
  return { writing, numbers: tally.profile(histogram, passed.values ? distinct.size : null), numeric: tally.count, bare, odd };
}

/** What stands in the cells, and how often; null is a place to rest. */
function* textsOf({ column, excluded, values }: Passed): Generator<readonly [text: string | null, count: number], void, void> {
  const { bytes, ends, decimal } = column;
  const pause = new Pause();
  const text = (start: number, length: number): string => pointed(textAt(bytes, start, start + length), decimal);
  if (values) {
    for (let i = 0; i < values.size; i++) {
      if (pause.after(values.lengths[i]!)) yield [null, 0];
      yield [text(values.starts[i]!, values.lengths[i]!), values.counts[i]!];
    }
    return;
  }
  const cursor = new CellCursor(column);
  const absent = new MissingCount(column);
  const skip = new Skip(excluded);
  for (let row = 0; row < ends.length; row++) {
    if (skip.is(row)) continue;
    cursor.move(row);
    if (pause.after(cursor.end - cursor.start)) yield [null, 0];
    if (!absent.means(cursor.start, cursor.end)) yield [text(cursor.start, cursor.end - cursor.start), 1];
  }
}
