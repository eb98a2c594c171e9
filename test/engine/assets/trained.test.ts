import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import { valuesByName } from "../../../src/engine/model/weights.ts";
import { profileOf } from "../../support/profiles.ts";
import { engineWith, messages, trainedBy, type FilesByName } from "./engine.ts";

const rows = 80;
const columns = {
  note: Array.from({ length: rows }, (_, i) => ["good and warm", "bad and cold", "good", "cold"][i % 4]!),
  size: Array.from({ length: rows }, (_, i) => String(100 + (i % 7) * 10)),
  kind: Array.from({ length: rows }, (_, i) => ["a", "b", "a", "b"][i % 4]!),
};
const EARLIER = `
input_features:
  - {name: note, type: text, encoder: {type: parallel_cnn, embedding_size: 4, num_filters: 4, dropout: 0.5, fc_layers: [{output_size: 3, norm: batch}]}}
  - {name: size, type: number, preprocessing: {normalization: zscore}, encoder: {type: dense, output_size: 4}}
output_features: [{name: kind, type: category}]
combiner: {type: concat}
trainer: {epochs: 2, batch_size: 16}
`;
const LATER = (encoder: string) => `
input_features:
  - {name: text, column: words, type: text, encoder: {type: fidelio_model, model: assets/e.zip, ${encoder}}}
output_features: [{name: kind, type: category}]
combiner: {type: concat}
trainer: {epochs: 2, batch_size: 16}
`;
/** Other words than before, most of them unseen. */
const later = { words: Array.from({ length: 40 }, (_, i) => ["good new", "cold other"][i % 2]!), kind: Array.from({ length: 40 }, (_, i) => ["x", "y"][i % 2]!) };

let files: FilesByName;
let earlier: ModelBundle;
beforeAll(async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  const engine = engineWith(columns, {});
  earlier = (await trainedBy(engine, EARLIER)).bundle;
  const zip = await engine.exportModel(earlier);
  if (!zip.ok) throw new Error(messages(zip.problems).join());
  files = { "assets/e.zip": zip.value };
});

const scope = (bundle: ModelBundle, prefix: string) =>
  Object.fromEntries([...valuesByName(bundle.weights)].filter(([name]) => name.startsWith(prefix)).map(([name, values]) => [name.slice(prefix.length), [...values]]));

test("a frozen encoder keeps the earlier model's weights, words and lengths, whatever the new rows say", async () => {
  const { bundle } = await trainedBy(engineWith(later, files), LATER("input: note"));
  expect(scope(bundle, "inputs/text/")).toEqual(scope(earlier, "inputs/note/"));
  const { outside: _, ...facts } = bundle.facts.inputs["text"] as object & { readonly outside: unknown };
  expect(facts).toEqual(earlier.facts.inputs["note"]);
});

test("one that is trainable begins there and moves on", async () => {
  const { bundle } = await trainedBy(engineWith(later, files), LATER("trainable: true").replace("batch_size: 16", "batch_size: 16, learning_rate: 0.000001"));
  const [then, now] = [scope(earlier, "inputs/note/"), scope(bundle, "inputs/text/")];
  expect(Object.keys(now)).toEqual(Object.keys(then));
  expect(now).not.toEqual(then);
  for (const [name, values] of Object.entries(now)) if (!name.includes("moving_")) values.forEach((value, i) => expect(value).toBeCloseTo(then[name]![i]!, 4));
});

test("the model predicts, exports and opens again without the file, and can itself be borrowed from", async () => {
  const engine = engineWith(later, files);
  const { bundle } = await trainedBy(engine, LATER("input: note"));
  const bare = engineWith(later, {});
  const zip = await bare.exportModel(bundle);
  if (!zip.ok) throw new Error(messages(zip.problems).join());
  const read = await bare.importModel(zip.value);
  expect(read.ok && read.value.facts).toEqual(bundle.facts);
  const again = await trainedBy(engineWith(later, { "assets/e.zip": zip.value }), LATER("input: text"));
  expect(scope(again.bundle, "inputs/text/")).toEqual(scope(earlier, "inputs/note/"));
});

test("what does not fit is said at its line", async () => {
  const found = async (encoder: string, more: FilesByName = files) => {
    const { problems } = await engineWith(later, more).inspect(LATER(encoder), profileOf(later));
    return problems.filter(({ path }) => path.includes("encoder")).map(({ severity, path, line, message }) => `${severity} ${path.at(-1)} ${line}: ${message}`);
  };
  expect(await found("input: note")).toEqual([]);
  expect((await found("input: nite")).join()).toMatch(/^error input 3: .*no input 'nite'; did you mean 'note'/);
  expect((await found("input: size")).join()).toMatch(/^error input 3: .*'size' is of type number, this one of text/);
  expect((await found("input: note", {})).join()).toMatch(/^error model 3: .*there is no such file/);
  expect((await found("input: note", { "assets/e.zip": "no zip" })).join()).toMatch(/^error model 3: .*not a zip file/);
  const { problems } = await engineWith(later, files).inspect(LATER("input: note").replace("encoder:", "preprocessing: {lowercase: true, missing_value_strategy: drop_row}, encoder:"), null);
  expect(messages(problems)).toEqual(["input_features.0.preprocessing.lowercase: lowercase is not looked at: how cells are read comes with the earlier model"]);
  const none = await engineWith(later, files).inspect(LATER("").replace("model: assets/e.zip, ", ""), null);
  expect(messages(none.problems).join()).toMatch(/encoder.model: model: name the file/);
});

test("numbers keep the earlier scale", async () => {
  const cells = { size: ["1", "2", "3", "4", "5", "6", "7", "8"], y: ["1", "2", "3", "4", "5", "6", "7", "8"] };
  const { bundle } = await trainedBy(engineWith(cells, files), `
input_features: [{name: size, type: number, encoder: {type: fidelio_model, model: assets/e.zip}}]
output_features: [{name: y, type: number}]
trainer: {epochs: 1}
preprocessing: {split: {probabilities: [1, 0, 0]}}
`);
  const { outside: _, ...facts } = bundle.facts.inputs["size"] as object & { readonly outside: unknown };
  expect(facts).toEqual(earlier.facts.inputs["size"]);
});
