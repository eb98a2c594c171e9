/** Simple models beside a trained one, through the engine: on a rule that a line cannot draw, and on one that it can. */
import { describe, expect, it } from "vitest";
import type { Table } from "../../../../src/engine/data/table.ts";
import { tableFrom } from "../../../../src/engine/data/table.ts";
import { seededRandom } from "../../../../src/engine/data/random.ts";
import { createEngine } from "../../../../src/engine/engine.ts";
import type { SimpleOutput } from "../../../../src/engine/evaluation/baselines/simple.ts";

const ROWS = 400;
const yaml = `input_features: [{name: a, type: number}, {name: b, type: number}, {name: words, type: text, encoder: {type: embed, reduce_output: null}}, {name: city, type: category}]
output_features:
  - {name: apart, type: binary}
  - {name: price, type: number}
  - {name: topic, type: category}
  - {name: tags, type: set}
  - {name: mix, type: category_distribution, preprocessing: {vocab: [left, right]}}
  - {name: spot, type: vector}
  - {name: slots, type: sequence, decoder: {type: tagger}}
combiner: {type: sequence_concat}
trainer: {epochs: 2, batch_size: 64, learning_rate: 0.001}
`;

function made(): Table {
  const random = seededRandom(3, "simple");
  const rows = Array.from({ length: ROWS }, () => ({ a: random() - 0.5, b: random() - 0.5, topic: ["refund", "delivery", "login"][Math.floor(random() * 3)]!, city: random() < 0.5 ? "Graz" : "Linz" }));
  return tableFrom({
    a: rows.map(({ a }) => String(a)),
    b: rows.map(({ b }) => String(b)),
    words: rows.map(({ topic, city }) => `${city === "Graz" ? "please help me with" : "help me with please"} my ${topic} today`),
    city: rows.map(({ city }) => city),
    apart: rows.map(({ a, b }) => (a * b > 0 ? "yes" : "no")), // no line tells them apart
    price: rows.map(({ a, city }) => String(3 * a + (city === "Graz" ? 2 : 0))),
    topic: rows.map(({ topic }) => topic),
    tags: rows.map(({ topic, city }) => `${topic} ${city}`),
    mix: rows.map(({ city }) => (city === "Graz" ? "0.8 0.2" : "0.3 0.7")),
    spot: rows.map(({ a, b, city }) => `${a + b} ${city === "Graz" ? 1 : -1}`),
    slots: rows.map(({ city }) => (city === "Graz" ? "O V O O O T O" : "V O O O O T O")),
  });
}

describe("simple models", async () => {
  const table = made();
  const engine = createEngine({ version: "0", table: async () => ({ table, name: "t", fingerprint: "t" }) });
  const trained = await engine.train({ yaml, dataset: "t", seed: 1, backend: "cpu" }, () => {});
  if (!trained.ok) throw new Error(trained.problems.map(({ message }) => message).join());
  const { bundle, split, evaluations } = trained.value;
  const opened = await engine.open(bundle);
  if (!opened.ok) throw new Error("the model does not open");
  const compared = await engine.simpleModels(opened.value.id, "t", { yaml, seed: 1 });
  if (!compared.ok) throw new Error(compared.problems.map(({ message }) => message).join());
  const [validation, test] = compared.value.splits;
  const scores = ({ simple }: SimpleOutput, metric: string) => Object.fromEntries(simple.map(({ name, metrics }) => [name, metrics[metric]!]));

  it("are judged on the rows of the run, as its model is", () => {
    expect(compared.value.training).toEqual({ used: split.training.length, of: split.training.length });
    expect([validation!.rows.of, test!.rows.of]).toEqual([split.validation.length, split.test.length]);
    for (const { split: name, outputs } of compared.value.splits) {
      const evaluation = evaluations.find((of) => of.split === name)!;
      for (const [output, { model, rows }] of Object.entries(outputs)) {
        expect(rows).toBe(evaluation.outputs[output]!.rows);
        for (const [metric, value] of Object.entries(model)) expect(value, `${output} ${metric}`).toBeCloseTo(evaluation.outputs[output]!.metrics[metric]!, 5);
      }
    }
  });

  it("stand beside rows of every kind: what was true, what was answered, and how far off", () => {
    const validation = evaluations.find(({ split: name }) => name === "validation")!;
    const kinds = Object.fromEntries(Object.entries(validation.outputs).map(([name, { answers }]) => [name, answers?.kind === "parts" ? answers.of : answers?.kind]));
    expect(kinds).toEqual({ apart: "labels", price: "numbers", topic: "labels", tags: "set", mix: "distribution", spot: "vector", slots: "sequence" });
    for (const { answers, charts, metrics } of Object.values(validation.outputs)) {
      if (answers?.kind !== "parts") continue;
      const mean = answers.error.reduce((a, b) => a + b, 0) / answers.rows.length;
      const spread = charts.find((chart) => chart.kind === "error_spread")!;
      expect(spread.mean).toBeCloseTo(mean, 6);
      expect(charts.some(({ kind }) => kind === "groups")).toBe(true);
      const metric = { set: "jaccard", distribution: "total_variation", vector: "mean_absolute_error", sequence: "token_accuracy" }[answers.of];
      const wanted = answers.of === "set" || answers.of === "sequence" ? 1 - metrics[metric]! : metrics[metric]!;
      expect(mean, answers.of).toBeCloseTo(wanted, 5); // all rows of tags are equally long here
    }
  });

  it("learn what they can: words and lines, corners of a plane", () => {
    const { apart, price, topic } = test!.outputs;
    expect(scores(topic!, "accuracy_micro")["linear"]).toBe(1);
    expect(scores(price!, "r2")["linear"]).toBeGreaterThan(0.98);
    const corners = scores(apart!, "accuracy");
    expect(corners["linear"]).toBeLessThan(0.7);
    expect(corners["decision_tree"]).toBeGreaterThan(0.8);
  });

  it("differ from the model by an interval around the difference, which says who is better", () => {
    const { topic, price } = validation!.outputs;
    for (const { model, simple } of [topic!, price!]) {
      for (const { metrics, differences } of simple) {
        for (const [metric, [low, high]] of Object.entries(differences)) {
          expect(low, metric).toBeLessThanOrEqual(model[metric]! - metrics[metric]! + 1e-9);
          expect(high, metric).toBeGreaterThanOrEqual(model[metric]! - metrics[metric]! - 1e-9);
        }
      }
    }
    expect(price!.simple[0]!.differences["root_mean_squared_error"]![0]).toBeGreaterThan(0); // two epochs are not enough to beat a line on a line
  });

  it("are made for outputs of every kind", () => {
    expect(Object.fromEntries(Object.entries(test!.outputs).map(([name, { simple }]) => [name, simple.map((one) => one.name)]))).toEqual({
      ...Object.fromEntries(["apart", "price", "topic", "tags", "mix", "spot"].map((name) => [name, ["linear", "decision_tree", "nearest_neighbours"]])),
      slots: ["commonest_at_place", "commonest_for_token"],
    });
    expect(scores(test!.outputs["tags"]!, "jaccard")["linear"]).toBeGreaterThan(0.95);
    expect(scores(test!.outputs["mix"]!, "total_variation")["linear"]).toBeLessThan(0.05);
    expect(scores(test!.outputs["spot"]!, "r2")["linear"]).toBeGreaterThan(0.98);
    const slots = scores(test!.outputs["slots"]!, "token_accuracy");
    expect(slots["commonest_for_token"]).toBe(1);
    expect(slots["commonest_at_place"]).toBeLessThan(0.95);
  });

  it("wait while a run goes on", async () => {
    const run = engine.train({ yaml, dataset: "t", seed: 2, backend: "cpu" }, () => {});
    expect(await engine.simpleModels(opened.value.id, "t", { yaml, seed: 1 })).toMatchObject({ ok: false });
    await engine.control("stop");
    await run;
  });
});
