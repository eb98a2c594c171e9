import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Repeater } from "../../../src/engine/acceleration/repeat.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { cellOf, columnNamed, tableFrom, type Cell, type Table } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import { readWeights } from "../../../src/engine/model/weights.ts";
import * as tf from "../../../src/engine/tf.ts";
import { openOptimizer } from "../../../src/engine/training/optimizers.ts";
import { encodePart, prepare } from "../../../src/engine/training/prepare.ts";
import { columnsOf, partialIn, resident } from "../../../src/engine/training/resident.ts";
import { makeStep } from "../../../src/engine/training/step.ts";
import { tinyTable, tinyYaml } from "./tiny.ts";

let repeater: Repeater;
beforeAll(async () => { ({ repeater } = await startBackend("cpu", { gpu: null, timeout: 10_000 })); });

interface Rows { readonly rows: readonly number[]; readonly weights: readonly number[] }
const EIGHT: Rows = { rows: [0, 1, 2, 3, 4, 5, 6, 7], weights: [1, 1, 1, 1, 1, 1, 1, 1] };

/** A step of the tiny model on rows of its training part. */
async function step(trainer: string, { rows, weights }: Rows = EIGHT, edit = (yaml: string) => yaml, table = tinyTable()) {
  const { opened, problems } = openYaml(edit(tinyYaml(trainer)));
  if (!opened) throw new Error(problems.map(({ message }) => message).join("\n"));
  const ready = prepare(opened, table, 1);
  if (!ready.ok) throw new Error("the tiny table does not fit its config");
  const { inputs, outputs, split } = ready.value;
  const built = buildModel(inputs, outputs, opened.combiner, 1);
  if (!built.ok) throw new Error("expected a model");
  const { model, inputParts } = built.value;
  const before = await readWeights(model);
  const part = await encodePart(ready.value, inputParts, table, split.training);
  const source = resident(part.rows, columnsOf(part));
  const optimizer = openOptimizer(opened.trainer.optimizer, opened.trainer.gradient_clipping);
  const step = makeStep({ model, outputs, source, partial: partialIn(part), batchSize: rows.length, trainer: opened.trainer, optimizer, ledger: null }, repeater);
  const loss = step.take({ rows: Int32Array.from(rows), weights: Float32Array.from(weights), count: rows.length }, 0, 0.01);
  const found = {
    loss: (await loss.data<"float32">())[0]!,
    before,
    after: await readWeights(model),
    trainable: model.trainableWeights.map((weight) => model.weights.indexOf(weight)),
  };
  step.dispose();
  source.dispose();
  optimizer.dispose();
  model.dispose();
  return found;
}
const NONE = "gradient_clipping: {clipglobalnorm: null}";

test.each([
  ["l2", (w: number) => w * w],
  ["l1", Math.abs],
  ["l1_l2", (w: number) => Math.abs(w) + w * w],
] as const)("%s regularisation adds λ times its sum over every learnt parameter", async (kind, term) => {
  const plain = await step(NONE);
  const held = await step(`${NONE}, regularization_type: ${kind}, regularization_lambda: 0.1`);
  const sum = plain.trainable.flatMap((i) => [...plain.before[i]!]).reduce((total, w) => total + term(w), 0);
  expect(held.loss - plain.loss).toBeCloseTo(0.1 * sum, 4);
  expect(held.after).not.toEqual(plain.after);
});

test("rows that only fill up a batch change nothing, batch normalisation included", async () => {
  const normed = (yaml: string) => yaml.replace("output_size: 16", "output_size: 16, norm: batch");
  const five = await step(NONE, { rows: [0, 1, 2, 3, 4], weights: [1, 1, 1, 1, 1] }, normed);
  const filled = await step(NONE, { rows: [0, 1, 2, 3, 4, 9, 9, 12], weights: [1, 1, 1, 1, 1, 0, 0, 0] }, normed);
  expect(filled.loss).toBeCloseTo(five.loss, 5);
  // The biases before the normalisation have no gradient but rounding noise; everything else moves alike.
  const differing = filled.after.filter((values, i) => values.some((value, k) => Math.abs(value - five.after[i]![k]!) > 1e-4));
  expect(differing.length).toBeLessThanOrEqual(1);
});

test("an output's weight scales its share of the loss", async () => {
  const weighted = (yaml: string) => yaml.replace("{name: weight, type: number}", "{name: weight, type: number, loss: {type: mean_squared_error, weight: 3}}");
  const [one, three] = [await step(NONE), await step(NONE, EIGHT, weighted)];
  const zero = await step(NONE, EIGHT, (yaml) => weighted(yaml).replace("weight: 3", "weight: 0"));
  expect(three.loss - zero.loss).toBeCloseTo(3 * (one.loss - zero.loss), 4);
});

test("with mask_loss a row without a target stays, and counts in the other outputs' losses alone", async () => {
  const unlabelled = (split: string) => (yaml: string) => `${yaml.replace("{name: sweet, type: binary}", `{name: sweet, type: binary, ${split}}`)}preprocessing: {split: {type: fixed, column: part}}`;
  const table = (labelled: number) => withCells(tinyTable(), (row) => ({ sweet: row < labelled ? undefined : null, part: "0" }));
  const masked = unlabelled("preprocessing: {missing_value_strategy: mask_loss}");
  const [half, none] = [await step(NONE, EIGHT, masked, table(4)), await step(NONE, EIGHT, unlabelled("loss: {weight: 0}"), table(240))];
  const four = await step(NONE, { rows: [0, 1, 2, 3], weights: [1, 1, 1, 1] }, masked, table(240));
  const others = await step(NONE, { rows: [0, 1, 2, 3], weights: [1, 1, 1, 1] }, unlabelled("loss: {weight: 0}"), table(240));
  expect(half.loss - none.loss).toBeCloseTo(four.loss - others.loss, 5);
  expect(half.loss).not.toBeCloseTo(none.loss, 2);
});

test("a vector of another size counts for its own output in no loss, and moves no other output's labels", async () => {
  const yaml = (text: string) => text
    .replace("{name: weight, type: number}", "{name: weight, type: vector, preprocessing: {missing_value_strategy: mask_loss}}")
    .replace("{name: sweet, type: binary}", "{name: sweet, type: binary, preprocessing: {missing_value_strategy: mask_loss}}");
  const fixed = (text: string) => `${yaml(text)}preprocessing: {split: {type: fixed, column: part}}`;
  // Of rows 0 to 7, the even ones have a vector that can be read and the first four a label; all others have both.
  const table = withCells(tinyTable(), (row) => ({ weight: row % 2 === 0 || row > 7 ? `${row} 1` : "1 2 3", sweet: row < 4 || row > 7 ? undefined : null, part: "0" }));
  const pairs = withCells(table, (row) => ({ weight: `${row} 1`, sweet: row < 4 || row > 7 ? undefined : null, part: "0" }));
  const even: Rows = { rows: [0, 2, 4, 6], weights: [1, 1, 1, 1] };
  const [mixed, readable] = [await step(NONE, EIGHT, fixed, table), await step(NONE, even, fixed, pairs)];
  const without = (text: string) => fixed(text).replace("type: vector,", "type: vector, loss: {weight: 0},");
  const [mixedRest, readableRest] = [await step(NONE, EIGHT, without, table), await step(NONE, even, without, pairs)];
  expect(mixed.loss - mixedRest.loss).toBeCloseTo(readable.loss - readableRest.loss, 4);
  // The labels are those of the first four rows, whatever the vectors are.
  const allVectors = await step(NONE, EIGHT, without, pairs);
  expect(mixedRest.loss).toBeCloseTo(allVectors.loss, 5);
});

test("a step leaves nothing behind but what it hands out", async () => {
  await step("");
  const before = tf.memory().numTensors;
  await step("");
  expect(tf.memory().numTensors).toBe(before);
});

/** The table with some cells said anew, by column; undefined: as before. */
function withCells(table: Table, say: (row: number) => Readonly<Record<string, Cell | undefined>>): Table {
  const names = new Set([...table.columns.map(({ name }) => name), ...Object.keys(say(0))]);
  return tableFrom(Object.fromEntries([...names].map((name) => {
    const column = columnNamed(table, name);
    return [name, Array.from({ length: table.rows }, (_, row) => say(row)[name] === undefined && column ? cellOf(column, row) : (say(row)[name] ?? null))];
  })));
}
