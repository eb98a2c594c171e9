import { expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { experience } from "../../src/engine/acceleration/experience.ts";
import { fastest } from "../../src/engine/acceleration/referee.ts";
import { systemClock } from "../../src/engine/training/clock.ts";
import { loadOfTask, stepTime } from "../../src/engine/training/trial.ts";
import { taskOf, tinyHost, tinyTable, tinyYaml } from "../engine/training/tiny.ts";

const ports = { gpu: navigator.gpu, timeout: 60_000 };
const clock = systemClock();

test("WebAssembly and WebGPU are timed on steps of the same model, and the faster one trains", { timeout: 240_000 }, async () => {
  const yaml = tinyYaml().replace("epochs: 3", "epochs: 1000000"); // long enough that the GPU is asked
  const task = await taskOf({ yaml, dataset: "tiny", seed: 1, backend: "auto" }, tinyHost(tinyTable()));
  if (!task.ok) throw new Error("expected a task");
  const match = { load: () => loadOfTask(task.value), trial: (on: Parameters<typeof stepTime>[1]) => stepTime(task.value, on, clock, Infinity) };
  const { report } = await fastest(match, (wish, givenUp) => startBackend(wish, ports, givenUp), experience(), new Map());
  const [gpu, wasm] = report.tried;
  expect([gpu!.backend, wasm!.backend]).toEqual(["webgpu", "wasm"]);
  expect(gpu!.step).toBeGreaterThan(0);
  expect(wasm!.step).toBeGreaterThan(0);
  expect(report.chosen).toBe(gpu!.step! < wasm!.step! ? "webgpu" : "wasm");
  expect([gpu!.verdict, wasm!.verdict].sort()).toEqual(["chosen", "slower"]);
});
