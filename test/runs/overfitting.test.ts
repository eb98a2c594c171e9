/** A large model on a few rows, in which there is nothing to learn: it learns them by heart, and the screen says so in words. */
import { expect, test } from "vitest";
import { overfittingFinding } from "../../src/app/charts/findings.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { tableFrom } from "../../src/engine/data/table.ts";
import { createEngine } from "../../src/engine/engine.ts";

test("is named from the rounds of a run that overfits, and not from those of one that learns what is there", async () => {
  const random = seededRandom(3, "by heart");
  const numbers = Array.from({ length: 160 }, () => [random(), random(), random()] as const);
  const cells = (answer: (row: readonly [number, number, number]) => boolean) => tableFrom({
    ...Object.fromEntries(["a", "b", "c"].map((name, i) => [name, numbers.map((row) => row[i]!.toFixed(4))])),
    kind: numbers.map((row) => (answer(row) ? "yes" : "no")),
  });
  const tables = { chance: cells(() => random() > 0.5), rule: cells(([a, b]) => a + b > 1) };
  const engine = createEngine({ version: "test", table: async (id) => ({ table: tables[id as keyof typeof tables], name: id, fingerprint: id }) });
  const told = async (dataset: keyof typeof tables, layers: number): Promise<string> => {
    const run = await engine.train({ yaml: `
input_features: [{name: a, type: number}, {name: b, type: number}, {name: c, type: number}]
output_features: [{name: kind, type: binary}]
combiner: {type: concat, num_fc_layers: ${layers}, output_size: 128}
trainer: {epochs: 80, batch_size: 32, learning_rate: 0.01, early_stop: -1, validation_field: combined}
`, dataset, seed: 42, backend: "wasm" }, () => {});
    if (!run.ok) throw new Error(run.problems[0]!.message);
    return overfittingFinding(run.value.rounds, run.value.rounds.findLast(({ best }) => best)?.round ?? null);
  };
  expect(await told("chance", 2)).toMatch(/^Overfitting: after round [1-9]\d? /);
  expect(await told("rule", 0)).toBe("");
}, 30_000);
