import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectYaml } from "../../../src/engine/advice/inspect.ts";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { openConfig, openYaml } from "../../../src/engine/config/open.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import * as tf from "../../../src/engine/tf.ts";
import { profileColumn } from "../../../src/ingest/profile.ts";
import { processorTime } from "../../support/processor.ts";

const BASE = "input_features: [{name: x, type: number}]\noutput_features: [{name: y, type: number}]\n";
const sentences = (text: string): string[] => openYaml(text).problems.map(({ line, message }) => `${line} ${message}`);
const errors = (text: string): string[] => openYaml(text).problems.filter(({ severity }) => severity === "error").map(({ line, message }) => `${line} ${message}`);
const words = ["early", "late", "broken", "fine"];
const table = tableFrom({ x: Array.from({ length: 60 }, (_, i) => String(i % 7)), note: Array.from({ length: 60 }, (_, i) => `${words[i % 4]} ${words[i % 3]}`), y: Array.from({ length: 60 }, (_, i) => String(i % 5)) });
const profile = { rows: table.rows, columns: table.columns.map(profileColumn) };

describe("a text that is no config", () => {
  it.each([
    ["nothing", ""], ["a comment", "# hello"], ["null", "~"], ["a scalar", "42"], ["a text", "hello there"], ["a list", "- a\n- b"], ["false", "false"], ["three dashes", "---\n"],
  ])("%s: a sentence", (_, text) => {
    expect(openYaml(text)).toEqual({ opened: null, problems: [expect.objectContaining({ severity: "error", line: 1, message: "a config is a block with input_features and output_features" })] });
  });

  it("a byte order mark before it is passed over", () => {
    expect(openYaml(`\ufeff${BASE}`).opened).not.toBeNull();
  });

  it("a list where a block belongs, and a block where a list belongs", () => {
    expect(errors("input_features: {name: x}\noutput_features: 3\ntrainer: [1]\ncombiner: concat\n")).toEqual([
      "1 expected a list of features such as [{name: age, type: number}], got a block",
      "2 expected a list of features such as [{name: price, type: number}], got 3",
      "3 expected a block of parameters, got [1]",
      expect.stringMatching(/^4 combiner: expected a block such as \{type: concat\}/),
    ]);
  });
});

describe("keys that poison objects", () => {
  const poisons = ["__proto__: {polluted: yes}", '"__proto__": {a: 1}', "? __proto__\n: {a: 1}"];
  it.each(poisons)("%s is refused wherever it stands", (key) => {
    for (const text of [`${key}\n${BASE}`, `trainer:\n  ${key.replaceAll("\n", "\n  ")}\n${BASE}`, `trainer: {optimizer: {"__proto__": {type: adam}}}\n${BASE}`, `a: &a {"__proto__": {x: 1}}\nb: {<<: *a}\n`]) {
      expect(sentences(text)).toContainEqual(expect.stringMatching(/__proto__ cannot be a key$/));
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("constructor and its kin are unknown keys and types like others", () => {
    for (const word of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(errors(`${BASE}${word}: 1\n`)).toEqual([expect.stringContaining(`3 unknown section '${word}'`)]);
      expect(errors(`${BASE}combiner: {type: ${word}}\n`)).toEqual([expect.stringContaining(`3 unknown combiner '${word}'`)]);
      expect(errors(`${BASE}trainer: {${word}: 1}\n`)).toEqual([expect.stringContaining(`3 unknown parameter '${word}'`)]);
      expect(errors(`${BASE}defaults: {${word}: {}}\n`)).toEqual([expect.stringContaining(`3 unknown feature type '${word}'`)]);
      expect(errors(`input_features: [{name: x, type: ${word}}]\noutput_features: [{name: y, type: number}]\n`)).toEqual([expect.stringContaining(`1 unknown feature type '${word}'`)]);
    }
  });

  it("a config as plain data with a key of its own called __proto__ changes no prototype", () => {
    const poisoned: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "trainer": {"__proto__": {"polluted": 1}}, "input_features": [{"name": "x", "type": "number", "__proto__": {"polluted": 1}}], "output_features": [{"name": "y", "type": "number"}]}');
    expect(openConfig(poisoned).opened).toBeNull();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("scalars that YAML 1.1 and 1.2 read differently, and numbers beyond numbers", () => {
  it("no and off stay words; 0o17 is fifteen and 017 seventeen, as YAML 1.2 has it", () => {
    expect(parseDocument("[no, off, yes, 0o17, 017, 1_000, 12:30, ~, 0x10]").value).toEqual(["no", "off", "yes", 15, 17, "1_000", "12:30", null, 16]);
  });

  it("a feature called no is read as a text, one called 1 says what to write", () => {
    expect(openYaml("input_features: [{name: no, type: number}]\noutput_features: [{name: y, type: number}]\n").opened?.inputs[0]?.name).toBe("no");
    expect(errors("input_features: [{name: 1, type: number}]\noutput_features: [{name: y, type: number}]\n")).toEqual(['1 name: expected a text; got 1 without quotes']);
  });

  it.each(["1e400", "-1e400", ".inf", "-.inf", ".nan"])("%s is no number of a config", (number) => {
    for (const key of ["epochs", "learning_rate", "batch_size", "regularization_lambda", "train_steps"]) expect(errors(`${BASE}trainer: {${key}: ${number}}\n`)).toHaveLength(1);
    expect(errors(`${BASE}preprocessing: {split: {type: random, probabilities: [${number}, 0, 0]}}\n`).length).toBeGreaterThan(0);
  });
});

describe("sizes that no machine has", () => {
  beforeAll(() => tf.setBackend("cpu"));
  const note = "input_features: [{name: note, type: text, encoder: {type: embed}}]\noutput_features: [{name: y, type: number}]\n";
  it.each([
    ["a billion units", `${BASE}combiner: {type: concat, num_fc_layers: 2, output_size: 1000000000}`],
    ["more units than integers", `${BASE}combiner: {type: concat, num_fc_layers: 1, output_size: 9007199254740991}`],
    ["many wide layers", `${BASE}combiner: {type: concat, num_fc_layers: 100, output_size: 8000}`],
    ["a billion filters", note.replace("embed", "parallel_cnn, num_filters: 1000000000")],
    ["a hidden layer of the decoder", `${BASE.replace("{name: y, type: number}", "{name: y, type: number, decoder: {type: regressor, num_fc_layers: 1, fc_output_size: 1000000000}}")}`],
    ["a filter as wide as a billion tokens", note.replace("embed", "parallel_cnn, conv_layers: [{filter_size: 1000000000}]")],
  ])("%s: the cost, before anything is built", (_, text) => {
    const { numTensors, numBytes } = tf.memory();
    const started = performance.now();
    const { problems, sketch } = inspectYaml(text, profile);
    expect(sketch).toBeNull();
    expect(problems.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([expect.stringMatching(/^the model is too large: its weights of \d.* alone would take .* [GM]B; .* Make output_size/)]);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });

  it.each([
    ["a million layers", "combiner: {type: concat, num_fc_layers: 1000000}", "num_fc_layers: expected an integer from 0 to 100; got 1000000"],
    ["a thousand layers, one by one", `combiner: {type: concat, fc_layers: [${"{},".repeat(1_000)}]}`, "fc_layers: expected a list of at most 100 values, each a block of parameters, or null"],
  ])("%s", (_, line, sentence) => {
    expect(errors(`${BASE}${line}\n`)).toEqual([expect.stringContaining(sentence)]);
  });

  it("training refuses them too, and a batch or an epoch count of any size only means: all", async () => {
    const engine = createEngine({ version: "0.1.0", table: async () => ({ table, name: "t.csv", fingerprint: "f" }) });
    const train = (yaml: string) => engine.train({ yaml, dataset: "t", seed: 1, backend: "cpu" }, () => {});
    expect(await train(`${BASE}combiner: {type: concat, num_fc_layers: 2, output_size: 1000000000}`)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("too large") as string }] });
    expect(await train("input_features: [{name: note, type: text, preprocessing: {sequence_length: 1000000000}, encoder: {type: embed}}]\noutput_features: [{name: y, type: number}]\n")).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/^note: it becomes 1,000,000,000 numbers in each of [\d,]+ rows, .* GB in all; set a smaller max_sequence_length$/) as string }] });
    expect(await train(`${BASE}trainer: {batch_size: 1000000000000, eval_batch_size: 1000000000000, epochs: 1}`)).toMatchObject({ ok: true });
  }, 60_000);

  it("a text of five million characters is not read at all", async () => {
    const refused = () => expect(sentences(`# ${"x".repeat(5_000_000)}`)).toEqual(["1 the text has 5,000,002 characters; a config may have 250,000"]);
    expect(await processorTime(refused)).toBeLessThan(500);
  });
});

it("a config naming columns that are not there says which there are, for each", () => {
  const { problems } = inspectYaml("input_features: [{name: X, type: number}, {name: z, type: number}]\noutput_features: [{name: y, type: number}]\n", profile);
  expect(problems.filter(({ severity }) => severity === "error").map(({ line, message, fix }) => [line, message, fix?.label])).toEqual([
    [1, "the table has no column 'X'; did you mean 'x'?", "Read the column x"],
    [1, "the table has no column 'z'; known are: x, note, y", undefined],
  ]);
});
