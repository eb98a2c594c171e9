import { describe, expect, it } from "vitest";
import { applyFix } from "../../../src/engine/config/edit.ts";
import { openConfig, openYaml } from "../../../src/engine/config/open.ts";

const config = (more: object, input: object = {}, output: object = {}) => ({ input_features: [{ name: "a", type: "number", ...input }], output_features: [{ name: "y", type: "category", ...output }], ...more });
const read = (value: object) => {
  const { opened, problems } = openConfig(value);
  return { resolved: opened?.resolved, told: problems.map((p) => `${p.severity} ${p.path.join(".")}: ${p.message}`) };
};

describe("the spellings of earlier versions", () => {
  it.each<[string, object, object, string[]]>([
    ["numerical", config({}, { type: "numerical" }), config({}), ["note input_features.0.type: 'numerical' is read as 'number', its spelling since Ludwig 0.5"]],
    ["training", config({ training: { epochs: 3 } }), config({ trainer: { epochs: 3 } }), ["note training: 'training' is read as 'trainer', its name since Ludwig 0.5"]],
    ["an encoder as a word", config({}, { encoder: "dense" }), config({}, { encoder: { type: "dense" } }), [`note input_features.0.encoder: 'dense' is read as {"type":"dense"}, its spelling since Ludwig 0.6`]],
    ["parameters beside it", config({}, { encoder: "dense", num_layers: 2 }), config({}, { encoder: { type: "dense", num_layers: 2 } }), [
      `note input_features.0.encoder: 'dense' is read as {"type":"dense"}, its spelling since Ludwig 0.6`,
      "note input_features.0.num_layers: 'num_layers' is read as 'input_features.encoder.num_layers', its place since Ludwig 0.6",
    ]],
    ["layers of a decoder", config({}, {}, { num_fc_layers: 1, dropout: 0.1 }), config({}, {}, { decoder: { num_fc_layers: 1, fc_dropout: 0.1 } }), [
      "note output_features.0.num_fc_layers: 'num_fc_layers' is read as 'output_features.decoder.num_fc_layers', its place since Ludwig 0.6",
      "note output_features.0.dropout: 'dropout' is read as 'output_features.decoder.fc_dropout', its place since Ludwig 0.6",
    ]],
    ["bias", config({}, { encoder: { type: "dense", bias: false } }), config({}, { encoder: { type: "dense", use_bias: false } }), ["note input_features.0.encoder.bias: 'bias' is read as 'use_bias', its name since Ludwig 0.5"]],
    ["backfill", config({}, { preprocessing: { missing_value_strategy: "backfill" } }), config({}, { preprocessing: { missing_value_strategy: "bfill" } }), ["note input_features.0.preprocessing.missing_value_strategy: 'backfill' is read as 'bfill', its spelling since Ludwig 0.6"]],
    ["pad", config({}, { preprocessing: { missing_value_strategy: "pad" } }), config({}, { preprocessing: { missing_value_strategy: "ffill" } }), ["note input_features.0.preprocessing.missing_value_strategy: 'pad' is read as 'ffill', its spelling since Ludwig 0.6"]],
    ["stratify", config({ preprocessing: { stratify: "y" } }), config({ preprocessing: { split: { type: "stratify", column: "y" } } }), ["note preprocessing.stratify: 'stratify' is read as 'preprocessing.split.column', its place since Ludwig 0.5"]],
    ["split_probabilities", config({ preprocessing: { split_probabilities: [0.8, 0.1, 0.1] } }), config({ preprocessing: { split: { probabilities: [0.8, 0.1, 0.1] } } }), ["note preprocessing.split_probabilities: 'split_probabilities' is read as 'preprocessing.split.probabilities', its place since Ludwig 0.5"]],
    ["force_split", config({ preprocessing: { force_split: true } }), config({}), ["note preprocessing.force_split: 'force_split' is read as split: {type: random}, its spelling since Ludwig 0.5"]],
    ["preprocessing by type", config({ preprocessing: { numerical: { normalization: "minmax" } } }), config({}, { preprocessing: { normalization: "minmax" } }), [
      "note preprocessing.numerical: 'numerical' is read as 'number', its name since Ludwig 0.5",
      "note preprocessing.numerical: 'number' is read as 'defaults.number.preprocessing', its place since Ludwig 0.5",
    ]],
    ["class weights as a number", config({}, {}, { loss: { class_weights: 1 } }), config({}), ["note output_features.0.loss.class_weights: 1 is read as null, its spelling since Ludwig 0.6"]],
    ["eval_batch_size 0", config({ trainer: { eval_batch_size: 0 } }), config({}), ["note trainer.eval_batch_size: 0 is read as null, its spelling since Ludwig 0.5"]],
    ["decay: false", config({ trainer: { decay: false } }), config({}), ["note trainer.decay: 'decay' is read as 'trainer.learning_rate_scheduler.decay', its place since Ludwig 0.7"]],
    ["a trainer's type", config({ trainer: { type: "trainer" } }), config({}), ["note trainer.type: 'type' has no meaning in trainer any more"]],
    ["fc_size, in lists of layers too", config({ combiner: { type: "concat", fc_layers: [{ fc_size: 8 }], fc_size: 4 } }), config({ combiner: { type: "concat", fc_layers: [{ output_size: 8 }], output_size: 4 } }), [
      "note combiner.fc_size: 'fc_size' is read as 'output_size', its name since Ludwig 0.5",
      "note combiner.fc_layers.0.fc_size: 'fc_size' is read as 'output_size', its name since Ludwig 0.5",
    ]],
    ["fc_size of an output", config({}, {}, { num_fc_layers: 1, fc_size: 16 }), config({}, {}, { decoder: { num_fc_layers: 1, fc_output_size: 16 } }), [
      "note output_features.0.fc_size: 'fc_size' is read as 'output_size', its name since Ludwig 0.5",
      "note output_features.0.num_fc_layers: 'num_fc_layers' is read as 'output_features.decoder.num_fc_layers', its place since Ludwig 0.6",
      "note output_features.0.fc_size: 'output_size' is read as 'output_features.decoder.fc_output_size', its place since Ludwig 0.6",
    ]],
    ["a key that the layers before the decoder have too", config({}, {}, { decoder: "mlp_classifier", dropout: 0.1 }), config({}, {}, { decoder: { type: "mlp_classifier", dropout: 0.1, fc_dropout: 0.1 } }), [
      `note output_features.0.decoder: 'mlp_classifier' is read as {"type":"mlp_classifier"}, its spelling since Ludwig 0.6`,
      "note output_features.0.dropout: 'dropout' is read as 'output_features.decoder.fc_dropout' too, as Ludwig 0.6 does",
      "note output_features.0.dropout: 'dropout' is read as 'output_features.decoder.dropout', its place since Ludwig 0.6",
    ]],
    ["an empty search", config({ hyperopt: {} }), config({}), ["note hyperopt: an empty search over parameters asks for nothing"]],
  ])("%s", (_, old, now, told) => {
    expect(read(now).told).toEqual([]);
    expect(read(old)).toEqual({ resolved: read(now).resolved, told });
  });

  it("are read in a text input too", () => {
    const text = { name: "t", type: "text", preprocessing: { word_tokenizer: "space", word_sequence_length_limit: 20 } };
    expect(read({ ...config({}), input_features: [text] }).resolved).toMatchObject({ input_features: [{ preprocessing: { tokenizer: "space", max_sequence_length: 20 } }] });
  });

  it("on a feature that the part has not are moved all the same, and named where they belong", () => {
    const { told } = read({ ...config({}), input_features: [{ name: "t", type: "text", level: "char", encoder: "embed", vocab: ["a"] }] });
    expect(told).toEqual([
      "note input_features.0.level: 'level: char' is read as preprocessing: {tokenizer: characters}, its spelling since Ludwig 0.5",
      `note input_features.0.encoder: 'embed' is read as {"type":"embed"}, its spelling since Ludwig 0.6`,
      "note input_features.0.vocab: 'vocab' is read as 'input_features.encoder.vocab', its place since Ludwig 0.6",
      "note input_features.0.vocab: vocab has no effect when it is given: Ludwig fills it in itself",
    ]);
  });

  it("of encoders that were renamed lead to the sentence of today's", () => {
    const { told } = read({ ...config({}), input_features: [{ name: "t", type: "text", encoder: { type: "ctrl" } }] });
    expect(told).toEqual([
      "note input_features.0.encoder.type: 'ctrl' is read as 'auto_transformer', its spelling since Ludwig 0.11",
      expect.stringMatching(/^error input_features.0.encoder.type: encoder 'auto_transformer' is known to Ludwig, and will not come to Fidelio: it is a download/),
    ]);
  });

  it("of a tokenizer that is gone become the usual one", () => {
    const { told } = read({ ...config({}), input_features: [{ name: "t", type: "text", preprocessing: { tokenizer: "ngram" } }] });
    expect(told).toEqual(["note input_features.0.preprocessing.tokenizer: 'ngram' is read as 'space_punct', its spelling since Ludwig 0.11"]);
  });

  it("of a search over parameters are told, though none is run", () => {
    const { told } = read(config({ hyperopt: { parameters: { "training.learning_rate": {} }, sampler: { search_alg: "random", num_samples: 4 }, executor: { type: "serial" } } }));
    expect(told.map((line) => line.slice(0, line.indexOf(":")))).toEqual(["note hyperopt.parameters.training.learning_rate", "note hyperopt.sampler.search_alg", "note hyperopt.sampler.num_samples", "note hyperopt.sampler.search_alg", "note hyperopt.executor.type", "note hyperopt"]);
  });

  it("are no longer read in a config that names a later version", () => {
    expect(read(config({ ludwig_version: "0.17.8", training: {} })).told).toEqual(["error training: unknown section 'training'; did you mean 'trainer'?"]);
    expect(read(config({ ludwig_version: "0.5.5" }, { encoder: "dense" })).told[0]).toMatch(/^note input_features.0.encoder/);
    expect(read(config({ ludwig_version: "0.6" }, { encoder: "dense" })).told[0]).toMatch(/^error input_features.0.encoder/);
  });

  it("keep the place of every mistake inside what was moved", () => {
    const text = "input_features: [{name: a, type: number}]\noutput_features: [{name: y, type: category}]\ntraining:\n  epoch: 3\npreprocessing:\n  text:\n    lowercas: true\n";
    expect(openYaml(text).problems.filter(({ severity }) => severity === "error").map(({ line, column, path }) => `${line}:${column} ${path.join(".")}`)).toEqual(["4:3 training.epoch", "7:5 preprocessing.text.lowercas"]);
  });

  it("offer a fix that modernises the text", () => {
    const text = "input_features: [{name: a, type: numerical}]\noutput_features: [{name: y, type: category}]\ntraining:\n  epochs: 3 # few\n";
    const mended = openYaml(text).problems.reduce((current, { fix }) => {
      const outcome = applyFix(current, fix!);
      return outcome.ok ? outcome.value : current;
    }, text);
    expect(mended).toBe("input_features: [{name: a, type: number}]\noutput_features: [{name: y, type: category}]\ntrainer:\n  epochs: 3 # few\n");
    expect(openYaml(mended).problems).toEqual([]);
  });

  it("do not touch the config they were given", () => {
    const old = config({ training: { epochs: 3 } }, { type: "numerical" });
    const copy = structuredClone(old);
    openConfig(old);
    expect(old).toEqual(copy);
  });
});
