import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { InputFeature } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { assetsOf } from "../../../src/engine/training/assets.ts";
import golden from "../../golden/subwords.json" with { type: "json" };
import { engineWith, messages, trainedBy, utf8, type FilesByName } from "./engine.ts";

beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });

const bert = golden.tokenizers["bert, small letters"];
const gpt2 = golden.tokenizers.gpt2;
const files: FilesByName = { "assets/bert.json": JSON.stringify(bert.file), "assets/gpt2.json": JSON.stringify(gpt2.file), "assets/vocab.txt": golden.vocab_txt, "assets/words.txt": "kalo\n mi \n\nkalo\n<PAD>\n" };
const read = assetsOf(new Map(Object.entries(files).map(([name, content]) => [name, utf8(String(content))])));

const fit = (preprocessing: object, cells: readonly (string | null)[] = golden.texts): InputFeature =>
  features.text.openInput({ name: "f", type: "text", preprocessing }, [], (problem) => expect.fail(problem.message)).fit(cells, () => {}, undefined, read);
const idsIn = async (feature: InputFeature, cell: string | null): Promise<number[]> => [...(await feature.encode([cell]))["ids"]!.data];

test("texts become the file's ids, filled up with its padding", async () => {
  const feature = fit({ tokenizer: "hf_tokenizer", pretrained_model_name_or_path: "assets/bert.json", max_sequence_length: null });
  for (const [i, text] of golden.texts.entries()) {
    const ids = await idsIn(feature, text);
    expect(ids.slice(0, bert.ids[i]!.length), text).toEqual(bert.ids[i]);
    expect(ids.slice(bert.ids[i]!.length).every((id) => id === bert.file.padding.pad_id)).toBe(true);
  }
  expect(feature.facts).toMatchObject({ vocab_size: Object.keys(bert.file.model.vocab).length, max_sequence_length: Math.max(...bert.ids.map(({ length }) => length)) });
});

test("a text that is too long keeps the symbols at its end, as Hugging Face's truncation does", async () => {
  const feature = fit({ tokenizer: "bert", vocab_file: "assets/vocab.txt", max_sequence_length: 6 });
  const whole = bert.ids[0]!;
  expect(await idsIn(feature, golden.texts[0]! + golden.texts[0]!)).toEqual([...whole.slice(0, 5), whole.at(-1)]);
});

test("what a file lacks comes behind its pieces: padding, and what is unknown", async () => {
  const feature = fit({ tokenizer: "hf_tokenizer", pretrained_model_name_or_path: "assets/gpt2.json", sequence_length: 3 });
  const pieces = Object.keys(gpt2.file.model.vocab).length;
  expect(feature.facts).toMatchObject({ vocab_size: pieces + 2, unknown_id: pieces, padding_id: pieces + 1 });
  expect(await idsIn(feature, null)).toEqual([pieces, pieces + 1, pieces + 1]);
  expect(await idsIn(feature, "")).toEqual([pieces, pieces + 1, pieces + 1]);
});

test("a vocabulary of whole tokens takes the place of the computed one", async () => {
  const feature = fit({ vocab_file: "assets/words.txt" }, ["other words", "kalo"]);
  expect(feature.facts).toMatchObject({ idx2str: ["<EOS>", "<SOS>", "<PAD>", "<UNK>", "kalo", "mi"], vocab_size: 6, max_sequence_length: 4 });
  expect(await idsIn(feature, "mi kalo")).toEqual([1, 5, 4, 0]);
  expect(await idsIn(feature, "other kalo")).toEqual([1, 3, 4, 0]);
});

const texts = golden.texts.slice(0, 8);
const columns = { note: [...texts, ...texts, ...texts], kind: [...texts, ...texts, ...texts].map((_, i) => "ab"[i % 2]!) };
const yaml = (preprocessing: string) => `
input_features: [{name: note, type: text, preprocessing: {${preprocessing}}, encoder: {type: embed, embedding_size: 4}}]
output_features: [{name: kind, type: category}]
trainer: {epochs: 1, batch_size: 8}
`;

test("a trained model has its tokenizer with it: exported, imported and asked without the file", async () => {
  const engine = engineWith(columns, files);
  const { bundle } = await trainedBy(engine, yaml("tokenizer: hf_tokenizer, pretrained_model_name_or_path: assets/bert.json"));
  const bare = engineWith(columns, {});
  const zip = await bare.exportModel(bundle);
  const again = zip.ok ? await bare.importModel(zip.value) : zip;
  if (!again.ok) throw new Error(messages(again.problems).join());
  const answer = async (api: typeof engine, model: typeof bundle) => {
    const opened = await api.open(model);
    return opened.ok && api.predict(opened.value.id, { note: ["kalo mi", null, "未知 unseen"] });
  };
  expect(await answer(bare, again.value)).toEqual(await answer(engine, bundle));
});

test("what is wrong with a file stands at its line", async () => {
  const bad = { ...files, "assets/uni.json": JSON.stringify({ ...bert.file, model: { type: "Unigram", vocab: [] } }), "assets/no.txt": Uint8Array.of(0xff, 0xfe, 0xff), "assets/none.txt": " \n" };
  const found = async (preprocessing: string, side = "input") => {
    const text = side === "input" ? yaml(preprocessing) : yaml("max_sequence_length: 3").replace("type: category", `type: text, preprocessing: {${preprocessing}}`);
    const { problems } = await engineWith(columns, bad).inspect(text, null);
    return problems.filter(({ severity, path }) => severity === "error" && path.includes("preprocessing")).map(({ path, line, message }) => `${path.at(-1)} ${line}: ${message}`);
  };
  expect(await found("tokenizer: hf_tokenizer, pretrained_model_name_or_path: assets/bert.json")).toEqual([]);
  expect((await found("tokenizer: hf_tokenizer")).join()).toMatch(/^tokenizer 2: .*name it by pretrained_model_name_or_path/);
  expect((await found("tokenizer: bert, vocab_file: assets/uni.json")).join()).toMatch(/^vocab_file 2: .*'Unigram', which is not known here/);
  expect((await found("tokenizer: bert, vocab_file: assets/no.txt")).join()).toMatch(/no UTF-8 text/);
  expect((await found("vocab_file: assets/none.txt")).join()).toMatch(/holds no token/);
  expect((await found("pretrained_model_name_or_path: assets/bert.json")).join()).toMatch(/hf_tokenizer alone, and this one is space_punct/);
  expect((await found("tokenizer: bert, vocab_file: assets/vocab.txt", "output")).join()).toMatch(/^tokenizer 3: .*tags are whole/);
});
