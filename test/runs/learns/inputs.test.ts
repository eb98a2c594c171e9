/** Input types and their encoders, each on a problem that only a working one can solve, beside a twin without what it needs. */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { learnt } from "./learning.ts";

const yesNo = (yes: boolean): string => (yes ? "yes" : "no");
const oneHidden = { type: "concat", num_fc_layers: 1, output_size: 16, activation: "tanh" };
const lists = <T>(seed: string, rows: number, make: (random: () => number) => T): readonly T[] => {
  const random = seededRandom(11, seed);
  return Array.from({ length: rows }, () => make(random));
};

/** How right a binary output is, from one input of the column `x`. */
async function rightly(input: object, x: readonly string[], y: readonly boolean[], steps = 120): Promise<number> {
  const scores = await learnt({ inputs: [{ name: "x", ...input }], outputs: [{ name: "y", type: "binary" }], combiner: oneHidden, cells: { x, y: y.map(yesNo) }, steps });
  return scores["y"]!["accuracy"]!;
}
/** R² of a number, likewise. */
async function explained(input: object, x: readonly string[], y: readonly number[], steps = 150): Promise<number> {
  const output = { name: "y", type: "number", preprocessing: { normalization: "zscore" } };
  const scores = await learnt({ inputs: [{ name: "x", ...input }], outputs: [output], combiner: oneHidden, cells: { x, y: y.map(String) }, steps });
  return scores["y"]!["r2"]!;
}

test("a set learns a rule of two items, and not if it knows one of them only", async () => {
  const items = lists("set", 250, (random) => ["salt", "sugar", "egg", "milk", "flour"].filter(() => random() < 0.5));
  const cells = items.map((list) => list.join(" ") || "nothing");
  const either = items.map((list) => list.includes("salt") !== list.includes("sugar"));
  expect(await rightly({ type: "set" }, cells, either)).toBeGreaterThan(0.97);
  expect(await rightly({ type: "set", preprocessing: { most_common: 1 } }, cells, either)).toBeLessThan(0.7);
});

test("a bag counts, a set does not", async () => {
  const baskets = lists("bag", 250, (random) => Array.from({ length: 1 + Math.floor(random() * 6) }, () => (random() < 0.5 ? "egg" : "milk")));
  const cells = baskets.map((basket) => basket.join(" "));
  const eggs = baskets.map((basket) => basket.filter((item) => item === "egg").length);
  expect(await explained({ type: "bag" }, cells, eggs)).toBeGreaterThan(0.97);
  expect(await explained({ type: "set" }, cells, eggs)).toBeLessThan(0.75);
});

describe("a date", () => {
  const days = lists("date", 400, (random) => new Date(Date.UTC(2015, 0, 1) + Math.floor(random() * 2900) * 86_400_000));
  const cells = days.map((day) => day.toISOString().slice(0, 10));
  const seconds = days.map((day) => String(day.getTime() / 1000));
  const spring = days.map((day) => Math.sin((2 * Math.PI * (day.getTime() / 86_400_000)) / 365.2425));
  const weekend = days.map((day) => day.getUTCDay() % 6 === 0);

  test("as waves learns the season, spring apart from autumn, and a running number does not", async () => {
    expect(await explained({ type: "date", encoder: { type: "wave" } }, cells, spring)).toBeGreaterThan(0.97);
    expect(await explained({ type: "number", encoder: { type: "dense", output_size: 16 } }, seconds, spring)).toBeLessThan(0.4);
  });

  test("as vectors learns the weekend, and a running number does not", async () => {
    expect(await rightly({ type: "date", encoder: { type: "embed" } }, cells, weekend)).toBeGreaterThan(0.95);
    expect(await rightly({ type: "number", encoder: { type: "dense", output_size: 16 } }, seconds, weekend)).toBeLessThan(0.8);
  });
});

describe("an H3 cell", () => {
  // Cells of the resolution 5 under one base cell; what counts is how their second digit compares with their first.
  const digits = lists("h3", 300, (random) => Array.from({ length: 5 }, () => Math.floor(random() * 7)));
  const index = (path: readonly number[]): bigint =>
    path.reduce((cell, digit, i) => cell | (BigInt(digit) << BigInt(3 * (14 - i))), 0x85280003fffffffn & ~(0o77777n << 30n));
  const cells = digits.map((path) => index(path).toString(16));
  const larger = digits.map(([first, second]) => second! > first!);

  test.each(["embed", "weighted_sum", "rnn"])("%s tells of cells it has never seen what their neighbours told, and a category does not", async (type) => {
    expect(await rightly({ type: "h3", encoder: { type } }, cells, larger, 200)).toBeGreaterThan(0.93);
  });
  test("as a category it is a name that never returns", async () => expect(await rightly({ type: "category" }, cells, larger)).toBeLessThan(0.7));
});

test("a vector under dense layers learns which quadrant, and as it is under none it does not", async () => {
  const points = lists("vector", 250, (random) => [2 * random() - 1, 2 * random() - 1] as const);
  const cells = points.map((point) => point.join(" "));
  const same = points.map(([x, y]) => x > 0 === y > 0);
  const linear = async (encoder: object) =>
    (await learnt({ inputs: [{ name: "x", type: "vector", encoder }], outputs: [{ name: "y", type: "binary" }], cells: { x: cells, y: same.map(yesNo) }, steps: 200 }))["y"]!["accuracy"]!;
  expect(await linear({ type: "dense", output_size: 16, activation: "tanh" })).toBeGreaterThan(0.93);
  expect(await linear({ type: "passthrough" })).toBeLessThan(0.7);
});

describe("a time series", () => {
  // The same numbers in each: rising in one half of the rows, falling in the other.
  const series = lists("timeseries", 200, (random) => {
    const values = Array.from({ length: 5 + Math.floor(random() * 4) }, () => 2 * random() - 1).sort((a, b) => a - b);
    return random() < 0.5 ? { values, rises: true } : { values: values.toReversed(), rises: false };
  });
  const cells = series.map(({ values }) => values.map((v) => v.toFixed(3)).join(" "));
  const rises = series.map(({ rises }) => rises);
  const small = { num_filters: 8, num_fc_layers: 1, output_size: 8 };

  test.each([
    { type: "parallel_cnn", ...small },
    { type: "stacked_cnn", ...small, num_conv_layers: 2 },
    { type: "stacked_parallel_cnn", ...small, num_stacked_layers: 1 },
    { type: "rnn", cell_type: "gru", state_size: 8 },
    { type: "cnnrnn", num_conv_layers: 1, num_filters: 8, filter_size: 2, state_size: 8 },
    { type: "transformer", hidden_size: 8, num_heads: 2, transformer_output_size: 8, reduce_output: "mean" },
    { type: "dense", output_size: 8 },
    { type: "passthrough", reduce_output: "concat" },
  ])("$type learns which way it goes", async (encoder) => {
    expect(await rightly({ type: "timeseries", encoder }, cells, rises, 100)).toBeGreaterThan(0.93);
  });
  test("whose mean alone is handed on, it does not", async () => {
    expect(await rightly({ type: "timeseries", encoder: { type: "passthrough", reduce_output: "mean" } }, cells, rises, 100)).toBeLessThan(0.7);
  });
});
