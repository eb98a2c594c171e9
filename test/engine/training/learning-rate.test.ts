import { describe, expect, test } from "vitest";
import golden from "../../golden/schedules.json" with { type: "json" };
import { schedulerSchema } from "../../../src/engine/config/scheduler.ts";
import { readParams } from "../../../src/engine/schema/read.ts";
import { learningRate } from "../../../src/engine/training/learning-rate.ts";
import type { SchedulerParams } from "../../../src/engine/training/params.ts";
import { growths, reductions, type Watched } from "../../../src/engine/training/plateau.ts";

const read = (given: object): SchedulerParams => readParams(schedulerSchema, given, [], ({ message }) => { throw new Error(message); });
const rates = (given: object, base = golden.base, steps = golden.steps, stepsPerRound = golden.stepsPerRound) =>
  Array.from({ length: steps }, (_, step) => learningRate(read(given), base, { steps, stepsPerRound })(step));

test.each(golden.cases.map((example) => [example.name, example] as const))("%s is PyTorch's", (_, { given, rates: wanted }) => {
  rates(given).forEach((rate, step) => expect(rate, `step ${step}`).toBeCloseTo(wanted[step]!, 12));
});

test.each(golden.plateaus.map((example, i) => [i, example] as const))("plateau %i is PyTorch's", (_, { values, goal, patience, times, reductions: wanted }) => {
  const found = values.map((_, i) => reductions(values.slice(0, i + 1), goal as Watched["goal"], patience, times));
  expect(found).toEqual(wanted);
});

describe("every schedule", () => {
  const decays = [null, "linear", "exponential", "cosine", "one_cycle", "inverse_sqrt", "polynomial", "wsd"];
  test.each(decays)("%s stays between 0 and its base, from the first step to beyond the last, in runs of any length", (decay) => {
    for (const steps of [1, 2, 3, 10, 1001]) {
      for (const given of [{ decay }, { decay, warmup_fraction: 0.3 }, { decay, warmup_evaluations: 3, pct_start: 0 }, { decay, warmup_fraction: 1, pct_start: 1 }]) {
        const rate = learningRate(read(given), 0.1, { steps, stepsPerRound: Math.min(steps, 7) });
        for (let step = 0; step < steps + 5; step++) {
          expect(rate(step), `${JSON.stringify(given)} at ${step} of ${steps}`).toBeGreaterThanOrEqual(0);
          expect(rate(step), `${JSON.stringify(given)} at ${step} of ${steps}`).toBeLessThanOrEqual(0.1 + 1e-12);
        }
      }
    }
  });
});

test("a polynomial takes the warm-up off once, where Ludwig's rises above its base", () => {
  const [, second] = [rates({ decay: "polynomial" }), rates({ decay: "polynomial", warmup_fraction: 0.5 })];
  expect(Math.max(...second)).toBeCloseTo(golden.base, 12);
  expect(second[20]).toBeCloseTo(golden.base, 12);
  expect(second[30]).toBeCloseTo(golden.base / 2, 12);
});

test("the batch grows after rounds without a better one, counted anew each time, and only so often", () => {
  const values = [5, 4, 4, 4, 3, 3, 3, 3, 3, 3];
  expect(growths(values, "min", 2, 9)).toEqual([3, 6, 8]);
  expect(growths(values, "min", 2, 1)).toEqual([3]);
  expect(growths(values, "min", 0, 9)).toEqual([2, 3, 5, 6, 7, 8, 9]);
  expect(growths(values.map((v) => -v), "max", 2, 9)).toEqual([3, 6, 8]);
  expect(growths([NaN, 5, NaN, NaN, 4], "min", 1, 9)).toEqual([]);
});
