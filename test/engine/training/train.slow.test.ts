import { beforeAll, describe, expect, test } from "vitest";
import { runTraining } from "../../../src/engine/training/run.ts";
import { runControl } from "../../../src/engine/training/control.ts";
import { systemClock } from "../../../src/engine/training/clock.ts";
import { DeviceFailure, type Health } from "../../../src/engine/acceleration/health.ts";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import * as tf from "../../../src/engine/tf.ts";
import { history, run, trained } from "./runs.ts";
import { tinyHost, tinyYaml } from "./tiny.ts";

beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Dropout and normalisation over the batch: what chance and filled-up batches would spoil. */
const chancy = (yaml: string) => yaml.replace("output_size: 16", "output_size: 16, norm: batch, dropout: 0.2");

test("several outputs are learnt together, far better than the trivial predictor", async () => {
  const { evaluations, rounds, events, reason, bundle } = await trained({ epochs: 30, trainer: "early_stop: 0" });
  const { kind, weight, sweet } = evaluations.find(({ split }) => split === "test")!.outputs;
  expect(kind!.metrics["accuracy_micro"]).toBeGreaterThan(0.85);
  expect(weight!.metrics["r2"]).toBeGreaterThan(0.8);
  expect(sweet!.metrics["accuracy"]).toBeGreaterThan(0.95);
  expect(reason).toBe("all_rounds");
  expect(rounds).toHaveLength(30);
  expect(events.map(({ type }) => type).filter((type) => type !== "round" && type !== "progress")).toEqual(["started", "finished"]);
  expect(bundle.made).toMatchObject({ backend: { chosen: "cpu" }, plan: { batchSize: 32, learningRate: 0.02, seed: 1, rows: { training: 168, validation: 24, test: 48 } } });
  const first = rounds[0]!;
  expect(Object.keys(first.training)).toEqual(["kind", "weight", "sweet", "combined"]);
  expect(first.training["combined"]!["loss"]).toBeCloseTo(["kind", "weight", "sweet"].reduce((sum, name) => sum + first.training[name]!["loss"]!, 0), 6);
});

const STEPS = { cpu: 1000, wasm: 200 };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  test("the same seed gives the same history, another seed another", async () => {
    const first = await trained({ backend, yaml: chancy });
    const again = await trained({ backend, yaml: chancy });
    const other = await trained({ backend, yaml: chancy, seed: 2 });
    expect(first.backend.chosen).toBe(backend);
    expect(history(again.rounds)).toEqual(history(first.rounds));
    expect(again.bundle.weights.data).toEqual(first.bundle.weights.data);
    expect(history(other.rounds)).not.toEqual(history(first.rounds));
  });

  test(`${STEPS[backend]} steps, and a cancel, leave as many tensors as before`, { timeout: 60_000 }, async () => {
    await startBackend(backend, { gpu: null, timeout: 10_000 });
    const before = tf.memory();
    const counts: number[] = [];
    const onEvent = (event: TrainEvent) => { if (event.type === "round") counts.push(tf.memory().numTensors); };
    await trained({ backend, trainer: `train_steps: ${STEPS[backend]}, early_stop: 0`, onEvent });
    expect(counts.length).toBeGreaterThan(30);
    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);

    const surroundings = { host: tinyHost(), control: runControl(), clock: systemClock(), backend: () => startBackend(backend, { gpu: null, timeout: 10_000 }) };
    for await (const event of runTraining({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend }, surroundings)) {
      if (event.type === "round") break;
    }
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });
});

test("a device that fails where no other is left ends the run with its reason, and leaves no tensor behind", async () => {
  const health: Writable<Health> = {
    failure: null,
    verify: async () => { if (health.failure !== null) throw new DeviceFailure(health.failure); },
  };
  const backend = async () => ({ ...(await startBackend("cpu", { gpu: null, timeout: 10_000 })), health });
  const events = runTraining({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, { host: tinyHost(), control: runControl(), clock: systemClock(), backend });
  const before = tf.memory().numTensors;
  const told: string[] = [];
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done) {
      expect(next.value).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("the GPU was lost (unknown): a cable") as string }] });
      break;
    }
    told.push(next.value.type);
    if (next.value.type === "round") health.failure = "the GPU was lost (unknown): a cable";
  }
  expect(told.filter((type) => type !== "progress")).toEqual(["started", "round", "interrupted"]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a listener that throws ends the run, and leaves no tensor behind", async () => {
  await trained({ epochs: 1 });
  const before = tf.memory().numTensors;
  await expect(run({ onEvent: (event) => { if (event.type === "round") throw new Error("the page is gone"); } })).rejects.toThrow("the page is gone");
  expect(tf.memory().numTensors).toBe(before);
});

/**
 * Backends round differently; over three epochs of the tiny table every figure stays within this, relative to its size.
 * Batch normalisation is left out: a bias before it has no gradient but rounding noise, which Adam scales up to whole steps.
 */
const BETWEEN_BACKENDS = 1e-5;
const dropout = (yaml: string) => yaml.replace("output_size: 16", "output_size: 16, dropout: 0.2");

test("cpu and wasm tell the same history within the stated tolerance", async () => {
  const [cpu, wasm] = [await trained({ yaml: dropout }), await trained({ backend: "wasm", yaml: dropout })];
  for (const [i, round] of cpu.rounds.entries()) {
    for (const [output, scores] of Object.entries(round.validation)) {
      for (const [metric, value] of Object.entries(scores)) {
        const difference = Math.abs(wasm.rounds[i]!.validation[output]![metric]! - value);
        expect(difference, `${output} ${metric} in round ${i + 1}`).toBeLessThanOrEqual(BETWEEN_BACKENDS * Math.max(1, Math.abs(value)));
      }
    }
  }
});

test("a pause holds the run until it goes on, is no time of the run, and changes nothing of its history", async () => {
  const pause = 600;
  let events = 0;
  const told: number[] = [];
  const paused = await trained({
    onEvent(event, engine) {
      if (event.type === "paused") {
        events = 0;
        setTimeout(() => {
          expect(events).toBe(0); // nothing happens in a pause
          void engine.control("run");
        }, pause);
        return;
      }
      events++;
      if (event.type === "round") told.push(performance.now());
      if (event.type === "round" && event.round.round === 1) void engine.control("pause");
    },
  });
  const { rounds } = await trained({});
  expect(paused.events.map(({ type }) => type).filter((type) => type === "paused" || type === "resumed")).toEqual(["paused", "resumed"]);
  expect(history(paused.rounds)).toEqual(history(rounds));
  const since = told.at(-1)! - told[0]!;
  expect(since).toBeGreaterThan(pause);
  expect(1000 * (paused.rounds.at(-1)!.seconds - paused.rounds[0]!.seconds)).toBeLessThan(since - pause / 2); // an event may be told a little late
});

test("a stop ends the run within a step and keeps the best round", async () => {
  const stopped = await trained({ epochs: 50, onEvent: (event, engine) => { if (event.type === "round" && event.round.round === 2) void engine.control("stop"); } });
  expect(stopped.reason).toBe("stopped");
  expect(stopped.rounds).toHaveLength(2);
  const whole = await trained({ epochs: 2 });
  expect(stopped.bundle.weights.data).toEqual(whole.bundle.weights.data);
});

test("a run that is stopped before its first round is judged as it stands", async () => {
  const { reason, rounds } = await trained({ epochs: 50, rows: 2000, onEvent: (event, engine) => { if (event.type === "progress") void engine.control("stop"); } });
  expect(reason).toBe("stopped");
  expect(rounds).toHaveLength(1);
  expect(rounds[0]!.step).toBeLessThan(44);
});

test("a paused run can be stopped", async () => {
  const { reason, rounds } = await trained({
    onEvent(event, engine) {
      if (event.type === "round") void engine.control("pause");
      if (event.type === "paused") void engine.control("stop");
    },
  });
  expect(reason).toBe("stopped");
  expect(rounds).toHaveLength(1);
});

/** Multiplies every weight by 1 − weight_decay at each step. */
const wild = (weightDecay: number): Parameters<typeof run>[0] => ({
  epochs: 50,
  trainer: `gradient_clipping: {clipglobalnorm: null}, optimizer: {type: adamw, weight_decay: ${weightDecay}}`,
  yaml: (text) => text.replace("learning_rate: 0.02", "learning_rate: 1.0"),
});

test("a loss that is no number ends the run, and the best round before it is kept", async () => {
  const diverged = await trained(wild(20));
  expect(diverged.reason).toBe("diverged");
  expect(diverged.rounds.length).toBeGreaterThan(0);
  expect(diverged.rounds.length).toBeLessThan(50);
  expect(diverged.bundle.made.bestRound).toBeGreaterThan(0);
  const answers = await diverged.engine.open(diverged.bundle);
  expect(answers.ok).toBe(true);
  expect(new Float32Array(diverged.bundle.weights.data.slice().buffer).every(Number.isFinite)).toBe(true);
});

test("a loss that is no number before there is a round ends the run as failed, and says what to try", async () => {
  const { outcome, events } = await run(wild(1000));
  expect(outcome).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/no model to keep; try a smaller learning_rate/) as string }] });
  expect(events.map(({ type }) => type)).not.toContain("finished");
});

test("no better round for as many rounds as asked stops the run, and the best one's weights are kept", async () => {
  const asked = "early_stop: 2, validation_field: sweet, validation_metric: accuracy";
  const { reason, rounds, bundle } = await trained({ epochs: 100, trainer: asked });
  expect(reason).toBe("early_stop");
  expect(rounds).toHaveLength(bundle.made.bestRound + 2);
  const shorter = await trained({ epochs: bundle.made.bestRound, trainer: asked });
  expect(bundle.weights.data).toEqual(shorter.bundle.weights.data);
});

test("without validation rows nothing stops early, and the last round is kept", async () => {
  const { reason, rounds, bundle, evaluations } = await trained({ epochs: 4, trainer: "early_stop: 1", split: "{type: random, probabilities: [0.8, 0.0, 0.2]}" });
  expect(reason).toBe("all_rounds");
  expect(bundle.made.bestRound).toBe(4);
  expect(rounds.map(({ validation, best }) => [validation, best])).toEqual(Array.from({ length: 4 }, () => [{}, true]));
  expect(evaluations.map(({ split }) => split)).toEqual(["test"]);
});

test("with evaluate_training_set the training scores are those of the round's weights", async () => {
  const still = (text: string) => text.replace("learning_rate: 0.02", "learning_rate: 1.0e-12");
  const [running, whole] = [await trained({ yaml: still }), await trained({ yaml: still, trainer: "evaluate_training_set: true" })];
  expect(whole.rounds[0]!.training["weight"]!["loss"]).toBeCloseTo(running.rounds[0]!.training["weight"]!["loss"]!, 4);
});

test("one run at a time; what is wrong with a request comes back as problems", async () => {
  let second: Awaited<ReturnType<typeof run>>["outcome"] | null = null;
  const first = await trained({
    onEvent(event, engine) {
      if (event.type === "started") void engine.train({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, () => {}).then((outcome) => { second = outcome; });
    },
  });
  expect(first.reason).toBe("all_rounds");
  expect(second).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("a run is going on") as string }] });
  const absent = await run({ yaml: (text) => text.replace("name: size", "name: length") });
  expect(absent.outcome).toMatchObject({ ok: false, problems: [{ path: ["input_features", 0], message: expect.stringContaining("no column 'length'") as string }] });
});
