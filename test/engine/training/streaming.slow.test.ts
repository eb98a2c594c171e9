/** Data that do not fit on the device are brought batch by batch: whatever is trained, the run is the same. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import * as tf from "../../../src/engine/tf.ts";
import { systemClock } from "../../../src/engine/training/clock.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { runTraining } from "../../../src/engine/training/run.ts";
import { history } from "./runs.ts";
import { tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

/** The history and the weights of a run on the tiny table. */
async function outcomeOf(running: RunningBackend, yaml: string, rows: number, seed: number) {
  const events = runTraining(
    { yaml, dataset: "tiny", seed, backend: running.report.chosen },
    { host: tinyHost(tinyTable(rows)), control: runControl(), clock: systemClock(), backend: async () => running },
  );
  for (;;) {
    const { done, value } = await events.next();
    if (!done) continue;
    if (!value.ok) throw new Error(value.problems.map(({ message }) => message).join("; "));
    return { rounds: history(value.value.rounds), weights: value.value.bundle.weights.data, evaluations: value.value.evaluations };
  }
}

const runs = fc.record({
  rows: fc.integer({ min: 40, max: 120 }),
  batch: fc.integer({ min: 5, max: 40 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  trainer: fc.constantFrom("", "evaluate_training_set: true", "should_shuffle: false", "eval_batch_size: 7"),
});

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  test("a run whose data are streamed gives the numbers of one whose data are resident", { timeout: 120_000 }, async () => {
    const running = await startBackend(backend, { gpu: null, timeout: 20_000 });
    const streaming: RunningBackend = { ...running, fits: async () => false };
    const before = tf.memory().numTensors;
    await fc.assert(fc.asyncProperty(runs, async ({ rows, batch, seed, trainer }) => {
      const yaml = tinyYaml(trainer).replace("epochs: 3, batch_size: 32", `epochs: 2, batch_size: ${batch}`);
      expect(await outcomeOf(streaming, yaml, rows, seed)).toEqual(await outcomeOf(running, yaml, rows, seed));
    }), { numRuns: 5 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
