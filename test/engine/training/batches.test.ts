import fc from "fast-check";
import { expect, test } from "vitest";
import { batches, inOrder, shuffled, type Batch } from "../../../src/engine/training/batches.ts";
import { schedule } from "../../../src/engine/training/plan.ts";
import type { TrainerParams } from "../../../src/engine/training/params.ts";
import { readTrainer } from "../../../src/engine/config/trainer.ts";

const trainer: TrainerParams = { ...readTrainer({}, [], () => {}).params, epochs: 10, batch_size: 16 };
const epochOf = (rows: number, batchSize: number, seed: number, epoch: number): Batch[] => {
  const { batchSize: size, stepsPerEpoch } = schedule({ ...trainer, batch_size: batchSize }, rows, []);
  return taken(batches(shuffled(rows, seed), size, stepsPerEpoch), epoch * stepsPerEpoch).slice(-stepsPerEpoch);
};
const taken = (endless: Generator<Batch, never>, steps: number): Batch[] => Array.from({ length: steps }, () => endless.next().value);

test("an epoch holds every row once, in batches of one length; only a last batch of a single row is left out", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 64 }), fc.integer(), (rows, batchSize, seed) => {
    const epoch = epochOf(rows, batchSize, seed, 1);
    expect(new Set(epoch.map((batch) => batch.rows.length)).size).toBe(1);
    const real = epoch.flatMap(({ rows: all, count }) => [...all.subarray(0, count)]);
    const left = rows % Math.min(batchSize, rows) === 1 && rows > 1 && batchSize > 1 ? 1 : 0;
    expect(new Set(real).size).toBe(real.length);
    expect(real.length).toBe(rows - left);
    for (const { rows: all, weights, count } of epoch) {
      expect([...weights]).toEqual([...all].map((_, i) => (i < count ? 1 : 0)));
      expect([...all].every((row) => row >= 0 && row < rows)).toBe(true);
    }
  }));
});

test("the order depends on the seed and the epoch, and on nothing else", () => {
  const order = (seed: number, epoch: number) => epochOf(100, 10, seed, epoch).flatMap(({ rows }) => [...rows]);
  expect(order(1, 2)).toEqual(order(1, 2));
  expect(order(1, 2)).not.toEqual(order(1, 3));
  expect(order(1, 2)).not.toEqual(order(2, 2));
});

test("batches begin at any step as if those before had been taken", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 40 }), fc.integer(), fc.boolean(), (rows, batchSize, start, seed, isShuffled) => {
    const order = isShuffled ? shuffled(rows, seed) : inOrder(rows);
    const { batchSize: size, stepsPerEpoch } = schedule({ ...trainer, batch_size: batchSize }, rows, []);
    const whole = taken(batches(order, size, stepsPerEpoch), start + 5);
    expect(taken(batches(order, size, stepsPerEpoch, start), 5)).toEqual(whole.slice(start));
  }));
});

test.each([
  ["once per epoch", {}, { stepsPerEpoch: 7, stepsPerRound: 7, steps: 70, rounds: 10 }],
  ["every few steps", { steps_per_checkpoint: 3 }, { stepsPerRound: 3, steps: 70, rounds: 24 }],
  ["never less often than once per epoch", { steps_per_checkpoint: 50 }, { stepsPerRound: 7 }],
  ["several times per epoch", { checkpoints_per_epoch: 2 }, { stepsPerRound: 3 }],
  ["up to a number of steps", { train_steps: 5 }, { stepsPerRound: 5, steps: 5, rounds: 1 }],
] as const)("rounds come %s", (_, asked, expected) => {
  expect(schedule({ ...trainer, ...asked }, 100, [])).toMatchObject(expected);
});

test("auto is settled from the rows and the shapes alone", () => {
  const auto = { ...trainer, batch_size: "auto", learning_rate: "auto" } as const;
  const sizes = [40, 240, 1000, 100_000].map((rows) => schedule(auto, rows, []).batchSize);
  expect(sizes).toEqual([16, 16, 64, 256]);
  expect(schedule(auto, 100, [{ dtype: "float32", shape: [] }, { dtype: "int32", shape: [] }]).learningRate).toBe(0.001);
  expect(schedule(auto, 100, [{ dtype: "int32", shape: [20] }]).learningRate).toBe(0.0001);
  expect(schedule(auto, 5, []).batchSize).toBe(5);
});
