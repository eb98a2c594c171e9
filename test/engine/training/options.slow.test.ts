/** What the options of the trainer's section change in a run, each against a run without it or a closed form. */
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import { readWeights } from "../../../src/engine/model/weights.ts";
import * as tf from "../../../src/engine/tf.ts";
import { notFrozen, openLearner } from "../../../src/engine/training/learner.ts";
import { encodePart, prepare } from "../../../src/engine/training/prepare.ts";
import { columnsOf, resident } from "../../../src/engine/training/resident.ts";
import { makeStep, trainable } from "../../../src/engine/training/step.ts";
import { run, trained } from "./runs.ts";
import { tinyTable, tinyYaml } from "./tiny.ts";

/** Steps of the tiny model, `pieces` to an update. */
async function stepsOf(trainer: string, batches: readonly (readonly number[])[], pieces: number, { repeater }: RunningBackend) {
  const { opened, problems } = openYaml(tinyYaml(`gradient_clipping: {clipglobalnorm: null}, ${trainer}`));
  if (!opened) throw new Error(problems.map(({ message }) => message).join("\n"));
  const ready = prepare(opened, tinyTable(), 1);
  if (!ready.ok) throw new Error("the tiny table does not fit its config");
  const { inputs, outputs } = ready.value;
  const built = buildModel(inputs, outputs, opened.combiner, 1);
  if (!built.ok) throw new Error("expected a model");
  const { model, inputParts } = built.value;
  const part = await encodePart(ready.value, inputParts, tinyTable(), ready.value.training);
  const source = resident(part.rows, columnsOf(part));
  const learner = openLearner(trainable(model), outputs, opened.trainer, pieces > 1, null);
  const { learnt, balance, optimizer, accumulation } = learner;
  const before = await readWeights(model);
  const step = makeStep({ model, outputs, source, batchSize: batches[0]!.length, trainer: opened.trainer, optimizer, ledger: null, learnt, balance, ...(accumulation && { accumulation }) }, repeater);
  const losses: number[] = [];
  for (const [taken, rows] of batches.entries()) {
    const cycle = { position: (taken % pieces) + 1, isLast: (taken + 1) % pieces === 0, updates: Math.floor(taken / pieces) };
    const loss = step.take({ rows: Int32Array.from(rows), weights: new Float32Array(rows.length).fill(1), count: rows.length }, taken, 0.1, cycle);
    losses.push((await repeater.read(loss))[0]!);
  }
  const state = await learner.state();
  const found = { before, after: await readWeights(model), losses, state, captured: step.captured !== null };
  for (const held of [step, source, learner, model]) held.dispose();
  return found;
}

const rowsFrom = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i);
const largest = (a: readonly Float32Array[], b: readonly Float32Array[]): number => Math.max(...a.flatMap((values, k) => [...values].map((value, i) => Math.abs(value - b[k]![i]!))));

describe.each(["cpu", "wasm"] as const)("on %s", (name) => {
  let backend: RunningBackend;
  beforeAll(async () => { backend = await startBackend(name, { gpu: null, timeout: 10_000 }); });

  test("three pieces of a batch move the weights as the whole does, update after update", async () => {
    const whole = await stepsOf("optimizer: {type: adam}", [rowsFrom(0, 12), rowsFrom(12, 12)], 1, backend);
    const pieces = await stepsOf("optimizer: {type: adam}", Array.from({ length: 6 }, (_, i) => rowsFrom(4 * i, 4)), 3, backend);
    expect(largest(whole.after, whole.before)).toBeGreaterThan(0.05);
    expect(largest(pieces.after, whole.after)).toBeLessThan(1e-4);
    expect(pieces.captured).toBe(name === "wasm");
  });

  test("uncertainties move by their own gradient, and weigh the losses by what they have become", async () => {
    const batches = [rowsFrom(0, 12), rowsFrom(0, 12)];
    const outputs = ["kind", "weight", "sweet"];
    const { losses, state } = await stepsOf("optimizer: {type: sgd}, loss_balancing: uncertainty", batches, 1, backend);
    const plain = await stepsOf("optimizer: {type: sgd}", batches.slice(0, 1), 1, backend);
    expect(losses[0]).toBeCloseTo(plain.losses[0]!, 5); // s begins at 0
    // Σ of dL/ds = 1/2 − L at s = 0; two steps of 0.1.
    const learnt = outputs.map((output) => state[`loss_balancing/${output}:value`]![0]!);
    const single = await stepsOf("optimizer: {type: sgd}, loss_balancing: uncertainty", batches.slice(0, 1), 1, backend);
    const first = outputs.map((output) => single.state[`loss_balancing/${output}:value`]![0]!);
    expect(first.reduce((sum, s) => sum + s, 0)).toBeCloseTo(0.1 * (plain.losses[0]! - 0.5 * outputs.length), 5);
    expect(learnt).not.toEqual(first);
  });

  test("logarithms of losses add up", async () => {
    const plain = await stepsOf("optimizer: {type: sgd}", [rowsFrom(0, 12)], 1, backend);
    const logs = await stepsOf("optimizer: {type: sgd}, loss_balancing: log_transform", [rowsFrom(0, 12)], 1, backend);
    expect(logs.losses[0]).toBeLessThan(plain.losses[0]!);
    expect(logs.losses[0]).toBeGreaterThan(Math.log1p(plain.losses[0]!));
  });
});

describe("a run", () => {
  beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });
  const never = "early_stop: 0";

  test("shows the learning rate of each round, warm-up and decay included", async () => {
    const { rounds } = await trained({ epochs: 4, trainer: `${never}, learning_rate_scheduler: {decay: linear, warmup_evaluations: 1}` });
    // 6 steps a round; the last step of the first round is the sixth of the warm-up, counted from 0.
    expect(rounds.map(({ learningRate }) => learningRate)).toEqual([0.02 * 5 / 6, 0.02 * 13 / 18, 0.02 * 7 / 18, 0.02 * 1 / 18].map((rate) => expect.closeTo(rate, 10) as number));
  });

  test("grows its batches when its rounds get no better, and ends after as many epochs", async () => {
    const { rounds, reason } = await trained({ epochs: 8, yaml: (yaml) => yaml.replace("batch_size: 32, learning_rate: 0.02", "batch_size: 10, learning_rate: 1.0e-9"), trainer: `${never}, increase_batch_size_on_plateau: 2, increase_batch_size_on_plateau_patience: 2, increase_batch_size_eval_metric: accuracy` });
    expect(reason).toBe("all_rounds");
    expect(rounds.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const sizes = rounds.map(({ batchSize }) => batchSize!);
    expect([sizes[0], sizes.at(-1)]).toEqual([10, 40]);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });

  test("leaves frozen weights where they began, and says when a pattern finds none or all", async () => {
    const weightsOf = ({ bundle: { weights: { specs, data } } }: Awaited<ReturnType<typeof trained>>) => {
      let at = 0;
      return new Map(specs.map(({ name, shape }) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [name, new Float32Array(data.slice(at, (at += 4 * size)).buffer)];
      }));
    };
    const frozen = weightsOf(await trained({ trainer: "layers_to_freeze_regex: ^inputs/" }));
    const begun = weightsOf(await trained({ trainer: "train_steps: 1", yaml: (yaml) => yaml.replace("0.02", "1.0e-12") }));
    const [held, moved] = [[...frozen.keys()].filter((name) => name.startsWith("inputs/")), [...frozen.keys()].filter((name) => name.startsWith("combiner/"))];
    expect(held.length).toBeGreaterThan(1);
    for (const name of held) expect(largest([frozen.get(name)!], [begun.get(name)!]), name).toBeLessThan(1e-6);
    for (const name of moved) expect(largest([frozen.get(name)!], [begun.get(name)!]), name).toBeGreaterThan(1e-3);
    const messageOf = async (pattern: string) => {
      const { outcome } = await run({ trainer: `layers_to_freeze_regex: ${pattern}` });
      return outcome.ok ? "" : outcome.problems[0]!;
    };
    expect(await messageOf("decoder$")).toMatchObject({ path: ["trainer", "layers_to_freeze_regex"], message: expect.stringMatching(/'decoder\$' finds none of the \d+ weights of this model, such as 'inputs\//) as string });
    expect(await messageOf(".")).toMatchObject({ message: expect.stringMatching(/finds every weight/) as string });
  });

  test("judges a sample of rows in rounds, and all of them at the end", async () => {
    const whole = await trained({ epochs: 2, trainer: "eval_batch_size: 4" });
    const some = await trained({ epochs: 2, trainer: "eval_batch_size: 4, eval_steps: 2" });
    const accuracies = some.rounds.map(({ validation }) => 8 * validation["kind"]!["accuracy_micro"]!);
    expect(accuracies.every((hits) => Math.abs(hits - Math.round(hits)) < 1e-6)).toBe(true);
    expect(some.rounds[0]!.training).toEqual(whole.rounds[0]!.training);
    expect(some.evaluations.map(({ rows }) => rows)).toEqual(whole.evaluations.map(({ rows }) => rows));
    const passed = await trained({ epochs: 2, trainer: "eval_batch_size: 4, eval_steps: 2, evaluate_training_set: true" });
    expect(8 * passed.rounds[0]!.training["kind"]!["accuracy_micro"]! % 1).toBeCloseTo(0, 6);
  });

  test("goes to its end and keeps the last weights when no round is judged", async () => {
    const { rounds, reason, bundle, evaluations } = await trained({ epochs: 4, trainer: "skip_all_evaluation: true, early_stop: 1, evaluate_training_set: true" });
    expect([reason, bundle.made.bestRound, rounds.length]).toEqual(["all_rounds", 4, 4]);
    expect(rounds.every(({ validation, best }) => Object.keys(validation).length === 0 && best)).toBe(true);
    expect(evaluations.map(({ split }) => split)).toEqual(["validation", "test"]);
  });

  test("stores what auto became, so that the stored config does the same again", async () => {
    const auto = (yaml: string) => yaml.replace("batch_size: 32, learning_rate: 0.02", "batch_size: auto, learning_rate: auto, effective_batch_size: 40");
    const first = await trained({ yaml: auto });
    expect(first.bundle.config["trainer"]).toMatchObject({ batch_size: 16, gradient_accumulation_steps: 2, effective_batch_size: 32, learning_rate: 0.0001 });
    const again = await trained({ yaml: () => JSON.stringify(first.bundle.config) });
    expect(again.bundle.weights.data).toEqual(first.bundle.weights.data);
    expect(again.bundle.config).toEqual(first.bundle.config);
  });

  test("trains on balanced classes, learns its facts from all training rows, and tells how many rows train", async () => {
    const one = (balance: string) => (yaml: string) => yaml.replace(/ {2}- \{name: kind.*\n {2}- \{name: weight.*\n/, "") + `preprocessing: {${balance}}\n`;
    const told = async (balance: string) => {
      const { bundle, events, split } = await trained({ epochs: 1, yaml: one(balance) });
      const started = events.find((event) => event.type === "started")!;
      return { rows: bundle.made.plan.rows.training, split: split.training.length, notes: started.notes.map(({ message }) => message), facts: bundle.facts };
    };
    const plain = await told("sample_ratio: 1");
    const more = await told("oversample_minority: 1");
    const fewer = await told("undersample_majority: 1");
    expect([plain.rows, more.split, fewer.split]).toEqual([168, 168, 168]);
    expect(more.rows + fewer.rows).toBe(2 * 168); // twice the frequent class, twice the rarer one
    expect(more.rows).toBeGreaterThan(180);
    expect(fewer.notes).toContain(`to balance the classes, ${fewer.rows} rows train instead of 168`);
    expect([more.facts, fewer.facts]).toEqual([plain.facts, plain.facts]);
  });

  test("learns as well by uncertainties, which are no part of the model", async () => {
    const { evaluations, bundle } = await trained({ backend: "wasm", epochs: 30, trainer: `${never}, loss_balancing: uncertainty` });
    expect(evaluations.find(({ split }) => split === "test")!.outputs["kind"]!.metrics["accuracy_micro"]).toBeGreaterThan(0.85);
    expect(bundle.weights.specs.filter(({ name }) => name.includes("loss_balancing"))).toEqual([]);
  });

  test.each(["lamb", "lars", "adafactor", "schedule_free_adamw", "muon"])("learns by %s", async (type) => {
    const rate = { lamb: 0.05, lars: 0.05, adafactor: 0.02, schedule_free_adamw: 0.05, muon: 0.02 }[type]!;
    const { evaluations } = await trained({ backend: "wasm", epochs: 25, trainer: `${never}, optimizer: {type: ${type}}`, yaml: (yaml) => yaml.replace("learning_rate: 0.02", `learning_rate: ${rate}`) });
    expect(evaluations.find(({ split }) => split === "test")!.outputs["kind"]!.metrics["accuracy_micro"]).toBeGreaterThan(0.8);
  });

  test("of frozen weights and a balance leaves nothing on the device", async () => {
    const before = tf.memory().numTensors;
    await trained({ trainer: "layers_to_freeze_regex: note, loss_balancing: uncertainty, gradient_accumulation_steps: 2, optimizer: {type: lamb}" });
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("a pattern is held against Fidelio's names of weights", async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  const { opened } = openYaml(tinyYaml());
  const ready = prepare(opened!, tinyTable(), 1);
  if (!ready.ok) throw new Error("expected features");
  const built = buildModel(ready.value.inputs, ready.value.outputs, opened!.combiner, 1);
  if (!built.ok) throw new Error("expected a model");
  const learnt = notFrozen(built.value.model, "colour|^outputs/");
  expect(learnt.ok && learnt.value.map(({ name }) => name).filter((name) => /colour|^outputs/.test(name))).toEqual([]);
  built.value.model.dispose();
});
