import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Repeater } from "../../../src/engine/acceleration/repeat.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Batch } from "../../../src/engine/training/batches.ts";
import { ledger, type Answers, type Ledger } from "../../../src/engine/training/ledger.ts";
import { pace } from "../../../src/engine/training/pace.ts";

let repeater: Repeater;
beforeAll(async () => { ({ repeater } = await startBackend("cpu", { gpu: null, timeout: 10_000 })); });

const BATCH = 4;
const UNITS = [1, 2];
/** Batches of four whose answers are their row numbers, and twice those. */
const batch = (first: number, count: number): Batch => ({
  rows: Int32Array.from({ length: BATCH }, (_, i) => first + i),
  weights: Float32Array.from({ length: BATCH }, (_, i) => (i < count ? 1 : 0)),
  count,
});
const answers = ({ rows }: Batch) => [tf.tensor([...rows], [BATCH, 1]), tf.tensor([...rows].flatMap((row) => [row, 2 * row]), [BATCH, 2])];
const add = (book: Ledger, next: Batch, logits = answers): void => tf.tidy(() => book.note(logits(next), tf.tensor1d([book.place(next)])));

test.each([1, 2, 64, 65, 200])("%i steps are read back in their order, without the rows that fill up the last batch", async (steps) => {
  const before = tf.memory().numTensors;
  const book = ledger(UNITS, BATCH * steps, BATCH, repeater);
  for (let step = 0; step < steps; step++) add(book, batch(BATCH * step, step === steps - 1 ? 3 : BATCH));
  const { rows, logits } = await book.read();
  const wanted = Array.from({ length: BATCH * steps - 1 }, (_, row) => row);
  expect([...rows]).toEqual(wanted);
  expect([...logits[0]!]).toEqual(wanted);
  expect([...logits[1]!]).toEqual(wanted.flatMap((row) => [row, 2 * row]));
  book.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("reading in between changes nothing, nor does beginning anew with what was read", async () => {
  const begin = (earlier?: Answers) => ledger(UNITS, 5 * BATCH, BATCH, repeater, earlier);
  const [whole, parted] = [begin(), begin()];
  for (const book of [whole, parted]) for (let step = 0; step < 3; step++) add(book, batch(BATCH * step, 3));
  const resumed = begin(await parted.read());
  for (const book of [whole, parted, resumed]) for (let step = 3; step < 5; step++) add(book, batch(BATCH * step, BATCH));
  const wanted = await whole.read();
  expect(wanted.rows).toHaveLength(17);
  expect(await parted.read()).toEqual(wanted);
  expect(await resumed.read()).toEqual(wanted);
  for (const book of [whole, parted, resumed]) book.dispose();
});

test("a round begins with nothing", async () => {
  const book = ledger(UNITS, 2 * BATCH, BATCH, repeater);
  for (const first of [0, 4]) add(book, batch(first, BATCH));
  book.clear();
  add(book, batch(8, 2));
  expect(await book.read()).toEqual({ rows: Int32Array.of(8, 9), logits: [Float32Array.of(8, 9), Float32Array.of(8, 16, 9, 18)] });
  book.dispose();
});

test("an output of many classes keeps fewer rows", async () => {
  const units = 2 ** 20;
  const book = ledger([units], 6 * BATCH, BATCH, repeater);
  for (let step = 0; step < 6; step++) add(book, batch(step, 1), () => [tf.fill([BATCH, units], step)]);
  const { rows, logits } = await book.read();
  expect([...rows]).toEqual([0, 1, 2, 3]);
  expect([0, 1, 2, 3].map((row) => logits[0]![(row + 1) * units - 1])).toEqual([0, 1, 2, 3]);
  book.dispose();
});

test("losses are read less often the faster steps are", async () => {
  let clock = 0;
  const speed = pace(() => clock);
  const read: number[] = [];
  for (let step = 1; step <= 400; step++) {
    clock += 1;
    if (await speed.step(async () => step, 32)) read.push(step);
  }
  await speed.settle();
  expect(read[0]).toBe(1);
  expect(read.length).toBeLessThan(12); // about one per 100 steps of a millisecond, after the first few
  expect(speed.loss).toBe(read.at(-1));
  expect(speed.rowsPerSecond).toBeCloseTo(32_000, -2);
});
