import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { wordVectors } from "../../../src/engine/data/word-vectors.ts";
import { profileOf } from "../../support/profiles.ts";
import { engineWith, messages, trainedBy, utf8 } from "./engine.ts";

beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });

const GLOVE = "the 0.5 -1 2\ncat 1 0 0.25\r\n. . . 7 8 9\ndog 1e-1 .5 -0\nbroken 1 two 3\nshort 1 2\nthe 9 9 9\n";

test("lines are words with their numbers, the first of a word, whatever is odd", () => {
  const vectors = wordVectors(utf8(GLOVE))!;
  expect(vectors).toMatchObject({ width: 3, words: 5, odd: 1 });
  expect([...vectors.of("the")!]).toEqual([0.5, -1, 2]);
  expect([...vectors.of(". . .")!]).toEqual([7, 8, 9]);
  expect([...vectors.of("dog")!]).toEqual([...Float32Array.of(0.1, 0.5, -0)]);
  expect(vectors.of("broken")).toBeUndefined();
  expect(vectors.of("__proto__")).toBeUndefined();
});

test("a first line of two counts, as word2vec writes one, is passed over", () => {
  expect(wordVectors(utf8("2 3\na 1 2 3\nb 4 5 6"))).toMatchObject({ width: 3, words: 2, odd: 0 });
});

test.each(["", "\n\n", "words without numbers\n", "\0\0\0", "a 1 2 x\nb y z 1\n", `x${" 1".repeat(5000)}`])("no vectors are in what is none: %#", (text) => {
  expect(wordVectors(utf8(text))).toBeNull();
});

const texts = Array.from({ length: 60 }, (_, row) => (row % 2 ? "the cat sat" : "the dog ran"));
const columns = { note: texts, kind: texts.map((text) => (text.includes("cat") ? "c" : "d")) };
const yaml = (encoder: string) => `
input_features: [{name: note, type: text, encoder: {type: embed, ${encoder}}}]
output_features: [{name: kind, type: category}]
combiner: {type: concat}
trainer: {epochs: 1, batch_size: 16, learning_rate: 0.000001}
`;

function tableIn({ bundle }: Awaited<ReturnType<typeof trainedBy>>): { readonly shape: readonly number[]; row(word: string): number[] } {
  const spec = bundle.weights.specs.findIndex(({ name }) => name === "inputs/note/embedding/embeddings");
  const { shape } = bundle.weights.specs[spec]!;
  const before = bundle.weights.specs.slice(0, spec).reduce((sum, { shape: s }) => sum + s.reduce((a, b) => a * b, 1), 0);
  const values = new Float32Array(bundle.weights.data.slice(4 * before).buffer);
  const words = (bundle.facts.inputs["note"] as { readonly idx2str: readonly string[] }).idx2str;
  return { shape, row: (word) => [...values.subarray(words.indexOf(word) * shape[1]!, (words.indexOf(word) + 1) * shape[1]!)] };
}

test("an encoder begins with the file's vectors, others near their average, and says how many were found", async () => {
  const run = await trainedBy(engineWith(columns, { "assets/g.txt": GLOVE }), yaml("pretrained_embeddings: assets/g.txt, embeddings_trainable: false"));
  const table = tableIn(run);
  expect(table.shape).toEqual([9, 3]);
  expect(table.row("the")).toEqual([0.5, -1, 2]);
  expect(table.row("cat")).toEqual([1, 0, 0.25]);
  const mean = [1.6 / 3, -0.5 / 3, 2.25 / 3];
  table.row("sat").forEach((value, i) => expect(Math.abs(value - mean[i]!)).toBeLessThanOrEqual(0.01));
  expect(table.row("sat")).not.toEqual(table.row("ran"));
  expect(run.notes).toContain("note: 3 of 5 words have a vector in 'assets/g.txt'; the others begin near the average of those");
  expect(run.notes).toContain("note: 1 line of 'assets/g.txt' is no word with its vector and was passed over");
  expect(run.notes.join()).toContain("embedding_size says 256: the file's are taken");
});

test("what is not frozen learns on from there; the model answers the same without the file", async () => {
  const engine = engineWith(columns, { "assets/g.txt": GLOVE });
  const run = await trainedBy(engine, yaml("pretrained_embeddings: assets/g.txt, embedding_size: 3"));
  expect(tableIn(run).row("the")).not.toEqual([0.5, -1, 2]);
  tableIn(run).row("the").forEach((value, i) => expect(value).toBeCloseTo([0.5, -1, 2][i]!, 4));
  const cells = { note: ["the cat", "a dog", null] };
  const answers = async (other: typeof engine) => {
    const opened = await other.open(run.bundle);
    if (!opened.ok) throw new Error(messages(opened.problems).join());
    return other.predict(opened.value.id, cells);
  };
  expect(await answers(engineWith({}, {}))).toEqual(await answers(engine));
});

test("what is wrong with a file stands at the line that names it", async () => {
  const files = { "assets/g.txt": GLOVE, "assets/none.txt": "no vectors\n" };
  const found = async (encoder: string) => {
    const { problems } = await engineWith(columns, files).inspect(yaml(encoder), profileOf(columns));
    return problems.filter(({ path }) => path.includes("encoder")).map(({ severity, path, line, message }) => `${severity} ${path.at(-1)} ${line}: ${message}`);
  };
  expect(await found("pretrained_embeddings: assets/other.txt")).toEqual(["error pretrained_embeddings 2: pretrained_embeddings: 'assets/other.txt': there is no such file"]);
  expect((await found("pretrained_embeddings: assets/none.txt")).join()).toMatch(/^error pretrained_embeddings 2: .*holds no word vectors/);
  expect((await found("pretrained_embeddings: assets/g.txt, embedding_size: 50")).join()).toMatch(/^note embedding_size 2: .*its vectors have 3 numbers and embedding_size says 50/);
  expect((await found("pretrained_embeddings: assets/g.txt, representation: sparse")).join()).toMatch(/^error representation 2/);
  expect(await found("pretrained_embeddings: assets/g.txt, embedding_size: 3")).toEqual([]);
});

test("categories and sets begin with vectors too", async () => {
  const cells = { a: texts.map((_, i) => ["cat", "dog", "cow"][i % 3]!), b: texts.map((_, i) => ["cat the", "dog"][i % 2]!), y: texts.map((_, i) => String(i % 3)) };
  const both = `
input_features:
  - {name: a, type: category, encoder: {pretrained_embeddings: g, embedding_size: 3}}
  - {name: b, type: set, encoder: {pretrained_embeddings: g, embedding_size: 3}}
output_features: [{name: y, type: category}]
trainer: {epochs: 1}
`;
  const { notes } = await trainedBy(engineWith(cells, { g: GLOVE }), both);
  expect(notes.join("\n")).toMatch(/a: 2 of 3 words.*\n.*\n?.*b: 3 of 3 words/s);
});
