/** What a GPU does to a run when it fails, done to it on purpose: each run ends, and none is called complete that is not. */
import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import type { BackendPorts } from "../../src/engine/acceleration/ports.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { EngineApi, TrainedRun } from "../../src/engine/api.ts";
import { cellsOf } from "../../src/engine/data/table.ts";
import { createEngine } from "../../src/engine/engine.ts";
import * as tf from "../../src/engine/tf.ts";
import type { TrainEvent } from "../../src/engine/training/events.ts";
import { tinyHost, tinyTable } from "../engine/training/tiny.ts";

/** A GPU that says nothing for twenty seconds counts as hung. */
const ports: BackendPorts = { gpu: navigator.gpu, timeout: 60_000, patience: 20_000 };

const ROWS = 60;
const yaml = `
input_features: [{name: size, type: number}, {name: colour, type: category}]
output_features: [{name: kind, type: category}, {name: weight, type: number}]
combiner: {type: concat, num_fc_layers: 1, output_size: 6, dropout: 0.2}
trainer: {epochs: 4, batch_size: 16, learning_rate: 0.02, early_stop: 0}
`;
const engine: EngineApi = createEngine(tinyHost(tinyTable(ROWS)), { backends: ports });
const device = (): GPUDevice => (tf.backend() as unknown as { device: GPUDevice }).device; // of the WebGPU backend

interface Told { readonly run: TrainedRun; readonly events: readonly TrainEvent[] }
async function trained(backend: BackendName, onEvent: (event: TrainEvent) => void = () => {}): Promise<Told> {
  const events: TrainEvent[] = [];
  const outcome = await engine.train({ yaml, dataset: "tiny", seed: 1, backend }, (event) => {
    events.push(event);
    onEvent(event);
  });
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  return { run: outcome.value, events };
}
/** Does something to each round by its number, once; a checkpoint is asked for as the first begins. */
const atRound = (deeds: Record<number, () => void>) => (event: TrainEvent): void => {
  if (event.type === "started") void engine.checkpoint();
  if (event.type !== "round") return;
  deeds[event.round.round]?.();
  delete deeds[event.round.round];
};
const outline = ({ events }: Told) => events.map(({ type }) => type).filter((type) => type !== "progress" && type !== "round");
const reasons = ({ events }: Told) => events.flatMap((event) => (event.type === "interrupted" ? [event.reason] : []));

let whole: Told;
beforeAll(async () => { whole = await trained("cpu"); });
/** How far a loss may be from the one of plain JavaScript, relative to its size. */
const TOLERANCE = 1e-3;
function endsAlike({ run }: Told): void {
  expect(run.rounds).toHaveLength(whole.run.rounds.length);
  for (const [i, { validation, training }] of run.rounds.entries()) {
    const other = whole.run.rounds[i]!;
    for (const [ours, theirs] of [[validation, other.validation], [training, other.training]] as const) {
      const [loss, wanted] = [ours["combined"]!["loss"]!, theirs["combined"]!["loss"]!];
      expect(Math.abs(loss - wanted) / Math.max(1, wanted), `round ${i + 1}: ${loss}, not ${wanted}`).toBeLessThan(TOLERANCE);
    }
  }
}

test("WebAssembly without SIMD gives way to plain JavaScript, and starts where there is SIMD", { timeout: 60_000 }, async () => {
  const validate = WebAssembly.validate;
  WebAssembly.validate = () => false;
  const missing = await startBackend("wasm", ports);
  WebAssembly.validate = validate;
  expect(missing.report.chosen).toBe("cpu");
  expect(missing.report.tried[0]).toMatchObject({ backend: "wasm", verdict: "refused", reason: expect.stringMatching(/no WebAssembly with SIMD/) as string });
  expect((await startBackend("wasm", ports)).report.chosen).toBe("wasm");
});

test("a device that is destroyed behind our back in mid-training costs a moment, and nothing of the result", { timeout: 240_000 }, async () => {
  const before = tf.memory().numTensors;
  const told = await trained("webgpu", atRound({ 2: () => { device().destroy(); } }));
  expect(outline(told)).toEqual(["started", "interrupted", "started", "resumed_from", "finished"]);
  expect(reasons(told)[0]).toMatch(/the GPU was lost/);
  expect(told.run.backend.chosen).toBe("webgpu");
  endsAlike(told);
  expect(tf.memory().numTensors).toBe(before);
});

test("a question to a model whose device is lost is answered all the same", { timeout: 240_000 }, async () => {
  const { run: { bundle } } = await trained("webgpu");
  const opened = await engine.open(bundle);
  if (!opened.ok) throw new Error("the model does not open");
  const cells = Object.fromEntries(tinyTable(ROWS).columns.map((column) => [column.name, cellsOf(column)]));
  const before = await engine.predict(opened.value.id, cells);
  device().destroy();
  expect(await engine.predict(opened.value.id, cells)).toEqual(before);
  await engine.close(opened.value.id);
});

test("a refused command, then a device that hangs: WebAssembly takes over and ends where the GPU would have ended", { timeout: 300_000 }, async () => {
  const before = tf.memory().numTensors;
  const mapAsync = GPUBuffer.prototype.mapAsync;
  const told = await trained("webgpu", (event) => {
    atFaults(event);
    if (event.type === "interrupted") GPUBuffer.prototype.mapAsync = mapAsync;
  });
  expect(reasons(told)).toEqual([expect.stringMatching(/the GPU refused a command/), expect.stringMatching(/the GPU did not answer within 20 s/)]);
  expect(outline(told)).toEqual(["started", "interrupted", "started", "resumed_from", "interrupted", "started", "resumed_from", "finished"]);
  expect(told.run.backend.chosen).toBe("wasm");
  expect(told.run.backend.tried[0]).toMatchObject({ backend: "webgpu", verdict: "refused", reason: expect.stringMatching(/failed in use/) as string });
  endsAlike(told);
  expect(tf.memory().numTensors).toBe(before);
});
const atFaults = atRound({
  1: () => { device().createBuffer({ size: 16, usage: 0 }); },
  2: () => { GPUBuffer.prototype.mapAsync = () => new Promise(() => {}); },
});

test("a device that is lost when training is over spoils no evaluation; one that is lost after the result spoils nothing", { timeout: 240_000 }, async () => {
  let lost = false;
  const told = await trained("webgpu", (event) => {
    if (event.type === "finished" && !lost) device().destroy();
    lost ||= event.type === "finished";
  });
  device().destroy();
  expect(outline(told)).toEqual(["started", "finished", "interrupted", "started", "resumed_from", "finished"]);
  endsAlike(told);
});
