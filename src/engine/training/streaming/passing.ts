import { joinBytes } from "../../data/join-bytes.ts";
import { streamReader, type Source } from "../../prediction/source.ts";
import { copyColumn } from "./records.ts";
import type { StoredRows } from "./stored.ts";

/**
 * Inputs of stored rows for passes through the model, batch after batch: what a batch needs is fetched while the one before is computed, and
 * goes along with its feed.
 */
export function passed({ rows, inputs, stored, only }: StoredRows): Source {
  const reader = streamReader(inputs);
  let at: ArrayLike<number> = [];
  let records: Uint8Array = new Uint8Array(0);
  return {
    ...reader,
    rows,
    async bring(wanted) {
      const runs = runsOf(Array.from(wanted, (row) => only?.[row] ?? row));
      const found = await Promise.all(runs.map(({ from, length }) => stored.read(from, from + length)));
      [at, records] = [wanted, found.length === 1 ? found[0]! : joinBytes(found)];
    },
    pack(wanted, into) {
      if (wanted !== at) throw new Error("internal: these rows were not brought");
      let start = 0;
      for (const [k, { size }] of stored.layout.columns.slice(0, inputs.length).entries()) {
        copyColumn(stored.layout, k, records, wanted.length, into, start);
        start += wanted.length * size;
      }
    },
    dispose: () => {},
  };
}

/** Places that follow one another, to be read at once. */
function runsOf(places: readonly number[]): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && place === last.from + last.length) last.length++;
    else runs.push({ from: place, length: 1 });
  }
  return runs;
}
