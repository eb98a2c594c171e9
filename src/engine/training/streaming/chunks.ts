import { seededRandom, shuffle } from "../../data/random.ts";
import type { Order } from "../batches.ts";

/**
 * How rows that are too many for memory lie in their file, and in which order they come. Chunks are read whole; the chunks of a hand are
 * in memory together, and their rows come in one shuffled run. Sizes differ by one at most, so that no row is more likely to come early.
 */
export interface Chunks {
  readonly rows: number;
  readonly chunks: number;
  readonly hands: number;
}

/** Chunks of a hand. */
const IN_HAND = 8;

/** most: rows that a hand may hold; atLeast: that it must, so that a batch spans no more than two. */
export function chunksOf(rows: number, most: number, atLeast: number): Chunks {
  const hands = Math.max(1, Math.min(Math.ceil(rows / Math.max(1, most)), Math.floor(rows / Math.max(1, atLeast + IN_HAND))));
  return { rows, chunks: Math.min(rows, hands * IN_HAND), hands };
}

/** The first row of a chunk, a place in the file; of one more than there are, the end. */
export const chunkStart = ({ rows, chunks }: Chunks, chunk: number): number => Math.floor((chunk * rows) / chunks);
export const chunkAt = ({ rows, chunks }: Chunks, place: number): number => Math.floor(((place + 1) * chunks - 1) / rows);
/** Rows of the largest. */
export const chunkSize = ({ rows, chunks }: Chunks): number => Math.ceil(rows / chunks);

/** The first visit of a hand among those of an epoch; of one more than there are, the end. */
export const handStart = ({ chunks, hands }: Chunks, hand: number): number => Math.floor((hand * chunks) / hands);
export const handAt = ({ chunks, hands }: Chunks, visit: number): number => Math.floor(((visit + 1) * hands - 1) / chunks);
export const handSize = ({ chunks, hands }: Chunks): number => Math.ceil(chunks / hands);

/**
 * [rows] the place of each row in the file. Rows are dealt to chunks at random, so that neighbours in a sorted table part for good, and
 * keep their order within a chunk, so that each chunk is written from front to back. Without a seed a row's place is its number.
 */
export function placesOf(chunks: Chunks, seed: number | null): Uint32Array {
  const places = Uint32Array.from({ length: chunks.rows }, (_, row) => row);
  if (seed === null) return places;
  shuffle(places, seededRandom(seed, "dealt"));
  const next = Array.from({ length: chunks.chunks }, (_, chunk) => chunkStart(chunks, chunk));
  for (let row = 0; row < places.length; row++) places[row] = next[chunkAt(chunks, places[row]!)]!++;
  return places;
}

/** The chunks in the order in which an epoch visits them. */
export function visitsOf({ chunks }: Chunks, seed: number | null, epoch: number): Uint32Array {
  const visits = Uint32Array.from({ length: chunks }, (_, chunk) => chunk);
  return seed === null ? visits : shuffle(visits, seededRandom(seed, `chunks ${epoch}`));
}

/** The places of the rows in the order in which an epoch takes them: hand after hand, the rows of a hand shuffled together. */
export function handedOut(chunks: Chunks, seed: number | null): Order {
  return {
    rows: chunks.rows,
    of(epoch) {
      const visits = visitsOf(chunks, seed, epoch);
      const random = seed === null ? null : seededRandom(seed, `hands ${epoch}`);
      const order = new Uint32Array(chunks.rows);
      let at = 0;
      for (let hand = 0; hand < chunks.hands; hand++) {
        const from = at;
        for (const chunk of visits.subarray(handStart(chunks, hand), handStart(chunks, hand + 1))) {
          for (let place = chunkStart(chunks, chunk); place < chunkStart(chunks, chunk + 1); place++) order[at++] = place;
        }
        if (random) shuffle(order.subarray(from, at), random);
      }
      return order;
    },
  };
}
