import { roomFor, takeRows } from "../../data/encoded.ts";
import { placesOf } from "./chunks.ts";
import { copyColumn } from "./records.ts";
import type { Store, StoredRows } from "./stored.ts";
import type { EncodedRows } from "../resident.ts";

/** Bytes of records that are copied at once. */
const AT_ONCE = 2 ** 22;

/** Puts some of the rows of a part down once more: their files need not be read again. kept: numbers of rows, ascending, as they were put. */
export async function putAgain(part: StoredRows, kept: Uint32Array, into: Store): Promise<EncodedRows | StoredRows> {
  const { layout, chunks, seed } = part.stored;
  const places = placesOf(chunks, seed);
  const wanted = kept.map((row) => places[row]!).sort();
  const atOnce = Math.max(1, Math.floor(AT_ONCE / layout.bytes));
  for (let next = 0, from = 0; from < part.rows; from += atOnce) {
    const first = next;
    while (next < wanted.length && wanted[next]! < from + atOnce) next += 1;
    if (next > first) await into.put(await taken(part, from, Math.min(part.rows, from + atOnce), wanted.subarray(first, next)));
  }
  return into.done();
}

/** Of the rows from one place to before another those at some places, which ascend. */
async function taken({ inputs, targets, stored: { layout, read } }: StoredRows, from: number, to: number, places: Uint32Array): Promise<EncodedRows> {
  const records = await read(from, to);
  const own = places.map((place) => place - from);
  return {
    rows: places.length,
    inputs: inputs.map((shape, k) => {
      const all = roomFor(shape, to - from);
      copyColumn(layout, k, records, to - from, all.data, 0);
      return takeRows(all, own);
    }),
    targets: targets.map((target) => takeRows(target, places)),
  };
}
