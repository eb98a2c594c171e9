import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { pack } from "../../../src/engine/export/zip.ts";
import * as tf from "../../../src/engine/tf.ts";
import { filesOf, graphFiles, placeholder, type GraphNode, type ModelFiles } from "../../support/foreign.ts";
import { profileOf } from "../../support/profiles.ts";
import { engineWith } from "./engine.ts";

const columns = { photo: [0, 90, 180, 250].map((red) => pictureUri(bitmap(8, 8, () => [red, 20, 30]), "bmp")), note: ["good day", "bad day", "good", "bad"], kind: ["a", "b", "a", "b"] };
const yaml = (name: string, type: string, encoder: string, preprocessing: string) => `
input_features: [{name: ${name}, type: ${type}, preprocessing: ${preprocessing}, encoder: {type: tfjs_model, model: assets/m.zip${encoder}}}]
output_features: [{name: kind, type: category}]
`;
const TEXTS = "{tokenizer: bert, vocab_file: assets/v.txt}";
const VOCABULARY = "[PAD]\n[UNK]\ngood\nbad\nday\n";

/** What is said of a model, each with its key. */
async function said(files: ModelFiles | Uint8Array, { encoder = "", type = "image", preprocessing }: { readonly encoder?: string; readonly type?: "image" | "text"; readonly preprocessing?: string } = {}): Promise<string> {
  const zip = files instanceof Uint8Array ? files : pack(files);
  const engine = engineWith(columns, { "assets/m.zip": zip, "assets/v.txt": VOCABULARY });
  const { problems } = await engine.inspect(yaml(type === "image" ? "photo" : "note", type, encoder, preprocessing ?? (type === "image" ? "{height: 8, width: 8}" : TEXTS)), profileOf(columns));
  return problems.filter(({ severity, path }) => severity === "error" && path[0] !== "output_features").map(({ path, message }) => `${path.at(-1)}: ${message}`).join("\n");
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
type Layer = Record<string, unknown>;
interface Written { modelTopology: { config: { layers: { class_name: string; config: Layer }[] } }; weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[] }

let good: ModelFiles;
/** The good model, its JSON changed. */
function changed(change: (model: Written) => unknown): ModelFiles {
  const model = JSON.parse(new TextDecoder().decode(good["model.json"])) as Written;
  const made = change(model);
  return { ...good, "model.json": json(typeof made === "object" && made !== null ? made : model) };
}
const withLayer = (class_name: string, config: Layer) => changed(({ modelTopology: { config: { layers } } }) => void layers.push({ class_name, config: { name: "more", ...config } }));

beforeAll(async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  good = await filesOf(tf.sequential({ layers: [
    tf.layers.conv2d({ name: "conv", filters: 2, kernelSize: 3, inputShape: [8, 8, 3] }),
    tf.layers.globalAveragePooling2d({ name: "mean" }),
    tf.layers.dense({ name: "classes", units: 3 }),
  ] }));
});

test("one that fits has nothing said of it", async () => {
  expect(await said(good)).toBe("");
  expect(await said(Object.fromEntries(Object.entries(good).map(([name, bytes]) => [`mobilenet/${name}`, bytes])))).toBe("");
  const { "model.json": model, ...weights } = good;
  expect(await said({ "mobilenet.json": model!, ...weights })).toBe("");
});

test("weights that are not there, were cut short or are no numbers", async () => {
  const { "group1-shard2of2.bin": second, ...less } = good;
  expect(await said(less)).toMatch(/model: .*weights are not there: group1-shard2of2\.bin; choose the model's \.json together/);
  expect(await said({ ...good, "group1-shard2of2.bin": second!.slice(0, -4) })).toMatch(/names 260 bytes of weights, and the files hold 256 bytes/);
  expect(await said({ ...good, "group1-shard2of2.bin": second!.map(() => 255) })).toMatch(/no numbers/);
  const weights = (change: (list: Written["weightsManifest"][0]["weights"]) => void) => changed(({ weightsManifest }) => void change(weightsManifest[0]!.weights));
  expect(await said(weights((list) => (list[0]!.dtype = "string")))).toMatch(/'conv\/kernel' is of type 'string'/);
  expect(await said(weights((list) => (list[0]!.shape = [-3, 3, 3, 2])))).toMatch(/conv\/kernel/);
  expect(await said(weights((list) => (list[0]!.shape = [2 ** 31, 2 ** 31])))).toMatch(/of weights, and the files hold/);
  expect(await said(weights((list) => (list[1]!.name = list[0]!.name)))).toMatch(/same name/);
});

test("weights whose shapes are not those of the layers", async () => {
  expect(await said(changed(({ modelTopology: { config: { layers } } }) => void (layers[2]!.config["units"] = 300)))).toMatch(/classes/);
  expect(await said(changed(({ modelTopology: { config: { layers } } }) => void (layers[0]!.config["filters"] = 2 ** 30)))).toMatch(/conv|weights/);
});

test("layers that are none of TensorFlow.js's own, or would take all memory", async () => {
  expect(await said(withLayer("Lambda", { function: "alert(1)" }))).toMatch(/'more' is a Lambda, which is not built here/);
  expect(await said(withLayer("TimeDistributed", { layer: { class_name: "Mine", config: {} } }))).toMatch(/'more' is a Mine/);
  expect(await said(withLayer("RepeatVector", { n: 1e9 }))).toMatch(/more numbers of one row than memory holds/);
  expect(await said(withLayer("LSTM", { units: 2, stateful: true }))).toMatch(/stateful/);
  expect(await said(withLayer("Activation", { activation: "mine" }))).toMatch(/'more' cannot be built/);
  expect(await said(withLayer("Dense", { name: "classes", units: 3 }))).not.toBe("");
  expect(await said(changed(({ modelTopology: { config } }) => void (config.layers = [config.layers[0]!, ...Array.from({ length: 2001 }, (_, i) => ({ class_name: "ReLU", config: { name: `r${i}` } }))])))).toMatch(/at most 2,000/);
  const nested = (depth: number): object => (depth === 0 ? { class_name: "ReLU", config: { name: "r" } } : { class_name: "Sequential", config: { name: `s${depth}`, layers: [nested(depth - 1)] } });
  expect(await said(changed(({ modelTopology: { config } }) => void config.layers.push(nested(12) as never)))).toMatch(/more than 8 deep/);
});

test("models that are joined in ways that cannot be read", async () => {
  const functional = (config: object) => changed((model) => ({ ...model, modelTopology: { class_name: "Functional", config } }));
  const input = (name: string, shape: (number | null)[] = [null, 8, 8, 3]) => ({ class_name: "InputLayer", name, config: { name, batch_input_shape: shape }, inbound_nodes: [] });
  const dense = (nodes: unknown) => ({ class_name: "Flatten", name: "flat", config: { name: "flat" }, inbound_nodes: nodes });
  expect(await said(functional({ layers: [input("a"), input("b")], input_layers: [["a", 0, 0], ["b", 0, 0]], output_layers: [["a", 0, 0]] }))).toMatch(/an encoder has one input, and the model has a and b/);
  expect(await said(functional({ layers: [input("a"), dense([{ args: [], kwargs: {} }])], input_layers: [["a", 0, 0]], output_layers: [["flat", 0, 0]] }))).toMatch(/Keras 3/);
  expect(await said(functional({ layers: [input("a"), dense([[["ghost", 0, 0, {}]]])], input_layers: [["a", 0, 0]], output_layers: [["flat", 0, 0]] }))).toMatch(/'flat' is not joined to the input/);
  expect(await said(functional({ layers: [input("a"), dense([[["a", 0, 0, { mask: 1 }]]])], input_layers: [["a", 0, 0]], output_layers: [["flat", 0, 0]] }))).toMatch(/called with arguments/);
  expect(await said(functional({ layers: [input("a", [null, 7, 2])], input_layers: [["a", 0, 0]], output_layers: [["a", 0, 0]] }))).not.toBe("");
  for (const topology of [{}, { class_name: "Mine", config: {} }, { class_name: "Sequential", config: { layers: [] } }, { class_name: "Sequential", config: { layers: [null, 3] } }, { class_name: "Functional", config: 7 }]) {
    expect(await said(changed((model) => ({ ...model, modelTopology: topology }))), JSON.stringify(topology)).toMatch(/^model: /);
  }
});

test("files that are no such model", async () => {
  expect(await said(new TextEncoder().encode("no zip"))).toMatch(/not a zip/);
  expect(await said({ "a.csv": json(1) })).toMatch(/no model\.json/);
  expect(await said({ ...good, "model.json": new TextEncoder().encode("{") })).toMatch(/no JSON/);
  expect(await said({ ...good, "model.json": json({ weightsManifest: [] }) })).toMatch(/no modelTopology/);
  const deep = `${"[".repeat(60_000)}${"]".repeat(60_000)}`;
  expect(await said({ ...good, "model.json": new TextEncoder().encode(`{"modelTopology": {"class_name": "Sequential", "config": {"layers": [{"class_name": "ReLU", "config": {"name": "r", "batch_input_shape": [null, 8, 8, 3], "x": ${deep}}}]}}, "weightsManifest": []}`) })).not.toBe("");
});

test("what config and model say differently is told where the config says it", async () => {
  expect(await said(good, { preprocessing: "{height: 9, width: 8}" })).toMatch(/^height: the model's pictures are 8 × 8 with 3 channels/m);
  expect(await said(good, { preprocessing: "{num_channels: 1}" })).toMatch(/^num_channels: /m);
  expect(await said(good, { encoder: ", output: meen" })).toMatch(/^output: .*no layer or node 'meen'; did you mean 'mean'/);
  expect(await said(good, { encoder: ", scaling: mean_std, mean: [1], std: [1, 0, 1]" })).toMatch(/^scaling: .*3 channels, got 1 and 3/);
  const whole = graphFiles([placeholder("x", "DT_INT32", [-1, 8, 8, 3]), { name: "y", op: "Cast", input: ["x"], attr: { SrcT: { type: "DT_INT32" }, DstT: { type: "DT_FLOAT" } } }], []);
  expect(await said(whole)).toMatch(/^scaling: .*whole numbers, of which zero_to_one leaves next to nothing; expected scaling: zero_to_255/);
  expect(await said(whole, { encoder: ", scaling: zero_to_255" })).toBe("");
  expect(await said(good, { type: "text" })).toMatch(/^model: .*takes pictures, and this input is of type text/);
});

const texts = (rows: number, time: number | null = null) => filesOf(tf.sequential({ layers: [tf.layers.embedding({ name: "table", inputDim: rows, outputDim: 2, batchInputShape: [null, time] }), tf.layers.globalAveragePooling1d({ name: "mean" })] }));

test("a model of texts wants its own vocabulary and its own length", async () => {
  expect(await said(await texts(5), { type: "text" })).toBe("");
  expect(await said(await texts(4), { type: "text" })).toMatch(/the vocabulary has 5 tokens, and the model's table of vectors 4 rows/);
  expect(await said(await texts(5), { type: "text", preprocessing: "{tokenizer: space}" })).toMatch(/^tokenizer: .*its own vocabulary/m);
  expect(await said(await texts(5, 6), { type: "text", preprocessing: TEXTS.replace("}", ", sequence_length: 5}") })).toMatch(/^sequence_length: the model's texts have exactly 6 tokens/m);
  expect(await said(await texts(5), { type: "image" })).toMatch(/takes token ids, and this input is of type image/);
});

test("graphs that ask for what is not computed, or do not hold together", async () => {
  const weights = [{ name: "k", dtype: "float32" as const, shape: [192, 2], values: Array.from({ length: 384 }, () => 0.1) }, { name: "flat", dtype: "int32" as const, shape: [2], values: [-1, 192] }];
  const nodes = (more: readonly GraphNode[] = []): readonly GraphNode[] => [
    placeholder("x", "DT_FLOAT", [-1, 8, 8, 3]),
    { name: "row", op: "Reshape", input: ["x", "flat"] },
    { name: "y", op: "MatMul", input: ["row", "k"], attr: { transpose_a: { b: false }, transpose_b: { b: false } } },
    ...more,
  ];
  expect(await said(graphFiles(nodes(), weights))).toBe("");
  expect(await said(graphFiles(nodes(), weights), { encoder: ", trainable: true" })).toMatch(/^trainable: .*stays as it is/);
  expect(await said(graphFiles(nodes([{ name: "z", op: "While", input: ["y"] }, { name: "r", op: "RandomUniform", input: ["y"] }]), weights))).toMatch(/asks for While and RandomUniform/);
  expect(await said(graphFiles(nodes([{ name: "z", op: "Relu", input: ["ghost"] }]), weights))).toMatch(/'z' is not joined/);
  expect(await said(graphFiles(nodes(), weights.slice(1)))).toMatch(/'y' is not joined|weights of its node/);
  expect(await said(graphFiles(nodes([{ name: "c", op: "Const" }]), weights))).toMatch(/weights of its node 'c' are not there/);
  expect(await said(graphFiles(nodes(), [weights[0]!, { ...weights[1]!, values: [7, 7] }]))).toMatch(/has the shape 7 × 2/);
  const conv: GraphNode = { name: "z", op: "Conv2D", input: ["x", "five"], attr: { strides: { list: { i: ["1", "1", "1", "1"] } }, dilations: { list: { i: ["1", "1", "1", "1"] } }, padding: { s: "U0FNRQ==" }, data_format: { s: "TkhXQw==" } } };
  expect(await said(graphFiles(nodes([conv]), [...weights, { name: "five", dtype: "float32", shape: [1, 1, 5, 1], values: [1, 1, 1, 1, 1] }]), { encoder: ", output: z" })).toMatch(/layer '[^']+' cannot be built: /);
  expect(await said(graphFiles(nodes(), [weights[0]!, { ...weights[1]!, values: [1, 384] }]))).not.toBe("");
  expect(await said(graphFiles(nodes([placeholder("other", "DT_FLOAT", [-1, 4])]), weights))).toMatch(/an encoder has one input/);
  expect(await said(graphFiles([placeholder("x", "DT_FLOAT", [-1, 8, 8, 3]), { name: "y", op: "Sum", input: ["x", "all"], attr: { keep_dims: { b: false } } }], [{ name: "all", dtype: "int32", shape: [4], values: [0, 1, 2, 3] }]))).toMatch(/has the shape/);
  const twoRows = [placeholder("x", "DT_FLOAT", [-1, 8, 8, 3]), { name: "y", op: "Reshape", input: ["x", "two"] }];
  expect(await said(graphFiles(twoRows, [{ name: "two", dtype: "int32", shape: [2], values: [2, -1] }]))).toMatch(/answers to 3 rows has the shape 2 × 288/);
  const functions = JSON.parse(new TextDecoder().decode(graphFiles(nodes(), weights)["model.json"])) as { modelTopology: Layer };
  expect(await said({ ...graphFiles(nodes(), weights), "model.json": json({ ...functions, modelTopology: { ...functions.modelTopology, library: { function: [{}] } } }) })).toMatch(/functions of its own/);
});
