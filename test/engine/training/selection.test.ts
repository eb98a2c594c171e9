import { expect, test } from "vitest";
import { selection } from "../../../src/engine/training/selection.ts";

const play = (goal: "max" | "min", patience: number, values: readonly number[]) => {
  const choice = selection(goal, patience);
  const better: boolean[] = [];
  for (const [i, value] of values.entries()) {
    better.push(choice.judge(i + 1, value));
    if (choice.exhausted(i + 1)) return { better, bestRound: choice.bestRound, endedAt: i + 1 };
  }
  return { better, bestRound: choice.bestRound, endedAt: null };
};

test("a round is better only when its metric is strictly better", () => {
  expect(play("max", 0, [0.5, 0.5, 0.6, 0.4])).toEqual({ better: [true, false, true, false], bestRound: 3, endedAt: null });
  expect(play("min", 0, [0.5, 0.4, 0.4])).toEqual({ better: [true, true, false], bestRound: 2, endedAt: null });
});

test("it gives up after as many rounds without a better one as were asked for", () => {
  expect(play("min", 2, [3, 1, 2, 2, 0])).toMatchObject({ bestRound: 2, endedAt: 4 });
  expect(play("min", -1, [1, 2, 3, 4, 5, 6, 7, 8])).toMatchObject({ bestRound: 1, endedAt: null });
});

test("an undefined metric is never better than a defined one; while all are undefined the latest round counts", () => {
  expect(play("max", 1, [NaN, NaN, 0.2, NaN])).toEqual({ better: [true, true, true, false], bestRound: 3, endedAt: 4 });
});
