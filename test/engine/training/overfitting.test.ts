import { expect, test } from "vitest";
import type { Round } from "../../../src/engine/training/events.ts";
import { courseOf } from "../../../src/engine/training/overfitting.ts";

const rounds = (validation: readonly (number | null)[], training: readonly number[]): readonly Round[] =>
  validation.map((loss, i) => ({
    round: i + 1, epoch: i + 1, step: i + 1, seconds: i + 1, learningRate: 0.001, best: false,
    training: { combined: { loss: training[i]! } }, validation: loss === null ? {} : { combined: { loss } },
  }));

test("overfitting is a loss that rises on validation rows while it falls on training rows", () => {
  const falling = [1, 0.8, 0.6, 0.5, 0.4];
  expect(courseOf(rounds([1, 0.9, 1.1, 1.2, 1.4], falling), 2)).toEqual({ kind: "overfitting", best: 2, training: { from: 0.8, to: 0.4 }, validation: { from: 0.9, to: 1.4 } });
  expect(courseOf(rounds([1, 0.9, 0.95, 0.92, 0.93], falling), 2)).toEqual({ kind: "levelled", best: 2 });
  expect(courseOf(rounds([1, 0.9, 1.1, 1.2, 1.4], [1, 0.8, 0.9, 1, 1.1]), 2)).toEqual({ kind: "levelled", best: 2 }); // both get worse: the learning rate
  expect(courseOf(rounds([1, 0.9, 1.1], falling), 2)).toEqual({ kind: "improving", best: 2 });
});

test("losses below 0 rise as well", () => expect(courseOf(rounds([-1, -2, -1.5, -1, -0.5], [-1, -2, -3, -4, -5]), 2).kind).toBe("overfitting"));

test("without rounds, or without validation rows, nothing is said", () => {
  expect(courseOf([], null)).toEqual({ kind: "nothing" });
  expect(courseOf(rounds([null, null], [1, 0.5]), null)).toEqual({ kind: "unjudged" });
  expect(courseOf(rounds([1, NaN, NaN, NaN, NaN], [1, 1, 1, 1, 1]), 1).kind).toBe("levelled");
});
