/** Encoders of numbers, categories and texts, each on a problem that only a working one can solve, beside a twin without what it needs. */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { learnt } from "./learning.ts";

const SLOW = 60_000;
const lists = <T>(seed: string, rows: number, make: (random: () => number, row: number) => T): readonly T[] => {
  const random = seededRandom(11, seed);
  return Array.from({ length: rows }, (_, row) => make(random, row));
};

interface Asked { readonly steps?: number; readonly rate?: number; readonly combiner?: object }

/** How right a binary output is, from the column `x` alone. */
async function rightly(input: object, x: readonly string[], y: readonly boolean[], asked: Asked = {}): Promise<number> {
  const cells = { x, y: y.map((yes) => (yes ? "yes" : "no")) };
  const scores = await learnt({ inputs: [{ name: "x", ...input }], outputs: [{ name: "y", type: "binary" }], cells, steps: 100, ...asked });
  return scores["y"]!["accuracy"]!;
}
/** R² of a number, likewise. */
async function explained(input: object, x: readonly string[], y: readonly number[], asked: Asked = {}): Promise<number> {
  const output = { name: "y", type: "number", preprocessing: { normalization: "zscore" } };
  const scores = await learnt({ inputs: [{ name: "x", ...input }], outputs: [output], cells: { x, y: y.map(String) }, steps: 150, ...asked });
  return scores["y"]!["r2"]!;
}

const words = (encoder: object) => ({ type: "text", preprocessing: { tokenizer: "space" }, encoder });
const text = (encoder: object) => words({ embedding_size: 8, ...encoder });

describe("word order", () => {
  // The same words in each text: what counts is which of two comes first, wherever they stand.
  const texts = lists("order", 250, (random) => {
    const order = ["dog", "bites", "man", ..."abcd".split("").slice(0, 1 + Math.floor(random() * 4))].map((word) => ({ word, at: random() }));
    return order.sort((a, b) => a.at - b.at).map(({ word }) => word);
  });
  const cells = texts.map((words) => words.join(" "));
  const dogFirst = texts.map((words) => words.indexOf("dog") < words.indexOf("man"));
  const filters = { num_filters: 16, num_fc_layers: 1, output_size: 16 };

  test.each([
    { type: "rnn", cell_type: "gru", state_size: 16 },
    { type: "rnn", cell_type: "lstm", state_size: 16, bidirectional: true, num_layers: 2 },
    { type: "transformer", hidden_size: 16, num_heads: 2, transformer_output_size: 16, dropout: 0, reduce_output: "mean" },
    { type: "cnnrnn", num_conv_layers: 1, num_filters: 16, filter_size: 2, cell_type: "gru", state_size: 16 },
    { type: "stacked_cnn", ...filters, conv_layers: [{ filter_size: 3 }, { filter_size: 3, dilation_rate: 2 }, { filter_size: 3, pool_size: 2 }] },
    { type: "stacked_parallel_cnn", ...filters, stacked_layers: [[{ filter_size: 3 }, { filter_size: 5 }], [{ filter_size: 3 }, { filter_size: 5 }]] },
    { type: "parallel_cnn", ...filters, conv_layers: [{ filter_size: 5 }, { filter_size: 7 }] },
  ])("is learnt by $type $cell_type", async (encoder) => {
    expect(await rightly(text(encoder), cells, dogFirst, { steps: 140 })).toBeGreaterThan(0.93);
  }, SLOW);

  test("is lost to a bag of words", async () => {
    expect(await rightly(text({ type: "embed" }), cells, dogFirst)).toBeLessThan(0.7);
    expect(await rightly(words({ type: "tf_idf" }), cells, dogFirst)).toBeLessThan(0.7);
  }, SLOW);
});

describe("memory over 40 steps", () => {
  // The later of two marks decides, and noise comes after it: for up to 39 steps. Both marks are in every text.
  const texts = lists("memory", 200, (random) => {
    const [one, other] = [Math.floor(random() * 40), Math.floor(random() * 39)];
    const [first, last] = [Math.min(one, other < one ? other : other + 1), Math.max(one, other < one ? other : other + 1)];
    const isA = random() < 0.5;
    const marked = (at: number) => (at === last ? isA : at === first ? !isA : null);
    return { isA, tokens: Array.from({ length: 40 }, (_, at) => ({ true: "a", false: "b", null: "cd"[Math.floor(random() * 2)]! })[`${marked(at)}`]) };
  });
  const cells = texts.map(({ tokens }) => tokens.join(" "));
  const isA = texts.map((each) => each.isA);
  const asked = { steps: 100, rate: 0.03 };

  test.each(["rnn", "lstm", "gru"])("%s has it", async (cell_type) => {
    expect(await rightly(text({ type: "rnn", cell_type, state_size: 16 }), cells, isA, asked)).toBeGreaterThan(0.95);
  }, SLOW);
  test("without recurrence there is none: neither a convolution at the end nor a bag of words knows", async () => {
    const atTheEnd = { type: "parallel_cnn", conv_layers: [{ filter_size: 3, num_filters: 16 }], reduce_output: "last", num_fc_layers: 0 };
    expect(await rightly(text(atTheEnd), cells, isA, asked)).toBeLessThan(0.75);
    expect(await rightly(text({ type: "embed" }), cells, isA, asked)).toBeLessThan(0.75);
  }, SLOW);
});

describe("a number that goes up and down", () => {
  const values = lists("waves", 400, (random) => 4 * random());
  const cells = values.map(String);
  const waves = values.map((value) => Math.sin(6 * value));

  test.each([{ type: "ple", num_bins: 24, output_size: 8 }, { type: "periodic", num_frequencies: 16, output_size: 8, sigma: 2 }, { type: "bins", num_bins: 24, output_size: 8 }])("is followed by $type", async (encoder) => {
    expect(await explained({ type: "number", encoder }, cells, waves)).toBeGreaterThan(0.9);
  }, SLOW);
  test("is not, as it is, by a linear layer", async () => expect(await explained({ type: "number" }, cells, waves)).toBeLessThan(0.2), SLOW);
});

test("tf_idf learns from few texts what one rare word says, among words that all have", async () => {
  const rare = { good: ["fine", "lovely", "superb"], bad: ["awful", "broken", "late"] };
  const texts = lists("rare", 200, (random) => {
    const isGood = random() < 0.5;
    const fill = Array.from({ length: 30 }, () => ["the", "a", "it", "was", "and"][Math.floor(random() * 5)]!);
    return { isGood, words: [...fill, rare[isGood ? "good" : "bad"][Math.floor(random() * 3)]!] };
  });
  const cells = texts.map(({ words }) => words.join(" "));
  const good = texts.map(({ isGood }) => isGood);
  expect(await rightly(words({ type: "tf_idf" }), cells, good, { rate: 0.1 })).toBeGreaterThan(0.97);
  expect(await rightly(words({ type: "tf_idf", min_df: 150 }), cells, good, { rate: 0.1 })).toBeLessThan(0.7);
}, SLOW);

describe("300 categories, each worth something of its own", () => {
  const worth = lists("worth", 300, (random) => random());
  const ids = lists("ids", 3000, (random) => Math.floor(random() * 300));
  const cells = ids.map((id) => `city ${id}`);
  const values = ids.map((id) => worth[id]!);
  const asked = { steps: 200, rate: 0.05 };

  test.each([{ type: "target" }, { type: "hash", num_hash_buckets: 4096, embedding_size: 4 }, { type: "sparse" }, { type: "onehot" }, { type: "dense", embedding_size: 4 }])("are learnt by $type", async (encoder) => {
    expect(await explained({ type: "category", encoder }, cells, values, asked)).toBeGreaterThan(0.9);
  }, SLOW);
  test("are not by their rank, nor where twenty share a bucket", async () => {
    expect(await explained({ type: "category", encoder: { type: "passthrough" } }, cells, values, { ...asked, rate: 0.001 })).toBeLessThan(0.3);
    expect(await explained({ type: "category", encoder: { type: "hash", num_hash_buckets: 15 } }, cells, values, asked)).toBeLessThan(0.3);
  }, SLOW);
});
