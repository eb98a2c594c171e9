import { expect, test } from "vitest";
import { parse } from "yaml";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { exportLudwig } from "../../../src/engine/export/ludwig/export.ts";
import { unpack } from "../../../src/engine/export/zip.ts";
import { error, failure, success } from "../../../src/engine/schema/problem.ts";

const table = tableFrom({ note: Array.from({ length: 20 }, (_, i) => (i % 2 ? "good day" : "bad day")), kind: Array.from({ length: 20 }, (_, i) => "ab"[i % 2]!) });
const FILES: Readonly<Record<string, string>> = { "assets/glove.txt": "good 0.1 0.2\nbad 0.3 0.4\n", "assets/vocab.txt": "[PAD]\n[UNK]\ngood\nbad\nday\n", "assets/tokenizer.json": '{"model": {"type": "WordLevel", "vocab": {"a": 0, "[UNK]": 1}, "unk_token": "[UNK]"}}' };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function exported(feature: string) {
  const yaml = `input_features: [{name: note, type: text, ${feature}}]\noutput_features: [{name: kind, type: category}]\ncombiner: {type: concat}\n`;
  return exportLudwig({ yaml, dataset: "t", seed: 1, project: "p" }, {
    version: "0",
    table: async () => ({ table, name: "t.csv", fingerprint: "t" }),
    asset: async (name, project) => (project === "p" && FILES[name] !== undefined ? success(utf8(FILES[name])) : failure(error([], "there is no such file"))),
  });
}
const refused = async (feature: string): Promise<string> => {
  const outcome = await exported(feature);
  return outcome.ok ? "" : outcome.problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
};

test("a vocabulary and word vectors go along under the names that the config gives them, and the README says so", async () => {
  const zip = await exported("preprocessing: {tokenizer: bert, vocab_file: assets/vocab.txt}, encoder: {type: parallel_cnn, pretrained_embeddings: assets/glove.txt, embedding_size: 2}");
  const files = zip.ok ? unpack(zip.value) : zip;
  if (!files.ok) throw new Error(files.problems.map(({ message }) => message).join());
  const textOf = (name: string): string => new TextDecoder().decode(files.value[name]);
  const config = parse(textOf("config.yaml")) as { input_features: { encoder: Record<string, unknown>; preprocessing: Record<string, unknown> }[] };
  expect(config.input_features[0]!.encoder["pretrained_embeddings"]).toBe("assets/glove.txt");
  expect(config.input_features[0]!.preprocessing["vocab_file"]).toBe("assets/vocab.txt");
  for (const name of ["assets/glove.txt", "assets/vocab.txt"]) {
    expect(textOf(name)).toBe(FILES[name]);
    expect(textOf("README.md")).toContain(`| ${name} |`);
  }
});

test("what Ludwig cannot use is refused by name, at its line", async () => {
  expect(await refused("preprocessing: {tokenizer: hf_tokenizer, pretrained_model_name_or_path: assets/tokenizer.json}")).toMatch(/^input_features\.0\.preprocessing\.pretrained_model_name_or_path: Ludwig's hf_tokenizer reads a folder.*'assets\/tokenizer\.json'/m);
  expect(await refused("preprocessing: {tokenizer: hf_tokenizer, vocab_file: assets/vocab.txt}")).toMatch(/^input_features\.0\.preprocessing\.vocab_file: Ludwig's hf_tokenizer/m);
  expect(await refused("preprocessing: {vocab_file: ../vocab.txt}")).toMatch(/lies outside the config's folder/);
  expect(await refused("preprocessing: {vocab_file: assets/gone.txt}")).toMatch(/there is no such file/);
  for (const type of ["fidelio_model", "tfjs_model"]) expect(await refused(`encoder: {type: ${type}, model: assets/m.zip}`)).toMatch(new RegExp(`^input_features\\.0\\.encoder\\.type: the encoder '${type}' is Fidelio's own`, "m"));
});
