import { expect, test } from "vitest";
import { changesFor, namedAt, usesOf, type FileWish } from "../../../src/engine/advice/file-uses.ts";
import type { KnownFile } from "../../../src/engine/advice/known-file.ts";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { removeIn, setIn } from "../../../src/engine/config/edit.ts";
import { describeLanguage } from "../../../src/engine/config/language.ts";

const language = describeLanguage();
const YAML = `input_features:
  - name: note # mine
    type: text
    encoder: {type: tf_idf}
  - {name: title, type: text, encoder: {type: rnn, representation: sparse}, preprocessing: {tokenizer: bert, vocab_file: assets/old.txt}}
  - {name: size, type: number}
  - {name: photo, type: image, preprocessing: {height: 64, width: 64, num_channels: 3}}
output_features: [{name: kind, type: category}]
`;

/** The config once the input reads the file, but for what stayed as it was. */
function used(file: KnownFile, input: string, wish: FileWish = {}): unknown {
  const config = parseDocument(YAML).value;
  const use = usesOf(file, config, language).find((one) => one.input === input);
  if (!use) return "no use";
  const text = changesFor(use, file, "assets/f", config, language, wish).reduce((before, { path, value }) => {
    const after = value === undefined ? removeIn(before, path) : setIn(before, path, value);
    return after.ok ? after.value : "";
  }, YAML);
  expect(text).toContain("# mine");
  const read = parseDocument(text);
  expect(namedAt(read.value, "assets/f").map((path) => path.slice(0, 2))).toEqual([use.path]);
  return (read.value as { input_features: readonly { readonly name: string }[] }).input_features.find(({ name }) => name === input);
}

test("a vocabulary of pieces is a tokenizer too, a plain one takes the place of one from a file", () => {
  expect(used({ kind: "vocabulary", tokens: 9, pieces: true }, "note")).toMatchObject({ preprocessing: { tokenizer: "bert", vocab_file: "assets/f" } });
  expect(used({ kind: "vocabulary", tokens: 9, pieces: false }, "title")).toMatchObject({ preprocessing: { vocab_file: "assets/f" } });
  expect(used({ kind: "vocabulary", tokens: 9, pieces: false }, "title")).not.toMatchObject({ preprocessing: { tokenizer: "bert" } });
  expect(used({ kind: "tokenizer", tokens: 9 }, "note")).toMatchObject({ preprocessing: { tokenizer: "hf_tokenizer", pretrained_model_name_or_path: "assets/f" } });
});

test("word vectors go to the encoder that is there, or to one that can read them", () => {
  expect(used({ kind: "vectors", words: 5, width: 50 }, "title")).toMatchObject({ encoder: { type: "rnn", pretrained_embeddings: "assets/f", embedding_size: 50 } });
  expect(used({ kind: "vectors", words: 5, width: 50 }, "title")).not.toMatchObject({ encoder: { representation: "sparse" } });
  expect(used({ kind: "vectors", words: 5, width: 50 }, "note")).toMatchObject({ encoder: { type: "parallel_cnn", pretrained_embeddings: "assets/f", embedding_size: 50 } });
});

test("a model is offered to inputs of the types that it has, and asked for by name where it has several", () => {
  const file: KnownFile = { kind: "fidelio_model", inputs: [{ name: "a", type: "text" }, { name: "b", type: "text" }, { name: "w", type: "number" }], outputs: ["y"] };
  expect(usesOf(file, parseDocument(YAML).value, language).map(({ input, from }) => [input, from])).toEqual([["note", ["a", "b"]], ["title", ["a", "b"]], ["size", []]]);
  expect(used(file, "note", { from: "b", trainable: true })).toMatchObject({ encoder: { type: "fidelio_model", model: "assets/f", input: "b", trainable: true } });
  expect((used(file, "size") as { encoder: object }).encoder).toEqual({ type: "fidelio_model", model: "assets/f" });
});

test("a model from elsewhere takes pictures or texts, and sizes that are the model's to say go", () => {
  const pictures: KnownFile = { kind: "tfjs_model", format: "layers", takes: "pictures", shape: [32, null, 3], whole: false, output: "classes", features: "mean", last: ["classes", "mean"] };
  expect(usesOf(pictures, parseDocument(YAML).value, language).map(({ input }) => input)).toEqual(["photo"]);
  expect(used(pictures, "photo", { output: "mean", scaling: "minus_one_to_one", trainable: true })).toEqual({
    name: "photo", type: "image", preprocessing: { width: 64, num_channels: 3 },
    encoder: { type: "tfjs_model", model: "assets/f", output: "mean", scaling: "minus_one_to_one", trainable: true },
  });
  expect(used({ ...pictures, whole: true }, "photo")).toMatchObject({ encoder: { scaling: "zero_to_255" } });
  const texts: KnownFile = { ...pictures, format: "graph", takes: "tokens", shape: [null] };
  expect(usesOf(texts, parseDocument(YAML).value, language).map(({ input }) => input)).toEqual(["note", "title"]);
  expect(used(texts, "note", { output: "classes", vocabulary: { name: "assets/v.txt", isJson: false } })).toMatchObject({ encoder: { type: "tfjs_model", model: "assets/f" }, preprocessing: { tokenizer: "bert", vocab_file: "assets/v.txt" } });
  expect(used(texts, "title", { vocabulary: { name: "assets/v.txt", isJson: true } })).toMatchObject({ preprocessing: { tokenizer: "bert", vocab_file: "assets/old.txt" } });
});

test("a config without inputs that fit, or none at all, offers nothing", () => {
  expect(used({ kind: "tokenizer", tokens: 9 }, "size")).toBe("no use");
  expect(usesOf({ kind: "tokenizer", tokens: 9 }, undefined, language)).toEqual([]);
  expect(usesOf({ kind: "tokenizer", tokens: 9 }, { input_features: [null, { type: "nothing" }] }, language)).toEqual([]);
});
