import { beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import * as tf from "../../../src/engine/tf.ts";
import { assetsOf } from "../../../src/engine/training/assets.ts";
import { batches, shuffled } from "../../../src/engine/training/batches.ts";
import { keepFrozen } from "../../../src/engine/training/kept.ts";
import { openOptimizer } from "../../../src/engine/training/optimizers.ts";
import { encodePart, prepare } from "../../../src/engine/training/prepare.ts";
import { columnsOf, sourceOf } from "../../../src/engine/training/resident.ts";
import { makeStep } from "../../../src/engine/training/step.ts";
import { engineWith, messages, trainedBy } from "../assets/engine.ts";

const rows = 96;
const words = ["good", "warm", "bad", "cold", "and", "not"];
const columns = {
  note: Array.from({ length: rows }, (_, i) => Array.from({ length: 2 + (i % 5) }, (__, k) => words[(i * 7 + k * k) % 6]!).join(" ")),
  size: Array.from({ length: rows }, (_, i) => String((i * 13) % 17)),
  kind: Array.from({ length: rows }, (_, i) => "ab"[(i * 7) % 6 < 2 ? 0 : 1]!),
};
const encoderOf = (reduce: string) => `{type: stacked_cnn, embedding_size: 4, dropout: 0.4, reduce_output: ${reduce}, conv_layers: [{num_filters: 4, filter_size: 3, pool_size: null, norm: batch}], num_fc_layers: 0}`;
const EARLIER = (reduce: string) => `
input_features: [{name: note, type: text, preprocessing: {sequence_length: 8}, encoder: ${encoderOf(reduce)}}]
output_features: [{name: kind, type: category}]
combiner: {type: ${reduce === "null" ? "sequence_concat" : "concat"}}
trainer: {epochs: 3, batch_size: 16}
`;
const LATER = (combiner: string) => `
input_features:
  - {name: text, column: note, type: text, encoder: {type: fidelio_model, model: e.zip}}
  - {name: size, type: number}
output_features: [{name: kind, type: category}]
combiner: ${combiner}
trainer: {epochs: 2, batch_size: 16, learning_rate: 0.01}
`;

/** Losses of some steps, and the weights as they are stored, with what is frozen kept, or computed at each step. */
async function learnt(yaml: string, zip: Uint8Array, most: number | undefined, { repeater }: RunningBackend): Promise<{ readonly losses: number[]; readonly stored: Pick<ModelBundle, "weights">; readonly inputs: number }> {
  const { opened } = openYaml(yaml);
  const table = tableFrom(columns);
  const prepared = prepare(opened!, table, 1, undefined, assetsOf(new Map([["e.zip", zip]])));
  if (!prepared.ok) throw new Error(messages(prepared.problems).join());
  const { outputs, training } = prepared.value;
  const kept = keepFrozen(prepared.value, 1, repeater, async () => {}, most);
  const built = buildModel(kept.inputs, outputs, opened!.combiner, 1);
  if (!built.ok) throw new Error(messages(built.problems).join());
  const { model, inputParts } = built.value;
  const part = await encodePart({ inputs: kept.inputs, outputs }, inputParts, table, training);
  const source = sourceOf(part.rows, columnsOf(part));
  const { trainer } = opened!;
  const optimizer = openOptimizer(trainer.optimizer, trainer.gradient_clipping);
  const step = makeStep({ model, outputs, source, batchSize: 16, trainer, optimizer, ledger: null }, repeater);
  const order = batches(shuffled(source.rows, 1), 16, 4);
  const losses: number[] = [];
  for (let taken = 0; taken < 12; taken++) losses.push((await step.take(order.next().value, taken, 0.01).data())[0]!);
  const stored = await kept.whole(model, () => buildModel(prepared.value.inputs, outputs, opened!.combiner, 1));
  if (!stored.ok) throw new Error(messages(stored.problems).join());
  const inputs = model.inputs.length;
  for (const held of [step, optimizer, source, model, kept]) held.dispose();
  return { losses, stored: stored.value, inputs };
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let running: RunningBackend;
  const zips = new Map<string, Uint8Array>();
  beforeAll(async () => {
    for (const reduce of ["sum", "null"]) {
      const engine = engineWith(columns, {});
      const zip = await engine.exportModel((await trainedBy(engine, EARLIER(reduce), "cpu")).bundle);
      if (!zip.ok) throw new Error(messages(zip.problems).join());
      zips.set(reduce, zip.value);
    }
    running = await startBackend(backend, { gpu: null, timeout: 10_000 });
  }, 60_000);

  test.each([["sum", "{type: concat, num_fc_layers: 1, output_size: 4}"], ["null", "{type: sequence_concat}"]])("what is kept of a frozen encoder (reduce_output: %s) learns as what is computed at each step", async (reduce, combiner) => {
    const before = tf.memory().numTensors;
    const zip = zips.get(reduce)!;
    const kept = await learnt(LATER(combiner), zip, undefined, running);
    const anew = await learnt(LATER(combiner), zip, 0, running);
    expect([kept.inputs, anew.inputs]).toEqual([reduce === "sum" ? 2 : 3, 2]);
    kept.losses.forEach((loss, i) => expect(loss).toBeCloseTo(anew.losses[i]!, 4));
    expect(kept.losses.at(-1)).not.toBeCloseTo(kept.losses[0]!, 3);
    expect(kept.stored.weights.specs).toEqual(anew.stored.weights.specs);
    const [a, b] = [kept, anew].map(({ stored }) => new Float32Array(stored.weights.data.slice().buffer));
    expect(Math.max(...a!.map((value, i) => Math.abs(value - b![i]!)))).toBeLessThan(1e-3);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** A model of the column of texts, to be an encoder. */
async function earlier(): Promise<Uint8Array> {
  const engine = engineWith(columns, {});
  const made = await engine.exportModel((await trainedBy(engine, EARLIER("sum"))).bundle);
  return made.ok ? made.value : new Uint8Array();
}

test("a run with a frozen encoder is judged as the model that it stores answers", async () => {
  const zip = await earlier();
  const engine = engineWith(columns, { "e.zip": zip });
  const run = await trainedBy(engine, `${LATER("{type: concat}")}preprocessing: {split: {probabilities: [0.5, 0.5, 0]}}\n`);
  const opened = await engine.open(run.bundle);
  if (!opened.ok) throw new Error(messages(opened.problems).join());
  const judged = run.evaluations.find(({ split }) => split === "validation")!.outputs["kind"]!.metrics;
  const inFile = await engine.predictTable(opened.value.id, "t", () => {});
  if (!inFile.ok) throw new Error(messages(inFile.problems).join());
  const answers = inFile.value["kind_predictions"]!;
  const rowsOf = run.split.validation;
  const right = [...rowsOf].filter((row) => answers[row] === columns.kind[row]).length / rowsOf.length;
  expect(judged["accuracy_micro"]).toBeCloseTo(right, 6);
  expect(run.bundle.made.plan.parameters).toBeGreaterThan(0);
});

test("how many rows a frozen encoder has answered is told, and a stop is heard meanwhile", async () => {
  const many = Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, Array.from({ length: 8 }, () => cells).flat()]));
  const engine = engineWith(many, { "e.zip": await earlier() });
  const done: number[] = [];
  const run = (stops: boolean) => engine.train({ yaml: LATER("{type: concat}"), dataset: "t", seed: 1, backend: "cpu" }, (event) => {
    if (event.type !== "reading") return;
    done.push(event.done);
    if (stops) void engine.control("stop");
  });
  expect((await run(false)).ok).toBe(true);
  expect(done.length).toBeGreaterThan(3); // there are three parts
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(8 * rows);
  const stopped = await run(true);
  expect(stopped.ok ? [] : messages(stopped.problems)).toEqual([expect.stringContaining("row 256 of 768")]);
});
