/** Labels are corrected until a class has no row left: what a run learns then, and what is said of a model that knows the class still. */
import { beforeAll, describe, expect, it } from "vitest";
import type { EngineApi, TrainedRun } from "../../../src/engine/api.ts";
import { withChanges, type DataChange } from "../../../src/engine/data/changes.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/index.ts";

const ROWS = 240;
const kinds = Array.from({ length: ROWS }, (_, i) => ["ant", "bee", "fly"][i % 3]!);
const raw = tableFrom({ seen: kinds.map((kind) => `a ${kind}`), kind: kinds });
/** Every row of some classes corrected to another. */
const relabelled = (to: string, ...from: readonly string[]): DataChange =>
  ({ kind: "cells", column: "kind", cells: kinds.flatMap((kind, row) => (from.includes(kind) ? [{ row, from: kind, to }] : [])) });
const tables = {
  all: raw,
  two: withChanges(raw, [relabelled("ant", "fly")]),
  one: withChanges(raw, [relabelled("ant", "fly", "bee")]),
  merged: withChanges(raw, [{ kind: "spelling", column: "kind", from: ["fly", "bee"], to: "ant" }]),
};
const YAML = (type: string) => `
input_features: [{name: seen, type: category}]
output_features: [{name: kind, type: ${type}}]
trainer: {epochs: 8, batch_size: 32, learning_rate: 0.05}
`;
const engine: EngineApi = createEngine({ version: "test", table: async (id) => ({ table: tables[id as keyof typeof tables], name: id, fingerprint: id }) });
const train = (dataset: keyof typeof tables, type = "category") => engine.train({ yaml: YAML(type), dataset, seed: 3, backend: "wasm" }, () => {});

describe("a class that no row has any more", () => {
  it.each(["one", "merged"] as const)("a run on a single class (%s) is refused with the sentence, by either type of output", async (dataset) => {
    const category = await train(dataset);
    expect(category.ok ? "" : category.problems[0]!.message).toBe("kind: a category to predict needs at least 2 classes in the training rows; all are 'ant'");
    const binary = await train(dataset, "binary");
    expect(binary.ok ? "" : binary.problems[0]!.message).toContain("the training rows hold 'ant' only, so there is no difference to learn");
  }, 30_000);

  it("a run on the others knows them alone", async () => {
    const run = await train("two");
    if (!run.ok) throw new Error(run.problems[0]!.message);
    const opened = await engine.open(run.value.bundle);
    expect(opened.ok && [...opened.value.outputs[0]!.labels].sort()).toEqual(["ant", "bee"]);
    expect(run.value.evaluations.find(({ split }) => split === "test")?.outputs["kind"]?.metrics["accuracy"]).toBe(1);
  }, 30_000);

  describe("but a model does", () => {
    let run: TrainedRun;
    beforeAll(async () => {
      const trained = await train("all");
      if (!trained.ok) throw new Error(trained.problems[0]!.message);
      run = trained.value;
    }, 30_000);
    const judged = async (dataset: string) => {
      const opened = await engine.open(run.bundle);
      const outcome = opened.ok ? await engine.evaluate(opened.value.id, dataset) : opened;
      if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
      return outcome.value;
    };

    it("is judged on the classes that are left: what is asked counts as wrong, and nothing is no number but what is undefined", async () => {
      const [before, after] = [await judged("all"), await judged("two")];
      const [all, two] = [before.outputs["kind"]!, after.outputs["kind"]!];
      expect(after.rows).toBe(ROWS);
      expect(two.metrics["accuracy_micro"]).toBeCloseTo(all.metrics["accuracy_micro"]! - 1 / 3, 5); // flies are called ants now
      expect(Object.values(two.metrics).every(Number.isFinite)).toBe(true);
      expect(JSON.stringify(after)).not.toMatch(/NaN|Infinity/);
    }, 30_000);

    it("on a single class has no area under a curve, and says the rest", async () => {
      const { rows, outputs } = await judged("one");
      const { metrics } = outputs["kind"]!;
      expect(rows).toBe(ROWS);
      expect(metrics["accuracy_micro"]).toBeCloseTo(1 / 3, 5);
      expect(metrics["roc_auc"] === undefined || Number.isNaN(metrics["roc_auc"])).toBe(true);
    }, 30_000);

    it("answers rows of the changed table as before: the labels are no input", async () => {
      const opened = await engine.open(run.bundle);
      if (!opened.ok) throw new Error("expected a model");
      const [all, one] = await Promise.all((["all", "one"] as const).map((id) => engine.predictTable(opened.value.id, id, () => {})));
      expect(one).toEqual(all);
    }, 30_000);

    it("the doctor looks for errors in what is left, and does not stumble", async () => {
      const opened = await engine.open(run.bundle);
      const looked = await engine.examine({ yaml: YAML("category"), dataset: "one", seed: 3, ...(opened.ok && { model: opened.value.id }) });
      expect(looked.ok).toBe(true);
    }, 30_000);
  });
});
