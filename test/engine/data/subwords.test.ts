import { describe, expect, test } from "vitest";
import { isRefusal, tokenizerFile, type TokenizerFile } from "../../../src/engine/data/subwords/file.ts";
import { subwords } from "../../../src/engine/data/subwords/tokenizer.ts";
import { indexOfWords } from "../../../src/engine/data/vocabulary.ts";
import { processorTime } from "../../support/processor.ts";
import golden from "../../golden/subwords.json" with { type: "json" };

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (file: unknown): Uint8Array => utf8(JSON.stringify(file));

function readFrom(bytes: Uint8Array): TokenizerFile {
  const file = tokenizerFile(bytes);
  if (isRefusal(file)) throw new Error(JSON.stringify(file));
  return file;
}
const idsOf = ({ facts, pieces, start, stop }: TokenizerFile, text: string): readonly number[] =>
  [...start, ...subwords(facts, indexOfWords(pieces))(text), ...stop];

describe.each(Object.entries(golden.tokenizers))("%s", (_, { file, ids }) => {
  test.each(golden.texts.map((text, i) => [text, ids[i]!] as const))("cuts %j as Hugging Face does", (text, wanted) => {
    const read = readFrom(json(file));
    expect(idsOf(read, text).map((id) => read.pieces[id])).toEqual(wanted.map((id) => read.pieces[id]));
  });
});

test("a vocab.txt is read as BERT's own", () => {
  const file = readFrom(utf8(golden.vocab_txt));
  golden.texts.forEach((text, i) => expect(idsOf(file, text), text).toEqual(golden.tokenizers["bert, small letters"].ids[i]));
  expect(idsOf(readFrom(utf8(golden.vocab_txt.replaceAll("\n", "\r\n"))), "kalo mi")).toEqual(idsOf(file, "kalo mi"));
});

test("added tokens are found before a text is cut, with the blanks that belong to them", () => {
  const file = golden.tokenizers["roberta"].file;
  expect(readFrom(json(file)).pieces[file.added_tokens.at(-1)!.id]).toBe(file.added_tokens.at(-1)!.content);
});

const bert = golden.tokenizers["bert, small letters"].file;
const gpt2 = golden.tokenizers["gpt2"].file;
test.each([
  ["a model that is not known", { ...bert, model: { type: "Unigram", vocab: [["a", -1]] } }, "vocab", "Unigram"],
  ["a normaliser that is not known", { ...bert, normalizer: { type: "Precompiled", precompiled_charsmap: "" } }, "normalizer", "Precompiled"],
  ["a normaliser inside a sequence", { ...bert, normalizer: { type: "Sequence", normalizers: [{ type: "Nmt" }] } }, "normalizer", "Nmt"],
  ["a pattern that may take forever", { ...bert, normalizer: { type: "Replace", pattern: { Regex: "(a+)+$" }, content: "" } }, "normalizer Replace", "Regex"],
  ["a pre-tokeniser that is not known", { ...bert, pre_tokenizer: { type: "UnicodeScripts" } }, "pre_tokenizer", "UnicodeScripts"],
  ["a post-processor that is not known", { ...bert, post_processor: { type: "Other" } }, "post_processor", "Other"],
  ["a token that is looked for as a word", { ...bert, added_tokens: [{ id: 0, content: "[PAD]", single_word: true }] }, "added_tokens", "single_word"],
  ["a merge of pieces that are not there", { ...gpt2, model: { ...gpt2.model, merges: [["no", "where"]] } }, "model BPE, merges", "no where"],
  ["an id beyond all bounds", { ...bert, model: { ...bert.model, vocab: { "[UNK]": 4e9 } } }, "vocab", "[UNK]"],
  ["no model", { normalizer: null }, "tokenizer.json", "model"],
  ["a vocabulary that is no list of pieces", { ...bert, model: { ...bert.model, vocab: null } }, "vocab", "null"],
])("%s is refused by name", (_, file, part, what) => {
  expect(tokenizerFile(json(file))).toMatchObject({ kind: "not_understood", part, what: expect.stringContaining(what) as unknown });
});

test.each([["{", "not_json"], [`{"a":`, "not_json"], ["[".repeat(100_000), "not_understood"], ["a\nb\n", "not_understood"]])("%# is no tokenizer", (text, kind) => {
  expect(tokenizerFile(utf8(text))).toMatchObject({ kind });
});

test("bytes that are no text are refused", () => expect(tokenizerFile(Uint8Array.of(0xff, 0xfe, 0))).toEqual({ kind: "not_text" }));

test("a word of a hundred thousand letters takes no longer than it is long", async () => {
  const file = readFrom(json(gpt2));
  const cut = subwords(file.facts, indexOfWords(file.pieces));
  expect(await processorTime(() => expect(cut("kalo".repeat(25_000)).length).toBeGreaterThan(1000))).toBeLessThan(2000);
});
