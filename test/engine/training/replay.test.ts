/** Steps that are recorded once and replayed: what one asks of the device, and that nothing piles up. */
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { anew } from "../../../src/engine/acceleration/repeat.ts";
import type { WasmBackend } from "../../../src/engine/acceleration/wasm/backend.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import * as tf from "../../../src/engine/tf.ts";
import { batches, shuffled } from "../../../src/engine/training/batches.ts";
import { systemClock } from "../../../src/engine/training/clock.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import { ledger } from "../../../src/engine/training/ledger.ts";
import { openOptimizer } from "../../../src/engine/training/optimizers.ts";
import { encodePart, prepare } from "../../../src/engine/training/prepare.ts";
import { sourceOf } from "../../../src/engine/training/resident.ts";
import { runTraining } from "../../../src/engine/training/run.ts";
import { makeStep } from "../../../src/engine/training/step.ts";
import { tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

let running: RunningBackend;
beforeAll(async () => { running = await startBackend("wasm", { gpu: null, timeout: 20_000 }); });

const BATCH = 32;
const plain = tinyYaml();
const onehot = plain.replace("{name: colour, type: category}", "{name: colour, type: category, encoder: {type: onehot}}");

/** The step of a model of the tiny table, as a session makes it. */
async function stepOf(yaml: string) {
  const { opened } = openYaml(yaml);
  if (!opened) throw new Error("the config does not open");
  const table = tinyTable();
  const ready = prepare(opened, table, 1);
  if (!ready.ok) throw new Error("the tiny table does not fit its config");
  const { inputs, outputs, split } = ready.value;
  const built = buildModel(inputs, outputs, opened.combiner, 1);
  if (!built.ok) throw new Error("expected a model");
  const { model, inputParts } = built.value;
  const part = await encodePart(ready.value, inputParts, table, split.training);
  const source = sourceOf(part.rows, [...part.inputs, ...part.targets]);
  const optimizer = openOptimizer(opened.trainer.optimizer, opened.trainer.gradient_clipping);
  const perEpoch = Math.ceil(part.rows / BATCH);
  const answers = ledger(outputs.map(({ baseline }) => baseline.length), perEpoch * BATCH, BATCH, running.repeater);
  const step = makeStep({ model, outputs, source, batchSize: BATCH, trainer: opened.trainer, optimizer, ledger: answers }, running.repeater);
  const order = batches(shuffled(part.rows, 1), BATCH, perEpoch);
  let taken = 0;
  const next = () => {
    if (taken % perEpoch === 0) answers.clear();
    return step.take(order.next().value, taken++, 0.001);
  };
  return {
    step,
    take(steps: number): tf.Scalar {
      for (let i = 1; i < steps; i++) next();
      return next();
    },
    dispose: () => [step, answers, source, optimizer, model].forEach((held) => { held.dispose(); }),
  };
}

/** What WebAssembly holds: the backend that runs is ours. */
const held = () => {
  const backend = tf.backend() as WasmBackend;
  return { tensors: tf.memory().numTensors, bytes: backend.bytes, memory: backend.place.byteLength };
};

describe("a step on WebAssembly", () => {
  // Kernels of one call take the place of several: these figures may only fall.
  test.each([["an embedded category among its inputs", plain, 155, 75_000], ["a category of ones and zeros among its inputs", onehot, 155, 75_000]])("of a model with %s asks for few calls and little memory, as often as it is taken", async (_, yaml, commands, bytes) => {
    const { step, take, dispose } = await stepOf(yaml);
    take(2);
    const first = step.captured;
    expect(first!.commands).toBeLessThanOrEqual(commands);
    expect(first!.bytes).toBeLessThanOrEqual(bytes);
    expect(first!.uploads).toBeLessThanOrEqual(1);
    take(100);
    expect(step.captured).toEqual(first);
    dispose();
  });

  test("holds no more memory after 10,000 steps than after ten", { timeout: 120_000 }, async () => {
    const before = held();
    const { take, dispose } = await stepOf(plain);
    take(10);
    const early = held();
    const loss = take(9_990);
    expect(held()).toEqual(early);
    expect((await running.repeater.read(loss))[0]).toBeGreaterThan(0);
    dispose();
    expect(held()).toEqual({ ...before, memory: early.memory });
  });
});

test("a run whose steps cannot be replayed says so once, and gives the same numbers", async () => {
  const runOn = async (backend: RunningBackend): Promise<TrainEvent[]> => {
    const events: TrainEvent[] = [];
    const surroundings = { host: tinyHost(tinyTable(60)), control: runControl(), clock: systemClock(), backend: async () => backend };
    for await (const event of runTraining({ yaml: plain, dataset: "tiny", seed: 1, backend: "wasm" }, surroundings)) events.push(event);
    return events;
  };
  const eager: RunningBackend = { ...running, repeater: { ...running.repeater, repeat: (work) => anew(work, "it is asked not to be") } };
  const [replayed, computed] = [await runOn(running), await runOn(eager)];
  const notes = computed.filter((event) => event.type === "note");
  expect(notes).toHaveLength(1);
  expect(notes[0]!.note.message).toContain("because a step cannot be recorded: it is asked not to be");
  expect(replayed.filter(({ type }) => type === "note")).toEqual([]);
  const scores = (events: readonly TrainEvent[]) => events.flatMap((event) => (event.type === "round" ? [event.round.training, event.round.validation] : []));
  expect(scores(computed)).toEqual(scores(replayed));
});
