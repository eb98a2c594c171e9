/** Combiners, each on a problem that only a working one can solve, beside a twin without what it needs. */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { learnt } from "./learning.ts";

const SLOW = 60_000;
const ROWS = 500;
const column = (seed: string, make: (random: () => number, row: number) => string, rows = ROWS): readonly string[] => {
  const random = seededRandom(3, seed);
  return Array.from({ length: rows }, (_, row) => make(random, row));
};
const said = (answers: readonly boolean[]): readonly string[] => answers.map((yes) => (yes ? "yes" : "no"));
const binary = { name: "y", type: "binary" };

interface Asked { readonly steps?: number; readonly rate?: number }
async function rightly(combiner: object, inputs: readonly object[], cells: Readonly<Record<string, readonly string[]>>, asked: Asked = {}): Promise<number> {
  const scores = await learnt({ inputs, outputs: [binary], combiner, cells, steps: 100, ...asked });
  return scores["y"]!["accuracy"]!;
}

describe("two of six columns that count only together", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const values = Object.fromEntries(names.map((name) => [name, column(name, (random) => "pq"[Math.floor(random() * 2)]!)]));
  const cells = { ...values, y: said(values["b"]!.map((b, i) => b === values["e"]![i])) };
  const inputs = names.map((name) => ({ name, type: "category", encoder: { type: "onehot" } }));
  const attention = { hidden_size: 16, num_heads: 2, transformer_output_size: 16, dropout: 0 };

  test.each([
    { type: "transformer", ...attention },
    { type: "ft_transformer", ...attention, transformer_output_size: 32 },
    { type: "tabtransformer", ...attention },
    { type: "tabnet", size: 8, output_size: 8, num_steps: 2, dropout: 0, bn_momentum: 0.2 },
    { type: "project_aggregate", projection_size: 16, output_size: 16 },
  ])("are found by $type", async (combiner) => expect(await rightly(combiner, inputs, cells)).toBeGreaterThan(0.95), SLOW);

  test("are lost where nothing looks at two at once", async () => {
    expect(await rightly({ type: "concat" }, inputs, cells)).toBeLessThan(0.65);
    expect(await rightly({ type: "project_aggregate", num_fc_layers: 0 }, inputs, cells)).toBeLessThan(0.65);
  }, SLOW);
});

describe("pairs that match", () => {
  const names = ["first", "second"];
  const values = Object.fromEntries(names.map((name) => [name, column(name, (random) => `c${Math.floor(random() * 12)}`, 1500)]));
  const match = values["first"]!.map((first, row) => (row % 2 === 0 ? first : values["second"]![row]!)); // half of them match
  const cells = { first: values["first"]!, second: match, y: said(values["first"]!.map((first, row) => first === match[row])) };
  const inputs = names.map((name) => ({ name, type: "category", encoder: { type: "onehot" } }));
  const entities = { entity_1: ["first"], entity_2: ["second"] };

  test("are told by the comparator", async () => {
    expect(await rightly({ type: "comparator", ...entities, output_size: 16 }, inputs, cells)).toBeGreaterThan(0.97);
  }, SLOW);
  test("are not where both are only laid beside each other", async () => {
    expect(await rightly({ type: "concat" }, inputs, cells)).toBeLessThan(0.7);
  }, SLOW);
});

describe("a sequence that means one thing or the other, as a column beside it says", () => {
  const texts = column("texts", (random) => {
    const words = ["dog", "man", ..."abc".slice(0, 1 + Math.floor(random() * 3))].map((word) => ({ word, at: random() }));
    return words.sort((a, b) => a.at - b.at).map(({ word }) => word).join(" ");
  });
  const sides = column("sides", (random) => "lr"[Math.floor(random() * 2)]!);
  const cells = { text: texts, side: sides, y: said(texts.map((text, row) => (text.indexOf("dog") < text.indexOf("man")) === (sides[row] === "l"))) };
  const inputs = (reduce_output: string | null) => [
    { name: "text", type: "text", preprocessing: { tokenizer: "space" }, encoder: { type: "embed", embedding_size: 8, reduce_output } },
    { name: "side", type: "category", encoder: { type: "onehot" } },
  ];

  test("is read by the encoder inside the sequence combiner", async () => {
    const combiner = { type: "sequence", encoder: { type: "rnn", cell_type: "gru", state_size: 24 } };
    expect(await rightly(combiner, inputs(null), cells, { steps: 150, rate: 0.03 })).toBeGreaterThan(0.93);
  }, SLOW);
  test("is lost to sums over the steps", async () => {
    expect(await rightly({ type: "sequence_concat", reduce_output: "sum" }, inputs(null), cells)).toBeLessThan(0.65);
    expect(await rightly({ type: "concat", num_fc_layers: 1, output_size: 24 }, inputs("sum"), cells)).toBeLessThan(0.65);
  }, SLOW);
});
