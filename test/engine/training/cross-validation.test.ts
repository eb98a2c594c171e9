import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import { crossValidation, type CrossValidation, type TrainedFold } from "../../../src/engine/training/cross-validation.ts";
import { history } from "./runs.ts";
import { tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

beforeAll(async () => { await startBackend("cpu", { gpu: null, timeout: 10_000 }); });

async function validated(of: number, yaml = tinyYaml()): Promise<{ readonly folds: readonly TrainedFold[]; readonly found: CrossValidation; readonly told: ReadonlySet<number> }> {
  const engine = createEngine(tinyHost(tinyTable(120)));
  const told = new Set<number>();
  const turns = crossValidation(engine, { yaml, dataset: "tiny", seed: 1, backend: "cpu" }, of, (_, { index }) => told.add(index));
  const folds: TrainedFold[] = [];
  let next = await turns.next();
  for (; !next.done; next = await turns.next()) folds.push(next.value);
  if (!next.value.ok) throw new Error(next.value.problems.map(({ message }) => message).join("\n"));
  return { folds, found: next.value.value, told };
}

test("each fold is trained without its rows, with validation rows of its own, and judged on them; the seed repeats it all", async () => {
  const { folds, found, told } = await validated(3);
  expect(folds.map(({ run }) => run.split.test.length)).toEqual([40, 40, 40]);
  expect(new Set(folds.flatMap(({ run }) => [...run.split.test])).size).toBe(120);
  expect(folds.map(({ run }) => run.split.validation.length)).toEqual([10, 10, 10]);
  expect([...told]).toEqual([0, 1, 2]);
  const values = folds.map(({ run }) => run.evaluations.find(({ split }) => split === "test")!.outputs["weight"]!.metrics["mean_squared_error"]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / 3;
  const { mean: told3, deviation, outOfFold } = found.scores["weight"]!["mean_squared_error"]!;
  expect(told3).toBeCloseTo(mean, 10);
  expect(deviation).toBeCloseTo(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2), 10);
  expect(outOfFold).toBeCloseTo(mean, 10); // folds of one size
  expect(found.scores["combined"]!["loss"]!.mean).toBeGreaterThan(0);
  const again = await validated(3);
  expect(again.folds.map(({ run }) => history(run.rounds))).toEqual(folds.map(({ run }) => history(run.rounds)));
  expect(again.found).toEqual(found);
});

test("what keeps the first fold from training ends it", async () => {
  await expect(validated(3, tinyYaml().replace("weight, type: number", "weigth, type: number"))).rejects.toThrow(/no column 'weigth'/);
});
