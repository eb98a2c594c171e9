import { beforeAll, describe, expect, test } from "vitest";
import type { EngineApi } from "../../../src/engine/api.ts";
import { cellsOf, type Cells } from "../../../src/engine/data/table.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import type { Predictions } from "../../../src/engine/predictions.ts";
import * as tf from "../../../src/engine/tf.ts";
import { trained } from "../training/runs.ts";
import { tinyTable } from "../training/tiny.ts";

const table = tinyTable(300);
const cells: Readonly<Record<string, Cells>> = Object.fromEntries(table.columns.map((column) => [column.name, cellsOf(column)]));
const INPUTS = ["size", "colour", "note"];

async function opened(engine: EngineApi, bundle: ModelBundle): Promise<string> {
  const outcome = await engine.open(bundle);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  return outcome.value.id;
}
async function ask(engine: EngineApi, id: string, asked: Readonly<Record<string, Cells>>): Promise<Readonly<Record<string, Predictions>>> {
  const outcome = await engine.predict(id, asked);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  return outcome.value;
}
const rows = (from: number, to: number) => Object.fromEntries(INPUTS.map((name) => [name, cells[name]!.slice(from, to)]));

/** The numbers of an answer, row by row. */
function numbers(answers: Readonly<Record<string, Predictions>>): readonly (readonly number[])[] {
  return Object.values(answers).map((answer) => {
    switch (answer.kind) {
      case "binary": return [...answer.probability];
      case "category": return [...answer.probabilities];
      case "distribution": return [...answer.shares];
      case "set":
      case "sequence": return [...answer.probabilities];
      case "number":
      case "vector": return [...answer.values];
      default: return answer satisfies never;
    }
  });
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let engine: EngineApi;
  let bundle: ModelBundle;
  beforeAll(async () => {
    ({ engine, bundle } = await trained({ backend, rows: 300 }));
  });

  test("a thousand rows, asked one by one as the form does, are answered exactly as in one batch", { timeout: 60_000 }, async () => {
    const id = await opened(engine, bundle);
    const thousand = Object.fromEntries(INPUTS.map((name) => [name, Array.from({ length: 1000 }, (_, row) => cells[name]![row % 300]!)]));
    const all = numbers(await ask(engine, id, thousand));
    const one: number[][] = all.map(() => []);
    for (let row = 0; row < 1000; row++) {
      const answer = numbers(await ask(engine, id, Object.fromEntries(INPUTS.map((name) => [name, [thousand[name]![row]!]]))));
      answer.forEach((values, k) => one[k]!.push(...values));
    }
    expect(one).toEqual(all);
    await engine.close(id);
  });

  test("a file is answered as its rows are", async () => {
    const id = await opened(engine, bundle);
    const progress: number[] = [];
    const file = await engine.predictTable(id, "tiny", (done) => progress.push(done));
    const { weight } = await ask(engine, id, rows(0, 300));
    if (!file.ok || weight?.kind !== "number") throw new Error("no answers");
    expect(file.value["weight_predictions"]!.map(Number)).toEqual([...weight.values]);
    expect(progress).toEqual([300]);
    await engine.close(id);
  });

  test("a model that is closed and opened again, even after another backend ran, predicts exactly as before", async () => {
    const id = await opened(engine, bundle);
    const before = await ask(engine, id, rows(0, 100));
    await engine.close(id);
    const other = await trained({ engine, backend: backend === "cpu" ? "wasm" : "cpu", epochs: 1 });
    expect(other.backend.chosen).not.toBe(backend);
    expect(await ask(engine, await opened(engine, structuredClone(bundle)), rows(0, 100))).toEqual(before);
  });

  test("a model that was open while a run changed the backend is made live again", async () => {
    const id = await opened(engine, bundle);
    const before = await ask(engine, id, rows(0, 10));
    const request = { yaml: bundle.yaml, dataset: "tiny", seed: 3, backend: backend === "cpu" ? "wasm" : "cpu" } as const;
    const run = engine.train(request, () => {});
    const meanwhile = numbers(await ask(engine, id, rows(0, 10)));
    numbers(before).forEach((values, k) => values.forEach((value, i) => expect(meanwhile[k]![i]).toBeCloseTo(value, 5)));
    expect((await run).ok).toBe(true);
    expect(await ask(engine, id, rows(0, 10))).toEqual(before);
  });

  test("closing a model frees what it held", async () => {
    await ask(engine, await opened(engine, bundle), rows(0, 1));
    const before = tf.memory().numTensors;
    const id = await opened(engine, bundle);
    await ask(engine, id, rows(0, 7));
    await engine.close(id);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("missing, unseen and absent cells are answered with finite numbers", async () => {
  const { engine, bundle } = await trained({ rows: 60, epochs: 1 });
  const id = await opened(engine, bundle);
  for (const asked of [{ size: [null], colour: ["purple"], note: ["never seen"] }, { size: ["1e999"], colour: [null] }, { note: [""] }]) {
    expect(numbers(await ask(engine, id, asked)).flat().every(Number.isFinite)).toBe(true);
  }
  expect(await engine.predict(id, {})).toMatchObject({ ok: false });
  expect(await engine.predict(id, { size: ["1"], colour: ["red", "blue"] })).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("differ in length") as string }] });
});

test("tags come with the tokens they belong to, as these are spelt, and as many as a cut text keeps", async () => {
  const { engine, bundle } = await trained({ rows: 60, epochs: 1, yaml: () => `
input_features: [{name: note, type: text, preprocessing: {tokenizer: space, lowercase: true, max_sequence_length: 5}, encoder: {type: embed, embedding_size: 2, reduce_output: null}}]
output_features: [{name: tags, column: note, type: sequence, preprocessing: {tokenizer: space, max_sequence_length: 5}, decoder: {type: tagger}}]
combiner: {type: sequence_concat}
trainer: {epochs: 1}
` });
  const { tags } = await ask(engine, await opened(engine, bundle), { note: ["Fly to", null, "a B c D e"] });
  if (tags?.kind !== "sequence") throw new Error("no tags");
  expect([...tags.starts]).toEqual([0, 2, 3, 6]);
  expect(tags.tokens).toEqual(["Fly", "to", "", "a", "B", "c"]);
});

test("a bundle of a newer format, and weights that do not fit, are refused with a sentence", async () => {
  const { engine, bundle } = await trained({ rows: 60, epochs: 1 });
  expect(await engine.open({ ...bundle, format: 99 })).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("newer version") as string }] });
  const [first, ...others] = bundle.weights.specs;
  const renamed = { ...bundle, weights: { ...bundle.weights, specs: [{ ...first!, name: "another/name" }, ...others] } };
  expect(await engine.open(renamed)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(first!.name) as string }] });
});
