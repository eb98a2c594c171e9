import fc from "fast-check";
import { expect, test } from "vitest";
import { readTrainer } from "../../../src/engine/config/trainer.ts";
import { courseOf } from "../../../src/engine/training/course.ts";
import type { Round } from "../../../src/engine/training/events.ts";
import type { TrainerParams } from "../../../src/engine/training/params.ts";
import { cycleOf, endsRound, epochOf, grown, schedule, type Schedule } from "../../../src/engine/training/plan.ts";
import type { Watched } from "../../../src/engine/training/plateau.ts";

const trainer = (given: object): TrainerParams => readTrainer({ epochs: 10, batch_size: 10, ...given }, [], ({ severity, message }) => { if (severity === "error") throw new Error(message); }).params;
const planned = (given: object, rows = 100): Schedule => schedule(trainer(given), rows, []);
const watched: { batch: Watched; rate: Watched } = {
  batch: { split: "training", field: "combined", metric: "loss", goal: "min" },
  rate: { split: "training", field: "combined", metric: "loss", goal: "min" },
};
const round = (number: number, step: number, loss: number): Round =>
  ({ round: number, epoch: number, step, seconds: 0, learningRate: 0, training: { combined: { loss } }, validation: {}, best: false });

test.each<[object, object]>([
  [{ batch_size: 20 }, { batchSize: 20, accumulation: 1 }],
  [{ batch_size: 20, gradient_accumulation_steps: 3 }, { batchSize: 20, accumulation: 3 }],
  [{ batch_size: 20, effective_batch_size: 60 }, { batchSize: 20, accumulation: 3 }],
  [{ batch_size: "auto", effective_batch_size: 64, gradient_accumulation_steps: 8 }, { batchSize: 8, accumulation: 8 }],
  [{ batch_size: "auto", effective_batch_size: 64 }, { batchSize: 16, accumulation: 4 }],
  [{ batch_size: "auto", effective_batch_size: 8 }, { batchSize: 8, accumulation: 1 }],
  [{ batch_size: 64, max_batch_size: 32 }, { batchSize: 32 }],
  [{ batch_size: "auto", max_batch_size: 4 }, { batchSize: 4 }],
])("%j becomes %j", (given, expected) => {
  expect(planned(given)).toMatchObject(expected);
});

test("updates are counted whatever the round and the steps of one, and a round ends with one", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }), (accumulation, perRound, steps) => {
    const plan = planned({ gradient_accumulation_steps: accumulation, steps_per_checkpoint: perRound, train_steps: steps });
    let updates = 0;
    let position = 0;
    for (let taken = 0; taken < steps; taken++) {
      const cycle = cycleOf(plan, taken);
      expect(cycle).toMatchObject({ updates, position: position + 1 });
      expect(cycle.isLast).toBe(position + 1 === accumulation || endsRound(plan, taken + 1));
      [updates, position] = cycle.isLast ? [updates + 1, 0] : [updates, position + 1];
    }
  }));
});

test("a grown batch begins a new epoch, with the epochs that are left", () => {
  const first = planned({ increase_batch_size_on_plateau: 1, gradient_accumulation_steps: 3 });
  expect(first).toMatchObject({ batchSize: 10, stepsPerEpoch: 10, steps: 100, rounds: 10 });
  const next = grown(first, trainer({ gradient_accumulation_steps: 3 }), 100, { step: 40, round: 4 });
  expect(next).toMatchObject({ batchSize: 20, stepsPerEpoch: 5, stepsPerRound: 5, steps: 70, rounds: 10, before: { steps: 40, epochs: 4, rounds: 4, updates: 16 } });
  expect([epochOf(next, 41), epochOf(next, 45), epochOf(next, 46), endsRound(next, 44), endsRound(next, 45), endsRound(next, 70)]).toEqual([5, 5, 6, false, true, true]);
  expect(cycleOf(next, 40)).toEqual({ position: 1, isLast: false, updates: 16 });
  expect(grown(first, trainer({ train_steps: 60 }), 100, { step: 40, round: 4 })).toMatchObject({ steps: 60, rounds: 8 });
  expect(grown(first, trainer({ max_batch_size: 10 }), 100, { step: 40, round: 4 })).toBe(first);
  expect(grown(first, trainer({ increase_batch_size_on_plateau_rate: 50 }), 100, { step: 40, round: 4 })).toMatchObject({ batchSize: 100, stepsPerEpoch: 1 });
});

test("the course follows from the rounds alone: batches grow and the rate falls when nothing gets better", () => {
  const params = trainer({
    learning_rate: 0.1, increase_batch_size_on_plateau: 2, increase_batch_size_on_plateau_patience: 2,
    learning_rate_scheduler: { decay: "linear", reduce_on_plateau: 2, reduce_on_plateau_patience: 1, reduce_on_plateau_rate: 0.5 },
  });
  const first = schedule(params, 100, []);
  const course = courseOf(params, first, 100, watched);
  const rounds = [round(1, 10, 3), round(2, 20, 2), round(3, 30, 2), round(4, 40, 2), round(5, 45, 2), round(6, 50, 2)];
  expect(rounds.map((_, i) => course.schedule(rounds.slice(0, i + 1)).batchSize)).toEqual([10, 10, 10, 20, 20, 40]);
  expect(rounds.map((_, i) => course.rate(0, rounds.slice(0, i + 1)))).toEqual([0.1, 0.1, 0.1, 0.05, 0.05, 0.025]);
  expect(course.rate(50, [])).toBeCloseTo(0.05, 12);
});
