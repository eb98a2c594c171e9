/** What a column holds whose numbers are written as people write them: beside a unit, with another decimal sign, in groups of digits. Loaded where cells look so. */
import { numberReader, unitIn, writingOf } from "../engine/data/amounts.ts";
import { beginning, isCut, type AmountsProfile, type ColumnProfile } from "../engine/data/profile.ts";
import { textAt, type Column } from "../engine/data/table.ts";
import { CellCursor } from "./cell-bytes.ts";
import { pointed } from "./cell-facts.ts";
import { NumberTally } from "./number-tally.ts";
import type { Steps } from "./pace.ts";
import { MissingCount, Pause, Skip } from "./profile-steps.ts";

/** Of a cell that is no such number. */
const SHOWN = 40;

/** The profile with what its amounts are; as it was, where the commonest values are no such numbers. `excluded`: rows, ascending, that are not looked at. */
export function* profilingAmounts(column: Column, profile: ColumnProfile, excluded: Uint32Array): Steps<ColumnProfile> {
  const writing = writingOf(profile.top.map(({ value }) => value).filter((value) => !isCut(value)));
  if (writing === null) return profile;
  const read = numberReader(writing);
  const tally = new NumberTally();
  let bare = 0;
  let odd: string | null = null;
  for (const text of texts(column, excluded)) {
    if (text === null) yield;
    else if (Number.isNaN(read(text))) odd ??= beginning(text, SHOWN);
    else {
      tally.add(read(text), 1);
      if (writing.unit !== null && unitIn(text) === null) bare++;
    }
  }
  const histogram = tally.emptyHistogram();
  for (const text of texts(column, excluded)) {
    if (text === null) yield;
    else if (!Number.isNaN(read(text))) histogram.add(read(text), 1);
  }
  const amounts: AmountsProfile = { writing, numbers: tally.profile(histogram, null), numeric: tally.count, bare, odd };
  return { ...profile, amounts };
}

/** The present cells; null is a place to rest. */
function* texts(column: Column, excluded: Uint32Array): Generator<string | null, void, void> {
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
