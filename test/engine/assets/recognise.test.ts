import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { recognise } from "../../../src/engine/advice/recognise.ts";
import { pack } from "../../../src/engine/export/zip.ts";
import * as tf from "../../../src/engine/tf.ts";
import { filesOf, graphFiles, placeholder } from "../../support/foreign.ts";
import { engineWith, trainedBy, utf8 } from "./engine.ts";

const WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "bad", "##ly"];
const TOKENIZER = JSON.stringify({ model: { type: "WordLevel", vocab: { a: 0, b: 1, "<unk>": 2 }, unk_token: "<unk>" }, pre_tokenizer: { type: "Whitespace" } });

const known = (content: string | Uint8Array) => {
  const found = recognise(typeof content === "string" ? utf8(content) : content);
  return found.ok ? found.value : found.problems.map(({ message }) => message).join();
};

beforeAll(() => startBackend("cpu", { gpu: null, timeout: 10_000 }));

test("what a file is, its content says", () => {
  expect(known(WORDS.join("\n"))).toEqual({ kind: "vocabulary", tokens: 7, pieces: true });
  expect(known("good\nbad\nwarm\n")).toEqual({ kind: "vocabulary", tokens: 3, pieces: false });
  expect(known(TOKENIZER)).toEqual({ kind: "tokenizer", tokens: 3 });
  expect(known("good 0.1 -0.2 3e-1\nbad 1 2 3\n")).toEqual({ kind: "vectors", words: 2, width: 3 });
  expect(known("2 3\ngood 0.1 -0.2 3e-1\nbad 1 2 3\nwarm 1 2 3\n")).toEqual({ kind: "vectors", words: 3, width: 3 });
});

test("a Fidelio model tells its inputs and outputs", async () => {
  const engine = engineWith({ note: ["good", "bad", "good", "bad", "good", "bad", "good", "bad"], kind: ["a", "b", "a", "b", "a", "b", "a", "b"] }, {});
  const { bundle } = await trainedBy(engine, `
input_features: [{name: note, type: text, encoder: {type: embed, embedding_size: 2}}]
output_features: [{name: kind, type: category}]
trainer: {epochs: 1}
preprocessing: {split: {probabilities: [1, 0, 0]}}
`);
  const zip = await engine.exportModel(bundle);
  expect(zip.ok && (await engine.describeFile("m.zip", { file: new Blob([new Uint8Array(zip.value)]) }))).toEqual({ ok: true, value: { kind: "fidelio_model", inputs: [{ name: "note", type: "text" }], outputs: ["kind"] } });
});

test("a model of TensorFlow.js tells what it takes, and where its features are", async () => {
  const files = await filesOf(tf.sequential({ layers: [tf.layers.conv2d({ name: "conv", filters: 2, kernelSize: 3, inputShape: [8, 8, 3] }), tf.layers.flatten({ name: "flat" }), tf.layers.dense({ name: "classes", units: 3 })] }));
  expect(known(pack(files))).toEqual({ kind: "tfjs_model", format: "layers", takes: "pictures", shape: [8, 8, 3], whole: false, output: "classes", features: "flat", last: ["classes", "flat", "conv"] });
  expect(known(files["model.json"]!)).toMatch(/together with the \.bin files/);
  const { "model.json": model, ...weights } = files;
  expect(known(pack({ "eyes.json": model!, ...weights }))).toEqual(known(pack(files)));
  const { "group1-shard1of2.bin": _, ...cut } = files;
  expect(known(pack(cut))).toMatch(/weights are not there/);
});

test("of a graph its own answers are offered first, and nothing that only tells of shapes", () => {
  const more = { signature: { inputs: { x: { name: "x:0" } }, outputs: { age: { name: "age:0" }, sex: { name: "sex:0" } } } };
  const files = graphFiles([
    placeholder("x", "DT_INT32", [-1, 8, 8, 3]),
    { name: "floats", op: "Cast", input: ["x"], attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_FLOAT" } } },
    { name: "age", op: "Relu", input: ["floats"] },
    { name: "sex", op: "Sigmoid", input: ["floats"] },
    { name: "size", op: "Shape", input: ["floats"] },
    { name: "sizes", op: "Identity", input: ["size"] },
  ], [{ name: "lonely", dtype: "float32", shape: [1], values: [1] }], more);
  expect(known(pack(files))).toMatchObject({ whole: true, output: "age", last: ["age", "sex", "floats"] });
});

test("what is none of them is refused, and the sentence says what would do", () => {
  expect(known("")).toBe("it is empty");
  expect(known("a,b\n1,2\n3,4\n")).toMatch(/looks like a table.*opened in Data/);
  expect(known("this is a running text\nof two lines\n")).toMatch(/running text/);
  expect(known('{"a": 1}')).toMatch(/no tokenizer\.json/);
  expect(known("{ no json")).toMatch(/cut short/);
  expect(known(new Uint8Array([137, 80, 78, 71, 0, 1, 2, 3, 4, 5]))).toMatch(/none of the files.*\.json of a TensorFlow\.js model together with its \.bin files/);
  expect(known(pack({ "a.csv": utf8("a\n1\n") }))).toMatch(/not a model that Fidelio exported/);
});

test("a file of a project that is not there, or cannot be read, is a sentence", async () => {
  const engine = engineWith({}, {});
  expect(await engine.describeFile("assets/x.txt", { project: "p" })).toMatchObject({ ok: false });
  const gone = { arrayBuffer: () => Promise.reject(new Error("NotReadableError")) };
  expect(await engine.describeFile("x.txt", { file: gone })).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/cannot read it/) as string }] });
});
