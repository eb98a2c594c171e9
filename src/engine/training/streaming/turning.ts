import type { Repeater, Room } from "../../acceleration/repeat.ts";
import { gatherRows } from "../../kernels/gather-rows/index.ts";
import { layoutOfTypes, view, type TableLayout } from "../../kernels/gather-rows/pack.ts";
import { shareOf, type Source } from "../../prediction/source.ts";
import type { BatchOfEpoch, Order } from "../batches.ts";
import { chunkAt, chunkSize, chunkStart, handAt, handedOut, handSize, handStart, visitsOf } from "./chunks.ts";
import { copyColumn } from "./records.ts";
import type { StoredRecords } from "./stored.ts";

/** Where the steps of a run take their rows. */
export interface RowsToLearn {
  readonly source: Source;
  readonly order: Order;
  /** Has the rows of a batch on the device before its step packs them; null where they lie there already. */
  ready(batch: BatchOfEpoch): Promise<void> | null;
}

/**
 * A table on the device with room for two hands of chunks. Steps gather their rows from one; meanwhile the next is read, chunk by chunk, into the
 * place of the one before. A step sees one table that never moves, so that it is recorded once, as over rows that stay.
 */
export function turningTable({ layout, columns, chunks, seed, read }: StoredRecords, repeater: Repeater): RowsToLearn {
  const perHand = handSize(chunks);
  const perChunk = 4 * Math.ceil(chunkSize(chunks) / 4); // so that chunks of bytes begin at whole words
  const table = layoutOfTypes(columns, 2 * perHand * perChunk);
  const room = repeater.room(table.words);
  const halves: { hand: number; loaded: Promise<void> }[] = [{ hand: -1, loaded: Promise.resolve() }, { hand: -1, loaded: Promise.resolve() }];
  const turnsIn = turnsOf();
  let isOpen = true;
  let current = 0;

  /** [chunks] when an epoch visits each of them. */
  function turnsOf() {
    let known = { epoch: 0, turns: new Uint32Array(0) };
    return (epoch: number): Uint32Array => {
      if (epoch === known.epoch) return known.turns;
      const turns = new Uint32Array(chunks.chunks);
      visitsOf(chunks, seed, epoch).forEach((chunk, turn) => { turns[chunk] = turn; });
      known = { epoch, turns };
      return turns;
    };
  }
  /** Hands are counted over all epochs. */
  const load = async (hand: number): Promise<void> => {
    const own = hand % chunks.hands;
    const visits = visitsOf(chunks, seed, 1 + (hand - own) / chunks.hands).subarray(handStart(chunks, own), handStart(chunks, own + 1));
    for (const [i, chunk] of visits.entries()) {
      const [from, to] = [chunkStart(chunks, chunk), chunkStart(chunks, chunk + 1)];
      const records = await read(from, to);
      if (!isOpen) return;
      putDown(room, table, (k, into) => copyColumn(layout, k, records, to - from, into, 0), ((hand % 2) * perHand + i) * perChunk, perChunk);
    }
  };
  const have = (hand: number): Promise<void> => {
    const half = halves[hand % 2]!;
    if (half.hand !== hand) {
      half.hand = hand;
      half.loaded = half.loaded.then(() => load(hand)); // one that is not wanted any more ends first
      half.loaded.catch(() => {}); // told to whoever needs it
    }
    return half.loaded;
  };
  return {
    order: handedOut(chunks, seed),
    source: {
      rows: chunks.rows,
      width: 1,
      take: (numbers, size, share) => gatherRows({ layout: table, words: room.tensor }, shareOf(numbers, size, share)),
      pack(wanted, into) {
        const turns = turnsIn(current);
        for (let i = 0; i < wanted.length; i++) {
          const chunk = chunkAt(chunks, wanted[i]!);
          const hand = handAt(chunks, turns[chunk]!);
          const slot = (((current - 1) * chunks.hands + hand) % 2) * perHand + turns[chunk]! - handStart(chunks, hand);
          into[i] = slot * perChunk + wanted[i]! - chunkStart(chunks, chunk);
        }
      },
      dispose() {
        isOpen = false;
        room.dispose();
      },
    },
    ready({ rows, epoch }) {
      current = epoch;
      const turns = turnsIn(epoch);
      let [first, last] = [Infinity, 0];
      for (const row of rows) {
        const hand = handAt(chunks, turns[chunkAt(chunks, row)]!);
        first = Math.min(first, hand);
        last = Math.max(last, hand);
      }
      const before = (epoch - 1) * chunks.hands;
      const wanted = [have(before + first), have(before + last)];
      if (first === last) void have(before + last + 1); // the other half is free
      return Promise.all(wanted).then(() => {});
    },
  };
}

/** Puts a chunk's columns down from row `at` of the table on. */
function putDown(room: Room, table: TableLayout, fill: (k: number, into: ReturnType<typeof view>) => void, at: number, rows: number): void {
  table.columns.forEach(({ width, dtype, size, start }, k) => {
    const words = new Int32Array((rows * size * width) / 4);
    fill(k, view(words, width, dtype, 0));
    room.write(words, start + (at * size * width) / 4);
  });
}
