/** What a column holds whose numbers are written as people write them. Loaded where cells look so; it shares next to nothing with what a first visit loads. */
import { numberReader, unitIn, writingOf } from "../engine/data/amounts.ts";
import type { AmountsProfile } from "../engine/data/profile.ts";
import type { NumberTally } from "./number-tally.ts";
import type { Steps } from "./pace.ts";

/** `values`: the commonest, in whole; `texts`: all present cells, null where there is time to rest; `tally`: an empty one. */
interface Asked { readonly values: readonly string[]; texts(): Iterable<string | null>; readonly tally: NumberTally }

/** Of a cell that is no such number. */
const SHOWN = 40;

/** Absent where the commonest values are no such numbers. */
export function* profilingAmounts({ values, texts, tally }: Asked): Steps<{ readonly amounts?: AmountsProfile }> {
  const writing = writingOf(values);
  if (writing === null) return {};
  const read = numberReader(writing);
  let bare = 0;
  let odd: string | null = null;
  for (const text of texts()) {
    if (text === null) yield;
    else if (Number.isNaN(read(text))) odd ??= text.slice(0, SHOWN);
    else {
      tally.add(read(text), 1);
      if (writing.unit !== null && unitIn(text) === null) bare++;
    }
  }
  const histogram = tally.emptyHistogram();
  for (const text of texts()) {
    if (text === null) yield;
    else if (!Number.isNaN(read(text))) histogram.add(read(text), 1);
  }
  return { amounts: { writing, numbers: tally.profile(histogram, null), numeric: tally.count, bare, odd } };
}
