import { beforeAll, describe, expect, it } from "vitest";
import { FILES } from "../../../src/engine/export/layout.ts";
import { pack, type Files } from "../../../src/engine/export/zip.ts";
import * as tf from "../../../src/engine/tf.ts";
import { smallEngine, smallExport, valueOf } from "./small-export.ts";
import { withChecksums } from "./with-checksums.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

interface StoredModel {
  readonly modelTopology: { readonly config: { readonly layers: { class_name: string }[] } };
  readonly weightsManifest: readonly [{ readonly weights: { name: string; shape: number[] }[] }];
}
interface StoredFacts { readonly inputs: Readonly<Record<string, Record<string, unknown>>> }

describe("a model that means harm, or is none", () => {
  const engine = smallEngine();
  let files: Files;
  beforeAll(async () => { ({ files } = await smallExport(engine)); }, 60_000);

  /** The sentences that an import of the changed files ends with; nothing may stay on the device. */
  async function refusal(change: Files | ((files: Files) => Files)): Promise<string> {
    const before = tf.memory().numTensors;
    const outcome = await engine.importModel(pack(withChecksums(typeof change === "function" ? change(files) : { ...files, ...change })));
    expect(tf.memory().numTensors).toBe(before);
    return outcome.ok ? "imported" : outcome.problems.map(({ message }) => message).join("\n");
  }
  function json<T>(name: string, change: (value: T) => void): Files {
    const value = JSON.parse(new TextDecoder().decode(files[name])) as T; // our own export, read a moment ago
    change(value);
    return { [name]: utf8(JSON.stringify(value)) };
  }

  it("untouched, it is imported", async () => expect(await refusal({})).toBe("imported"));

  it.each([["Lambda", "is not part of TensorFlow.js"], ["__proto__", "is not part of TensorFlow.js"], ["constructor", "is not part of TensorFlow.js"], ["Model", "layers are not those"], ["TimeDistributed", "layers are not those"]])("a layer of the class %s", async (name, words) => {
    expect(await refusal(json<StoredModel>(FILES.model, ({ modelTopology }) => { modelTopology.config.layers.at(-1)!.class_name = name; }))).toContain(words);
  });

  it("weights of another shape, too few, too many, none, or no numbers", async () => {
    const shapes = (change: (first: { name: string; shape: number[] }) => void) => json<StoredModel>(FILES.model, ({ weightsManifest: [{ weights }] }) => change(weights[0]!));
    expect(await refusal(shapes(({ shape }) => shape.reverse()))).toMatch(/the weight '.*' should be \d+ × \d+ and is \d+ × \d+|its weights do not/);
    expect(await refusal(shapes((first) => { first.name = "other/kernel"; }))).toMatch(/is not there|its weights do not/);
    expect(await refusal(shapes((first) => { first.shape = [2 ** 40]; }))).toMatch(/the weights should take [\d,]+ bytes and take \d+/);
    expect(await refusal({ [FILES.weights]: files[FILES.weights]!.slice(4) })).toMatch(/the weights should take [\d,]+ bytes and take \d+/);
    expect(await refusal({ [FILES.weights]: new Uint8Array(0) })).toMatch(/the weights should take \d+ bytes and take 0/);
    const poisoned = files[FILES.weights]!.slice();
    new DataView(poisoned.buffer).setFloat32(0, NaN, true);
    expect(await refusal({ [FILES.weights]: poisoned })).toMatch(/the weight '.*' holds what is no number/);
  });

  it("a config that describes other layers than the file holds, or more than any machine", async () => {
    const combiner = (values: object) => json<{ readonly combiner: object }>(FILES.config, (config) => Object.assign(config.combiner, values));
    expect(await refusal(combiner({ output_size: 5 }))).toMatch(/the weight 'combiner.*' should be .* × 5 and is .* × 4/);
    expect(await refusal(combiner({ activation: "tanh" }))).toBe("imported"); // told by the config alone
    expect(await refusal(combiner({ num_fc_layers: 0 }))).toMatch(/should be|layers are not those/);
    expect(await refusal(combiner({ output_size: 1e9 }))).toMatch(/the model is too large/);
    expect(await refusal(combiner({ num_fc_layers: 1e6 }))).toMatch(/num_fc_layers: expected an integer from 0 to 100/);
  });

  it("facts of the wrong type, absent, under poisoned names, or larger than memory", async () => {
    expect(await refusal({ [FILES.facts]: utf8('{"inputs": 1, "outputs": []}') })).toContain("'facts.json' does not hold what it should");
    expect(await refusal({ [FILES.facts]: utf8('{"inputs": {}, "outputs": {}}') })).toMatch(/what the model knows about 'size' is damaged/);
    expect(await refusal({ [FILES.facts]: utf8('{"inputs": {"__proto__": {"size": {}}}, "outputs": {"__proto__": {}}}') })).toMatch(/is damaged/);
    expect(({} as { size?: unknown }).size).toBeUndefined();
    expect(await refusal(json<StoredFacts>(FILES.facts, (facts) => Object.assign(facts.inputs["note"]!, { max_sequence_length: 1e9 })))).toMatch(/'note' makes other numbers than the model expects/);
    const vocabulary = Array.from({ length: 1_000_000 }, (_, i) => `w${i}`);
    expect(await refusal(json<StoredFacts>(FILES.facts, (facts) => Object.assign(facts.inputs["note"]!, { idx2str: vocabulary, vocab_size: vocabulary.length })))).toMatch(/the weight 'inputs\/note.*' should be 1000000 × 2/);
  });

  it("JSON that is none, too deep, or not UTF-8", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(await refusal({ [FILES.config]: utf8(`{"combiner": ${deep}}`) })).toBe("'config.resolved.json' does not hold what it should: it is larger or deeper than any model needs.");
    expect(await refusal({ [FILES.provenance]: utf8("{") })).toBe("'provenance.json' does not hold what it should: it is not JSON.");
    expect(await refusal({ [FILES.yaml]: Uint8Array.of(0xff, 0xfe, 0x00) })).toBe("'config.yaml' is not UTF-8 text.");
    expect(await refusal({ [FILES.config]: utf8(JSON.stringify({ a: `${"[".repeat(1_000)}\\"[` })) })).toContain("input_features");
  });

  it("another archive, a backup, a table, nothing", async () => {
    const sentenceOf = async (zip: Uint8Array) => {
      const outcome = await engine.importModel(zip);
      return outcome.ok ? "imported" : outcome.problems[0]!.message;
    };
    expect(await sentenceOf(pack({ "holiday.jpg": utf8("x") }))).toBe("This is not a model that Fidelio exported: it holds no readable 'fidelio.json'.");
    expect(await sentenceOf(pack({ "fidelio-backup.json": utf8("{}") }))).toContain("This is a backup of Fidelio, not a model.");
    expect(await sentenceOf(utf8("a,b\n1,2\n"))).toContain("This is not a zip file.");
    expect(await sentenceOf(new Uint8Array(0))).toContain("This is not a zip file.");
  });

  it("after all of that the engine still answers", async () => {
    const { id } = valueOf(await engine.open(valueOf(await engine.importModel(pack(files)))));
    expect(await engine.predict(id, { size: ["1"], colour: ["red"], note: ["blue"] })).toMatchObject({ ok: true });
  });
});
