import { beforeEach, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { forecast } from "../../../src/engine/acceleration/forecast.ts";
import type { WasmBackend } from "../../../src/engine/acceleration/wasm/backend.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Task } from "../../../src/engine/training/attempt.ts";
import { systemClock } from "../../../src/engine/training/clock.ts";
import { loadOfTask, stepTime } from "../../../src/engine/training/trial.ts";
import { taskOf, tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

const ROWS = 400;
async function task(yaml = tinyYaml()): Promise<Task> {
  const made = await taskOf({ yaml, dataset: "tiny", seed: 1, backend: "auto" }, tinyHost(tinyTable(ROWS)));
  if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
  return made.value;
}

let running: RunningBackend;
beforeEach(async () => { running = await startBackend("wasm", { gpu: null, timeout: 10_000 }); });
const wasm = () => tf.backend() as WasmBackend; // started above
const clock = systemClock();

test("steps of the task's own model are timed, and nothing stays on the device", async () => {
  const [tensors, bytes] = [tf.memory().numTensors, wasm().bytes];
  expect(await stepTime(await task(), running, clock, Infinity)).toBeGreaterThan(0);
  expect([tf.memory().numTensors, wasm().bytes]).toEqual([tensors, bytes]);
});

test("a backend that is not ready in time is not timed, and frees what it holds", async () => {
  const tensors = tf.memory().numTensors;
  expect(await stepTime(await task(), running, clock, -1)).toBeNull();
  expect(tf.memory().numTensors).toBe(tensors);
});

const sized = (width: number, batch: number) =>
  `${tinyYaml().replace(/combiner:[\s\S]*$/, "")}\ncombiner: {type: concat, num_fc_layers: 2, output_size: ${width}}\ntrainer: {epochs: 3, batch_size: ${batch}}\n`;

test.each([[256, 16], [64, 128], [512, 256]])("memory is forecast within a factor of three: layers of %i, batches of %i", async (width, batch) => {
  const asked = await task(sized(width, batch));
  const before = wasm().bytes;
  let most = 0;
  const watched = { ...running, health: { ...running.health, verify: async () => { most = wasm().bytes - before; } } };
  await stepTime(asked, watched, clock, Infinity);
  const load = loadOfTask(asked)!;
  const told = forecast(load, { multiplyAddsPerSecond: 1e9, secondsPerCommand: 1e-6, memory: 1e9, secondsPerStep: null }).memory;
  expect(told / most).toBeGreaterThan(1 / 3);
  expect(told / most).toBeLessThan(3);
});
