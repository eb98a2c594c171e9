/** The shuffle of rows that lie in a file, held against chance: see docs/decisions/0021-streaming.md. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inOrder, shuffled, type Order } from "../../../../src/engine/training/batches.ts";
import { chunkAt, chunkSize, chunksOf, chunkStart, handAt, handedOut, handSize, handStart, placesOf, visitsOf, type Chunks } from "../../../../src/engine/training/streaming/chunks.ts";

const someChunks = fc.record({ rows: fc.integer({ min: 1, max: 3000 }), most: fc.integer({ min: 1, max: 500 }), batch: fc.integer({ min: 1, max: 64 }), seed: fc.integer() });

test("chunks and hands share all rows out evenly, and every place is found again", () => {
  fc.assert(fc.property(someChunks, ({ rows, most, batch }) => {
    const chunks = chunksOf(rows, most, batch);
    const sizes = Array.from({ length: chunks.chunks }, (_, chunk) => chunkStart(chunks, chunk + 1) - chunkStart(chunks, chunk));
    expect(chunkStart(chunks, chunks.chunks)).toBe(rows);
    expect(Math.max(...sizes)).toBe(chunkSize(chunks));
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    for (let place = 0; place < rows; place++) {
      const chunk = chunkAt(chunks, place);
      expect(chunkStart(chunks, chunk) <= place && place < chunkStart(chunks, chunk + 1)).toBe(true);
    }
    for (let visit = 0; visit < chunks.chunks; visit++) {
      const hand = handAt(chunks, visit);
      expect(handStart(chunks, hand) <= visit && visit < handStart(chunks, hand + 1)).toBe(true);
    }
    const hands = Array.from({ length: chunks.hands }, (_, hand) => handStart(chunks, hand + 1) - handStart(chunks, hand));
    expect(Math.max(...hands)).toBe(handSize(chunks));
    if (chunks.hands > 1) expect(Math.min(...hands) * Math.min(...sizes)).toBeGreaterThanOrEqual(batch); // so that a batch spans no more than two
  }), { numRuns: 60 });
});

test("every row has a place of its own, its neighbours in a chunk in the order of the table", () => {
  fc.assert(fc.property(someChunks, ({ rows, most, batch, seed }) => {
    const chunks = chunksOf(rows, most, batch);
    const places = placesOf(chunks, seed);
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
    const last = new Map<number, number>();
    for (const place of places) {
      const chunk = chunkAt(chunks, place);
      expect(place).toBeGreaterThan(last.get(chunk) ?? -1);
      last.set(chunk, place);
    }
  }), { numRuns: 40 });
});

test("an epoch holds every row once, hand after hand; the order depends on seed and epoch alone", () => {
  fc.assert(fc.property(someChunks, fc.integer({ min: 1, max: 50 }), ({ rows, most, batch, seed }, epoch) => {
    const chunks = chunksOf(rows, most, batch);
    const order = handedOut(chunks, seed).of(epoch);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
    expect(handedOut(chunks, seed).of(epoch)).toEqual(order);
    const turns = Array.from(visitsOf(chunks, seed, epoch).entries()).reduce((all, [turn, chunk]) => all.set(chunk, turn), new Map<number, number>());
    const hands = Array.from(order, (place) => handAt(chunks, turns.get(chunkAt(chunks, place))!));
    expect(hands).toEqual([...hands].sort((a, b) => a - b));
  }), { numRuns: 40 });
  const chunks = chunksOf(1000, 100, 10);
  expect(handedOut(chunks, 1).of(2)).not.toEqual(handedOut(chunks, 1).of(3));
  expect(handedOut(chunks, 1).of(2)).not.toEqual(handedOut(chunks, 2).of(2));
  expect(handedOut(chunks, null).of(2)).toEqual(inOrder(1000).of(2));
});

const ROWS = 480;
const EPOCHS = 400;
const BINS = 12;

/** Over many epochs, in which twelfth of an epoch each row came: the largest chi-square of a row, of BINS − 1 degrees of freedom. */
function worstRow(order: Order): number {
  const seen = Array.from({ length: ROWS }, () => new Float64Array(BINS));
  for (let epoch = 1; epoch <= EPOCHS; epoch++) order.of(epoch).forEach((row, at) => { seen[row]![Math.floor((at * BINS) / ROWS)]!++; });
  const expected = EPOCHS / BINS;
  return Math.max(...seen.map((counts) => counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)));
}

/** How often two rows that are neighbours in the table share a batch, as a multiple of what chance would have. places: where rows lie. */
function glue(order: Order, places: ArrayLike<number>, batch: number): number {
  let together = 0;
  for (let epoch = 1; epoch <= EPOCHS / 4; epoch++) {
    const batchOf = new Uint32Array(ROWS);
    order.of(epoch).forEach((place, at) => { batchOf[place] = Math.floor(at / batch); });
    for (let row = 0; row + 1 < ROWS; row++) if (batchOf[places[row]!] === batchOf[places[row + 1]!]) together++;
  }
  return together / ((EPOCHS / 4) * (ROWS - 1) * ((batch - 1) / (ROWS - 1)));
}

/** Of 480 rows, the largest chi-square passes this once in a thousand times by chance (11 degrees of freedom, p = 2·10⁻⁶). */
const LARGEST = 51;

describe("against chance", () => {
  const chunks: Chunks = chunksOf(ROWS, 96, 12); // five hands of eight chunks of twelve rows
  const own = handedOut(chunks, 7);

  test("every row is as likely in each twelfth of an epoch", () => {
    expect(chunks).toEqual({ rows: ROWS, chunks: 40, hands: 5 });
    expect(worstRow(shuffled(ROWS, 7))).toBeLessThan(LARGEST);
    expect(worstRow(own)).toBeLessThan(LARGEST);
  });

  test("and would not be if chunks came in the order of the file, or always in hands of the same", () => {
    const inHands = (epoch: number) => {
      const order = own.of(epoch);
      return order.toSorted((a, b) => Math.floor(a / 96) - Math.floor(b / 96)); // stable: the shuffle within a hand is kept
    };
    expect(worstRow({ rows: ROWS, of: inHands })).toBeGreaterThan(10 * LARGEST);
  });

  test("neighbours in the table share a batch no more often than chance has it; dealt in order, they would", () => {
    expect(glue(shuffled(ROWS, 7), inOrder(ROWS).of(1), 12)).toBeCloseTo(1, 0);
    expect(Math.abs(glue(own, placesOf(chunks, 7), 12) - 1)).toBeLessThan(0.15);
    expect(glue(own, placesOf(chunks, null), 12)).toBeGreaterThan(3);
  });

  test("two rows of a chunk share a batch about as many times oftener as there are hands, and no more", () => {
    const places = placesOf(chunks, 7);
    const inChunks = [...places.keys()].sort((a, b) => places[a]! - places[b]!); // neighbours of one chunk, for the most part
    const oftener = glue(own, Array.from(inChunks, (row) => places[row]!), 12);
    expect(oftener).toBeGreaterThan(3);
    expect(oftener).toBeLessThan(chunks.hands + 0.5);
    const unshuffled: Order = { rows: ROWS, of: (epoch) => Uint32Array.from(visitsOf(chunks, 7, epoch)).reduce((all, chunk, i) => {
      for (let k = 0; k < 12; k++) all[12 * i + k] = chunkStart(chunks, chunk) + k;
      return all;
    }, new Uint32Array(ROWS)) };
    expect(glue(unshuffled, Array.from(inChunks, (row) => places[row]!), 12)).toBeGreaterThan(20);
  });
});
