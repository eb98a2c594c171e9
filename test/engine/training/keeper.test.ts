import { expect, test } from "vitest";
import type { CheckpointStore } from "../../../src/engine/api.ts";
import { success } from "../../../src/engine/schema/problem.ts";
import type { Checkpoint } from "../../../src/engine/training/checkpoint.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { openKeeper } from "../../../src/engine/training/keeper.ts";
import { keptInMemory } from "./resuming.ts";
import { tinyHost } from "./tiny.ts";

const SECOND = 1000;
const checkpoint: Checkpoint = {
  origin: { yaml: "", seed: 1, data: "", plan: "", weights: "" },
  at: 0,
  position: { steps: 1, loss: 0.5, seconds: 1, rounds: [], ended: null, weights: [new Float32Array(3)], best: [new Float32Array(3)], moments: {}, answers: null },
};
async function keeperOf(store: CheckpointStore) {
  const time = { now: 0 };
  const control = runControl();
  const clock = { now: () => time.now, breathe: async () => {} };
  const made = await openKeeper({ yaml: "", dataset: "tiny", seed: 1, backend: "cpu", run: "a run" }, { host: { ...tinyHost(), checkpoints: store }, control, clock });
  if (!made.ok) throw new Error("there is nothing to load that could fail");
  return { keeper: made.value, time, control };
}

test("never half a minute without a checkpoint: the first early, then at round ends, in a long round every 20 seconds", async () => {
  const { keeper, time } = await keeperOf(keptInMemory());
  const kept: number[] = [];
  for (; time.now < 120 * SECOND; time.now += SECOND / 2) {
    const roundIsOver = time.now < 60 * SECOND && time.now % (2 * SECOND) === 0; // rounds of two seconds, then a single long one
    if (!keeper.isDue(roundIsOver)) continue;
    kept.push(time.now / SECOND);
    keeper.keep(checkpoint);
    await keeper.settled();
  }
  expect(kept.slice(0, 4)).toEqual([1, 6, 12, 18]);
  expect(kept.slice(-3)).toEqual([74, 94, 114]);
});

test("two are never saved at once, and one that is asked for waits its turn", async () => {
  let atOnce = 0;
  let most = 0;
  let release = () => {};
  const { keeper, control } = await keeperOf({
    load: async () => success(undefined),
    save: async () => {
      most = Math.max(most, ++atOnce);
      await new Promise<void>((resolve) => { release = resolve; });
      atOnce--;
      return success(null);
    },
  });
  keeper.keep(checkpoint);
  await Promise.resolve();
  control.askForCheckpoint();
  expect(keeper.isDue(true)).toBe(false);
  keeper.keep(checkpoint); // a pause does not ask whether one is due
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  release();
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  release();
  await keeper.settled();
  expect(most).toBe(1);
  expect(keeper.news()).toHaveLength(2);
  expect(keeper.isDue(false)).toBe(true);
  expect(keeper.isDue(false)).toBe(false);
});
