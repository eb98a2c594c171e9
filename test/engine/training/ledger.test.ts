import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Batch } from "../../../src/engine/training/batches.ts";
import { ledger } from "../../../src/engine/training/ledger.ts";
import { pace } from "../../../src/engine/training/pace.ts";

beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });

/** Batches of four whose answers are their row numbers, and twice those. */
const batch = (first: number, count: number): Batch => ({
  rows: Int32Array.from({ length: 4 }, (_, i) => first + i),
  weights: Float32Array.from({ length: 4 }, (_, i) => (i < count ? 1 : 0)),
  count,
});
const answers = ({ rows }: Batch) => [tf.tensor([...rows], [4, 1]), tf.tensor([...rows].flatMap((row) => [row, 2 * row]), [4, 2])];

test.each([1, 2, 64, 65, 200])("%i steps are read back in their order, without the rows that fill up the last batch", async (steps) => {
  const before = tf.memory().numTensors;
  const book = ledger(2);
  for (let step = 0; step < steps; step++) {
    const next = batch(4 * step, step === steps - 1 ? 3 : 4);
    book.add(next, answers(next));
  }
  const { rows, logits } = await book.read();
  const wanted = Array.from({ length: 4 * steps - 1 }, (_, row) => row);
  expect([...rows]).toEqual(wanted);
  expect([...logits[0]!]).toEqual(wanted);
  expect([...logits[1]!]).toEqual(wanted.flatMap((row) => [row, 2 * row]));
  expect(tf.memory().numTensors).toBe(before);
});

test("reading in between changes nothing, nor does beginning anew with what was read", async () => {
  const before = tf.memory().numTensors;
  const [whole, parted] = [ledger(2), ledger(2)];
  for (const book of [whole, parted]) for (let step = 0; step < 3; step++) book.add(batch(4 * step, 3), answers(batch(4 * step, 3)));
  const resumed = ledger(2, await parted.read());
  for (const book of [whole, parted, resumed]) for (let step = 3; step < 5; step++) book.add(batch(4 * step, 4), answers(batch(4 * step, 4)));
  const wanted = await whole.read();
  expect(await parted.read()).toEqual(wanted);
  expect(await resumed.read()).toEqual(wanted);
  expect(tf.memory().numTensors).toBe(before);
});

test("an output of many classes keeps fewer rows", async () => {
  const book = ledger(1);
  const units = 2 ** 20;
  for (let step = 0; step < 6; step++) book.add(batch(step, 1), [tf.zeros([4, units])]);
  expect((await book.read()).rows).toHaveLength(4);
});

test("a ledger that is put away gives back what it holds", () => {
  const before = tf.memory().numTensors;
  const book = ledger(2);
  for (let step = 0; step < 70; step++) book.add(batch(4 * step, 4), answers(batch(4 * step, 4)));
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  book.clear();
  expect(tf.memory().numTensors).toBe(before);
});

test("losses are read less often the faster steps are, and every one is given back", async () => {
  let clock = 0;
  const before = tf.memory().numTensors;
  const speed = pace(() => clock);
  const read: number[] = [];
  for (let step = 1; step <= 400; step++) {
    clock += 1;
    if (await speed.step(tf.scalar(step), 32)) read.push(step);
  }
  await speed.settle();
  expect(tf.memory().numTensors).toBe(before);
  expect(read[0]).toBe(1);
  expect(read.length).toBeLessThan(12); // about one per 100 steps of a millisecond, after the first few
  expect(speed.loss).toBe(read.at(-1));
  expect(speed.rowsPerSecond).toBeCloseTo(32_000, -2);
});
