import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Examples } from "../../../src/engine/export/examples.ts";
import { layerClasses } from "../../../src/engine/export/topology.ts";
import { layersModule } from "../../../src/engine/export/own-layers.ts";
import { pack, unpack } from "../../../src/engine/export/zip.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import { valuesByName } from "../../../src/engine/model/weights.ts";
import { buildEncoder } from "../../../src/engine/model/build.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import { loadGraphModelSync } from "../../../src/engine/tf-graphs.ts";
import * as tf from "../../../src/engine/tf.ts";
import { graphFiles, placeholder, zipOf, type GraphNode } from "../../support/foreign.ts";
import { engineWith, messages, trainedBy, type FilesByName } from "./engine.ts";

const picture = (i: number): string => pictureUri(bitmap(8, 8, (x, y) => ((x + y * (i % 2)) % 4 < 2 ? [220, 40 + i, 20] : [10, 30, 200 - i])), "bmp");
const rows = 24;
const pictures = { photo: Array.from({ length: rows }, (_, i) => picture(i)), kind: Array.from({ length: rows }, (_, i) => "ab"[i % 2]!) };
const texts = { note: Array.from({ length: rows }, (_, i) => ["good warm", "bad cold day", "good day"][i % 3]!), kind: Array.from({ length: rows }, (_, i) => "aba"[i % 3]!) };
const VOCABULARY = "[PAD]\n[UNK]\ngood\nbad\nwarm\ncold\nday\n";

const config = (name: string, type: string, encoder: string, more = "") => `
input_features:
  - {name: ${name}, type: ${type}, ${more}encoder: {type: tfjs_model, model: assets/m.zip${encoder}}}
output_features: [{name: kind, type: category}]
combiner: {type: concat, num_fc_layers: 1, output_size: 4}
trainer: {epochs: 2, batch_size: 8}
`;
const ofPictures = (encoder = "", more = "") => config("photo", "image", encoder, more);
const ofTexts = (encoder = "") => config("note", "text", encoder, "preprocessing: {tokenizer: bert, vocab_file: assets/v.txt}, ");

const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });

/** A small network of pictures as Keras would nest it: a base in a model, and a classifier on it. */
function network(): tf.LayersModel {
  const { layers: l } = tf;
  const input = tf.input({ shape: [8, 8, 3], name: "eye" });
  const conv = l.conv2d({ name: "conv_1", filters: 4, kernelSize: 3, padding: "same", useBias: false, kernelInitializer: seeded(1) }).apply(input) as tf.SymbolicTensor;
  const norm = l.activation({ name: "seen", activation: "relu6" }).apply(l.batchNormalization({ name: "norm" }).apply(conv)) as tf.SymbolicTensor;
  const around = l.separableConv2d({ name: "around", filters: 4, kernelSize: 3, padding: "same", depthwiseInitializer: seeded(2), pointwiseInitializer: seeded(3) }).apply(norm) as tf.SymbolicTensor;
  const base = tf.model({ name: "base", inputs: input, outputs: l.add({ name: "sum" }).apply([norm, around]) as tf.SymbolicTensor });
  const top = tf.sequential({ name: "top", layers: [l.globalAveragePooling2d({ name: "mean", inputShape: [8, 8, 4] }), l.dropout({ name: "drop", rate: 0.5 }), l.dense({ name: "classes", units: 5, activation: "softmax", kernelInitializer: seeded(4) })] });
  return tf.sequential({ name: "whole", layers: [base, top] });
}

let layersZip: Uint8Array;
let original: tf.LayersModel;
beforeAll(async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  original = network();
  layersZip = await zipOf(original);
});

const scope = (bundle: ModelBundle, prefix: string) => Object.fromEntries([...valuesByName(bundle.weights)].filter(([name]) => name.startsWith(prefix)).map(([name, values]) => [name.slice(prefix.length), [...values]]));

/** What a trained bundle answers to the first rows, by an engine without any file; and what the same does after export and import. */
async function answers(bundle: ModelBundle, columns: Readonly<Record<string, readonly string[]>>) {
  const bare = engineWith({}, {});
  const zip = await bare.exportModel(bundle);
  if (!zip.ok) throw new Error(messages(zip.problems).join());
  const imported = await bare.importModel(zip.value);
  if (!imported.ok) throw new Error(messages(imported.problems).join());
  const asked = await Promise.all([bundle, imported.value].map(async (one) => {
    const opened = await bare.open(one);
    if (!opened.ok) throw new Error(messages(opened.problems).join());
    return bare.predict(opened.value.id, columns);
  }));
  expect(asked[1]).toEqual(asked[0]);
  return { zip: zip.value, answer: asked[0]! };
}

/** An export in plain TensorFlow.js, which its module has taught the layers that it lacks, gives the numbers of its own examples. */
async function answersPlainly(zip: Uint8Array): Promise<void> {
  const files = unpack(zip);
  if (!files.ok) throw new Error("no zip");
  const read = (name: string): unknown => JSON.parse(new TextDecoder().decode(files.value[name]));
  const { modelTopology, weightsManifest } = read("model.json") as tf.io.ModelJSON;
  const module = layersModule(layerClasses(modelTopology)); // JSON by its parser
  if (module !== null) {
    const { register } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`)) as { register(with_: object): void }; // as the export writes it
    register({ ...tf, loadGraphModelSync });
  }
  const [{ paths: [weights], weights: weightSpecs }] = weightsManifest as [tf.io.WeightsManifestConfig[number]];
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: new Uint8Array(files.value[weights!]!).buffer }));
  const { inputs: [given], outputs: [wanted] } = read("examples.json") as Examples;
  const made = model.predict(tf.tensor([...given!.values], [...given!.shape], given!.dtype)) as tf.Tensor;
  const values = await made.data();
  expect(values.length).toBe(wanted!.values.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(wanted!.values[i]!, 4));
}

test("a frozen layers model keeps its weights, whatever was nested, and leads to the layer that is asked for", async () => {
  const { bundle } = await trainedBy(engineWith(pictures, { "assets/m.zip": layersZip }), ofPictures(", output: mean, scaling: minus_one_to_one"));
  const kept = scope(bundle, "inputs/photo/model/");
  expect(Object.keys(kept).sort()).toEqual(["base/around/bias", "base/around/depthwise_kernel", "base/around/pointwise_kernel", "base/conv_1/kernel", "base/norm/beta", "base/norm/gamma", "base/norm/moving_mean", "base/norm/moving_variance"]);
  expect(kept["base/conv_1/kernel"]).toEqual([...await original.getLayer("base").weights[0]!.read().data()]);
  expect((bundle.facts.inputs["photo"] as { height: number }).height).toBe(8);
});

/** The encoder of a trained bundle's pictures by itself, with its weights. */
function encoderOf(bundle: ModelBundle) {
  const [input] = openConfig(bundle.config).opened!.inputs.map((feature) => feature.restore(bundle.facts.inputs["photo"]!));
  const built = buildEncoder(input!, 1);
  if (!built.ok) throw new Error(messages(built.problems).join());
  const weights = valuesByName(bundle.weights);
  for (const weight of built.value.model.weights) weight.write(tf.tensor(weights.get(weight.originalName)!, weight.shape as number[]));
  const encode = async (cell: string): Promise<tf.Tensor4D> => tf.tensor4d(Float32Array.from((await input!.encode([cell]))["pixels"]!.data), [1, 8, 8, 3]);
  return { encode, model: built.value.model };
}

test("what it makes of a picture is what the model itself makes of it, in the range that it wants", async () => {
  const { bundle } = await trainedBy(engineWith(pictures, { "assets/m.zip": layersZip }), ofPictures(", scaling: minus_one_to_one"));
  const { encode, model } = encoderOf(bundle);
  const pixels = await encode(picture(3));
  const ours = await (model.predict(pixels) as tf.Tensor).data();
  const theirs = await (original.predict(tf.sub(tf.div(pixels, 127.5), 1)) as tf.Tensor).data();
  expect(ours.length).toBe(5);
  ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 5));
});

test("one that is trainable moves on from there, and save, restore, export and import answer the same without the file", async () => {
  const { bundle } = await trainedBy(engineWith(pictures, { "assets/m.zip": layersZip }), ofPictures(", trainable: true"));
  const frozen = await trainedBy(engineWith(pictures, { "assets/m.zip": layersZip }), ofPictures());
  expect(scope(bundle, "inputs/photo/model/base/conv_1/")).not.toEqual(scope(frozen.bundle, "inputs/photo/model/base/conv_1/"));
  for (const one of [bundle, frozen.bundle]) await answersPlainly((await answers(one, { photo: pictures.photo.slice(0, 4) })).zip);
});

/** A bag of words with a dense layer, and the same with a mask as sentence encoders have it. */
const VECTORS = Array.from({ length: 7 * 3 }, (_, i) => Math.sin(i + 1));
const graphOfTexts = (more: readonly GraphNode[] = []) => graphFiles([
  placeholder("input_ids", "DT_INT32", [-1, -1]),
  placeholder("input_mask", "DT_INT32", [-1, -1]),
  { name: "found", op: "GatherV2", input: ["table", "input_ids", "zero"], attr: { Tparams: { type: "DT_FLOAT" }, Tindices: { type: "DT_INT32" }, batch_dims: { i: "0" } } },
  { name: "marks", op: "Cast", input: ["input_mask"], attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_FLOAT" } } },
  { name: "wide", op: "ExpandDims", input: ["marks", "last"] },
  { name: "there", op: "Mul", input: ["found", "wide"] },
  { name: "sum", op: "Sum", input: ["there", "one"], attr: { keep_dims: { b: false } } },
  { name: "answer", op: "Tanh", input: ["sum"] },
  ...more,
], [
  { name: "table", dtype: "float32", shape: [7, 3], values: VECTORS },
  { name: "zero", dtype: "int32", shape: [], values: [0] },
  { name: "one", dtype: "int32", shape: [1], values: [1] },
  { name: "last", dtype: "int32", shape: [], values: [-1] },
]);
const withTexts = (files: Parameters<typeof pack>[0]): FilesByName => ({ "assets/m.zip": pack(files), "assets/v.txt": VOCABULARY });

test("a graph model of texts stays as it is, hears its mask, and answers the same after save, export and import without the file", async () => {
  const { bundle } = await trainedBy(engineWith(texts, withTexts(graphOfTexts())), ofTexts());
  expect(scope(bundle, "inputs/note/model/")["table"]!.map((value) => Math.fround(value))).toEqual(VECTORS.map(Math.fround));
  const { zip, answer } = await answers(bundle, { note: texts.note.slice(0, 3) });
  expect(answer.ok).toBe(true);
  await answersPlainly(zip);
});

const graphOfPictures = (batch: number) => graphFiles([
  placeholder("image", "DT_FLOAT", [batch, 8, 8, 3]),
  { name: "conv", op: "_FusedConv2D", input: ["image", "kernel", "bias"], attr: { strides: { list: { i: ["1", "2", "2", "1"] } }, dilations: { list: { i: ["1", "1", "1", "1"] } }, padding: { s: "U0FNRQ==" }, data_format: { s: "TkhXQw==" }, fused_ops: { list: { s: ["Qmlhc0FkZA==", "UmVsdQ=="] } }, num_args: { i: "1" }, explicit_paddings: { list: {} }, epsilon: { f: 0.0001 } } },
  { name: "features", op: "Mean", input: ["conv", "axes"], attr: { keep_dims: { b: false } } },
  { name: "logits", op: "MatMul", input: ["features", "classes"], attr: { transpose_a: { b: false }, transpose_b: { b: false } } },
], [
  { name: "kernel", dtype: "float32", shape: [3, 3, 3, 2], values: Array.from({ length: 54 }, (_, i) => Math.cos(i)) },
  { name: "bias", dtype: "float32", shape: [2], values: [0.1, 0.2] },
  { name: "classes", dtype: "float32", shape: [2, 4], values: Array.from({ length: 8 }, (_, i) => i / 8) },
  { name: "axes", dtype: "int32", shape: [2], values: [1, 2] },
]);

test("a graph that was frozen for one picture answers each by itself, here and in its export, and pads with what has no end", async () => {
  const files = graphFiles([
    placeholder("image", "DT_FLOAT", [1, 8, 8, 3]),
    { name: "padded", op: "PadV2", input: ["image", "around", "least"] },
    { name: "most", op: "Max", input: ["padded", "axes"], attr: { keep_dims: { b: false } } },
    { name: "row", op: "Reshape", input: ["most", "one"] },
  ], [
    { name: "around", dtype: "int32", shape: [4, 2], values: [0, 0, 1, 1, 1, 1, 0, 0] },
    { name: "least", dtype: "float32", shape: [], values: [Number.NEGATIVE_INFINITY] },
    { name: "axes", dtype: "int32", shape: [2], values: [1, 2] },
    { name: "one", dtype: "int32", shape: [2], values: [1, 3] },
  ]);
  const { bundle } = await trainedBy(engineWith(pictures, { "assets/m.zip": pack(files) }), ofPictures(", scaling: zero_to_255"));
  const { zip, answer } = await answers(bundle, { photo: pictures.photo.slice(0, 5) });
  expect(answer.ok).toBe(true);
  await answersPlainly(zip);
  const { encode, model } = encoderOf(bundle);
  const pixels = tf.concat(await Promise.all([picture(1), picture(6)].map(encode)));
  expect(await (model.predict(pixels) as tf.Tensor).array()).toEqual(await tf.max(pixels, [1, 2]).array());
});

test("a graph model of pictures is cut at the node that is asked for, and its exported layer says in plain TensorFlow.js what it says here", async () => {
  const { bundle } = await trainedBy(engineWith(pictures, { "assets/m.zip": pack(graphOfPictures(1)) }), ofPictures(", output: features"));
  expect(Object.keys(scope(bundle, "inputs/photo/model/")).sort()).toEqual(["bias", "kernel"]);
  const { zip } = await answers(bundle, { photo: pictures.photo.slice(0, 4) });
  await answersPlainly(zip);
});
