/** Decoders and dependencies, each on a problem that only a working one can solve, beside a twin without what it needs. */
import { expect, test } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { learnt } from "./learning.ts";

/** Rows of words, each tagged by its two neighbours: `same` where they are alike. No word by itself says anything. */
function neighbours(rows: number) {
  const random = seededRandom(3, "neighbours");
  const texts: string[] = [];
  const tags: string[] = [];
  for (let row = 0; row < rows; row++) {
    const words = Array.from({ length: 4 + Math.floor(random() * 5) }, () => "ab"[Math.floor(random() * 2)]!);
    texts.push(words.join(" "));
    tags.push(words.map((_, i) => (words[i - 1] === undefined || words[i + 1] === undefined ? "edge" : words[i - 1] === words[i + 1] ? "same" : "other")).join(" "));
  }
  return { text: texts, tags };
}
const tagging = (encoder: object, decoder: object = { type: "tagger" }) =>
  learnt({
    inputs: [{ name: "text", type: "sequence", encoder: { reduce_output: null, ...encoder } }],
    outputs: [{ name: "tags", type: "sequence", decoder }],
    combiner: { type: "sequence_concat" },
    cells: neighbours(120),
    steps: 60,
    rate: 0.05,
  });

test("a tagger learns tags that need both neighbours, from an encoder that sees them", async () => {
  const seen = await tagging({ type: "parallel_cnn", embedding_size: 4, conv_layers: [{ filter_size: 3, num_filters: 16 }] });
  expect(seen["tags"]!["token_accuracy"]).toBeGreaterThan(0.97);
  const blind = await tagging({ type: "embed", embedding_size: 6 });
  expect(blind["tags"]!["token_accuracy"]).toBeLessThan(0.65);
}, 60_000);

test("an output learns what only another's state tells it", async () => {
  const random = seededRandom(5, "exclusive or");
  const bits = Array.from({ length: 200 }, () => [random() < 0.5, random() < 0.5] as const);
  const cells = {
    a: bits.map(([a]) => String(Number(a))),
    b: bits.map(([, b]) => String(Number(b))),
    differ: bits.map(([a, b]) => (a === b ? "no" : "yes")),
    alike: bits.map(([a, b]) => (a === b ? "yes" : "no")),
  };
  const inputs = ["a", "b"].map((name) => ({ name, type: "number" }));
  const differ = { name: "differ", type: "binary", decoder: { type: "mlp_classifier", num_fc_layers: 1, output_size: 8, activation: "tanh" } };
  const with_ = await learnt({ inputs, outputs: [{ name: "alike", type: "binary", dependencies: ["differ"] }, differ], cells, steps: 200 });
  const without = await learnt({ inputs, outputs: [{ name: "alike", type: "binary" }, differ], cells, steps: 200 });
  expect(with_["alike"]!["accuracy"]).toBe(1);
  expect(without["alike"]!["accuracy"]).toBeLessThan(0.8);
}, 60_000);

test("a tagger that looks around learns what stands far away", async () => {
  const random = seededRandom(9, "far");
  const texts = Array.from({ length: 120 }, () => Array.from({ length: 4 + Math.floor(random() * 4) }, () => "abbbccc"[Math.floor(random() * 7)]!));
  const cells = { text: texts.map((words) => words.join(" ")), tags: texts.map((words) => words.map(() => (words.includes("a") ? "with" : "without")).join(" ")) };
  const tagged = (decoder: object) =>
    learnt({
      inputs: [{ name: "text", type: "sequence", encoder: { type: "embed", embedding_size: 8, reduce_output: null } }],
      outputs: [{ name: "tags", type: "sequence", decoder: { type: "tagger", ...decoder } }],
      combiner: { type: "sequence_concat" },
      cells,
      steps: 80,
      rate: 0.05,
    });
  const looking = await tagged({ use_attention: true, attention_embedding_size: 8, attention_num_heads: 1, num_fc_layers: 0 });
  expect(looking["tags"]!["sequence_accuracy"]).toBeGreaterThan(0.95);
  expect((await tagged({}))["tags"]!["sequence_accuracy"]).toBeLessThan(0.8);
}, 60_000);

test("one text gives its intent and its slots, and the slots know the intent", async () => {
  const random = seededRandom(13, "intents");
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const told = Array.from({ length: 120 }, () => {
    const isFlight = random() < 0.5;
    const place = one(["rome", "oslo", "lima"]);
    // What a place is for depends on a word that may stand anywhere.
    const words = isFlight ? one([["fly", "to", place], ["to", place, "please", "fly"]]) : one([["sleep", "in", place], ["in", place, "please", "sleep"]]);
    return { words, intent: isFlight ? "flight" : "hotel", tags: words.map((word) => (word === place ? (isFlight ? "B-goal" : "B-stay") : "O")) };
  });
  const cells = { text: told.map(({ words }) => words.join(" ")), intent: told.map(({ intent }) => intent), slots: told.map(({ tags }) => tags.join(" ")) };
  const ask = (dependencies: readonly string[]) =>
    learnt({
      inputs: [{ name: "text", type: "text", preprocessing: { tokenizer: "space" }, encoder: { type: "embed", embedding_size: 8, reduce_output: null } }],
      outputs: [
        { name: "slots", type: "sequence", decoder: { type: "tagger", num_fc_layers: 1, fc_output_size: 12 }, dependencies },
        { name: "intent", type: "category", decoder: { type: "classifier", num_fc_layers: 1, fc_output_size: 6 } },
      ],
      combiner: { type: "sequence_concat" },
      cells,
      steps: 80,
      rate: 0.05,
    });
  const together = await ask(["intent"]);
  expect(together["intent"]!["accuracy_micro"]).toBe(1);
  expect(together["slots"]!["span_f1"]).toBeGreaterThan(0.95);
  expect((await ask([]))["slots"]!["span_f1"]).toBeLessThan(0.7);
}, 60_000);

test("a set is learnt label by label", async () => {
  const random = seededRandom(17, "labels");
  const signs = { rain: "umbrella", wind: "kite", snow: "sledge" };
  const rows = Array.from({ length: 150 }, () => Object.keys(signs).filter(() => random() < 0.5) as (keyof typeof signs)[]); // its own keys
  const cells = {
    text: rows.map((labels) => ["today", ...labels.map((label) => signs[label])].join(" ")),
    noise: rows.map(() => String(random())),
    weather: rows.map((labels) => labels.join(" ") || "none"),
  };
  const from = (input: object) => learnt({ inputs: [input], outputs: [{ name: "weather", type: "set" }], cells, steps: 60, rate: 0.1 });
  const told = await from({ name: "text", type: "text", encoder: { type: "embed", embedding_size: 6 } });
  expect(told["weather"]!["jaccard"]).toBeGreaterThan(0.97);
  expect((await from({ name: "noise", type: "number" }))["weather"]!["jaccard"]).toBeLessThan(0.6);
}, 60_000);

test("a projector reaches numbers of either sign, and with relu it does not", async () => {
  const random = seededRandom(19, "sums");
  const pairs = Array.from({ length: 150 }, () => [random() * 2 - 1, random() * 2 - 1] as const);
  const cells = { a: pairs.map(([a]) => String(a)), b: pairs.map(([, b]) => String(b)), both: pairs.map(([a, b]) => `${a + b} ${a - b}`) };
  const projected = (decoder: object) =>
    learnt({
      inputs: ["a", "b"].map((name) => ({ name, type: "number" })),
      outputs: [{ name: "both", type: "vector", decoder: { type: "projector", ...decoder } }],
      cells,
      steps: 150,
      rate: 0.05,
    });
  expect((await projected({}))["both"]!["r2"]).toBeGreaterThan(0.99);
  expect((await projected({ activation: "tanh", multiplier: 2.5, clip: [-2, 2] }))["both"]!["r2"]).toBeGreaterThan(0.9);
  expect((await projected({ activation: "relu" }))["both"]!["r2"]).toBeLessThan(0.8);
}, 60_000);

test("shares are learnt as shares", async () => {
  const random = seededRandom(23, "shares");
  const leanings = Array.from({ length: 150 }, () => random());
  const cells = { lean: leanings.map(String), noise: leanings.map(() => String(random())), votes: leanings.map((lean) => `${lean} ${(1 - lean) / 2} ${(1 - lean) / 2}`) };
  const from = (name: string) =>
    learnt({
      inputs: [{ name, type: "number" }],
      outputs: [{ name: "votes", type: "category_distribution", preprocessing: { vocab: ["left", "middle", "right"] }, decoder: { type: "classifier", num_fc_layers: 1, fc_output_size: 8, fc_activation: "tanh" } }],
      cells,
      steps: 120,
      rate: 0.05,
    });
  expect((await from("lean"))["votes"]!["total_variation"]).toBeLessThan(0.05);
  expect((await from("noise"))["votes"]!["total_variation"]).toBeGreaterThan(0.15);
}, 60_000);
