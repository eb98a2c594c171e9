import { afterEach, expect, test } from "vitest";
import { createEngine } from "../../../src/engine/engine.ts";
import * as tf from "../../../src/engine/tf.ts";
import { cellsOf } from "../../../src/engine/data/table.ts";
import { history, run, trained } from "./runs.ts";
import { tinyHost, tinyTable } from "./tiny.ts";

const right = new Map<string, tf.KernelConfig>();
/** From now on a kernel of WebAssembly breaks off, as when its memory is used up. */
function breakOff(kernelName: string): void {
  if (right.has(kernelName)) return;
  const kernel = tf.getKernel(kernelName, "wasm");
  right.set(kernelName, kernel);
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ ...kernel, kernelFunc: () => { throw Object.assign(new Error("unreachable"), { name: "RuntimeError" }); } });
}
/** From now on nothing can be written to WebAssembly's memory: a step that was recorded asks for no kernel by its name. */
const loseMemory = (): void => void Object.assign(tf.backend(), { floats: () => { throw Object.assign(new Error("unreachable"), { name: "RuntimeError" }); } });
function mend(): void {
  for (const [name, kernel] of right) {
    tf.unregisterKernel(name, "wasm");
    tf.registerKernel(kernel);
  }
  right.clear();
}
afterEach(mend);

test("WebAssembly that breaks off in mid-training gives way to plain JavaScript, which goes on from the last checkpoint", async () => {
  const whole = await trained({ backend: "cpu" });
  const broken = await trained({
    backend: "wasm",
    onEvent(event, engine) {
      if (event.type === "round" && event.round.round === 1) void engine.checkpoint();
      if (event.type === "round" && event.round.round === 2) loseMemory();
    },
  });
  expect(broken.events.map(({ type }) => type).filter((type) => type !== "progress" && type !== "round")).toEqual(["started", "interrupted", "started", "resumed_from", "finished"]);
  expect(broken.events).toContainEqual(expect.objectContaining({ type: "interrupted", backend: "wasm", reason: "WebAssembly broke off (unreachable)" }));
  expect(broken.backend.chosen).toBe("cpu");
  expect(broken.bundle.made.backend.tried[0]).toMatchObject({ backend: "wasm", verdict: "refused", reason: "it failed in use: WebAssembly broke off (unreachable)" });
  const losses = ({ rounds }: typeof whole) => history(rounds).map(({ validation }) => validation["combined"]!["loss"]!);
  losses(broken).forEach((loss, i) => { expect(loss).toBeCloseTo(losses(whole)[i]!, 4); });
});

test("a run that fails before its first checkpoint begins anew", async () => {
  const { outcome, events } = await run({ backend: "wasm", epochs: 1, onEvent: (event) => { if (event.type === "started" && event.backend.chosen === "wasm") breakOff("OptimizerStep"); } });
  expect(outcome.ok).toBe(true);
  expect(events.map(({ type }) => type).filter((type) => type !== "progress")).toEqual(["started", "interrupted", "started", "round", "finished"]);
});

test("a device that fails while the model is evaluated makes no result; the next one evaluates", async () => {
  const { outcome, events } = await run({ backend: "wasm", epochs: 1, onEvent: (event) => { if (event.type === "finished") breakOff("BatchMatMul"); } });
  expect(events.map(({ type }) => type).filter((type) => type !== "progress")).toEqual(["started", "round", "finished", "interrupted", "started", "resumed_from", "finished"]);
  expect(outcome.ok && outcome.value.backend.chosen).toBe("cpu");
});

test("a question is asked anew on another backend, and nothing stays on the one that broke", async () => {
  const table = tinyTable(60);
  const engine = createEngine(tinyHost(table));
  const { bundle } = await trained({ backend: "wasm", epochs: 1, engine });
  const tensors = tf.memory().numTensors;
  const opened = await engine.open(bundle);
  if (!opened.ok) throw new Error("the model does not open");
  const cells = Object.fromEntries(table.columns.map((column) => [column.name, cellsOf(column)]));
  const before = await engine.predict(opened.value.id, cells);
  breakOff("BatchMatMul");
  const after = await engine.predict(opened.value.id, cells);
  expect(after.ok && before.ok && Object.keys(after.value)).toEqual(before.ok && Object.keys(before.value));
  mend();
  await engine.close(opened.value.id);
  expect(tf.memory().numTensors).toBe(tensors);
});
