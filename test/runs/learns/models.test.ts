/** Models from elsewhere as encoders, each on a problem that only what they know can solve, beside a twin that knows something else. */
import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { pack } from "../../../src/engine/export/zip.ts";
import * as tf from "../../../src/engine/tf.ts";
import { engineWith, trainedBy, type FilesByName } from "../../engine/assets/engine.ts";
import { graphFiles, placeholder, zipOf } from "../../support/foreign.ts";
import { shapes, SIDE } from "../../support/shapes.ts";

const SLOW = 60_000;
beforeAll(() => startBackend("cpu", { gpu: null, timeout: 10_000 }));

async function accuracy(columns: Readonly<Record<string, readonly string[]>>, files: FilesByName, input: string): Promise<number> {
  const run = await trainedBy(engineWith(columns, files), `
input_features: [${input}]
output_features: [{name: y, type: category}]
combiner: {type: concat, num_fc_layers: 1, output_size: 8}
trainer: {epochs: 20, batch_size: 20, learning_rate: 0.02, early_stop: 0}
preprocessing: {split: {probabilities: [0.6, 0.1, 0.3]}}
`, "wasm");
  return run.evaluations.find(({ split }) => split === "test")!.outputs["y"]!.metrics["accuracy_micro"]!;
}

/** The brightest mean of a window of so many pixels in a row, and of one pixel: eight in a row are a bar, wherever it is. */
async function looker(wide: number): Promise<Uint8Array> {
  const input = tf.input({ shape: [SIDE, SIDE, 1], name: "eye" });
  const seen = tf.layers.conv2d({ name: "window", filters: 1, kernelSize: [1, wide], useBias: false }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: tf.layers.globalMaxPooling2d({ name: "brightest" }).apply(seen) as tf.SymbolicTensor });
  model.getLayer("window").setWeights([tf.fill([1, wide, 1, 1], 4 / wide)]);
  return zipOf(model);
}

test("a frozen layers model of pictures hands on what it sees, and one that sees something else does not", async () => {
  const { photo, shape: y } = shapes(240, "models");
  const input = "{name: photo, type: image, preprocessing: {num_channels: 1}, encoder: {type: tfjs_model, model: m.zip, scaling: minus_one_to_one}}";
  expect(await accuracy({ photo, y }, { "m.zip": await looker(8) }, input)).toBeGreaterThan(0.8);
  expect(await accuracy({ photo, y }, { "m.zip": await looker(1) }, input)).toBeLessThan(0.7);
}, SLOW);

/** Words of two kinds; no word of the judged rows needs to have been among those that taught. */
const WORDS = Array.from({ length: 400 }, (_, i) => `w${(i * 7919) % 9973}`);
const ofKind = (i: number, kinds: string): boolean => seededRandom(5, `${kinds} ${i}`)() < 0.5;

/** A graph that sums a number of each word that is no padding: 1 for one kind of it, −1 for the other. */
const reader = (kinds: string): Uint8Array => pack(graphFiles([
  placeholder("ids", "DT_INT32", [-1, -1]),
  { name: "found", op: "GatherV2", input: ["table", "ids", "zero"], attr: { batch_dims: { i: "0" } } },
  { name: "sum", op: "Sum", input: ["found", "one"], attr: { keep_dims: { b: false } } },
], [
  { name: "table", dtype: "float32", shape: [WORDS.length + 2, 1], values: [0, 0, ...WORDS.map((_, i) => (ofKind(i, kinds) ? 1 : -1))] },
  { name: "zero", dtype: "int32", shape: [], values: [0] },
  { name: "one", dtype: "int32", shape: [1], values: [1] },
]));

test("a graph model of texts knows words that no training row has, and one that knows them otherwise does not", async () => {
  const random = seededRandom(2, "texts");
  const rows = Array.from({ length: 200 }, () => Array.from({ length: 5 }, () => Math.floor(WORDS.length * random())));
  const columns = { text: rows.map((row) => row.map((i) => WORDS[i]!).join(" ")), y: rows.map((row) => (row.filter((i) => ofKind(i, "true")).length > 2 ? "warm" : "cold")) };
  const input = "{name: text, type: text, preprocessing: {tokenizer: bert, vocab_file: v.txt}, encoder: {type: tfjs_model, model: m.zip}}";
  const files = { "v.txt": `${["[PAD]", "[UNK]", ...WORDS].join("\n")}\n` };
  expect(await accuracy(columns, { ...files, "m.zip": reader("true") }, input)).toBeGreaterThan(0.95);
  expect(await accuracy(columns, { ...files, "m.zip": reader("other") }, input)).toBeLessThan(0.7);
}, SLOW);
