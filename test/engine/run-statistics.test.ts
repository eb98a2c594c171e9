/** Whole curves of a run go along only where somebody writes them: a page would keep them with the run. */
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/index.ts";
import { tinyHost, tinyTable, tinyYaml } from "./training/tiny.ts";

test.each([[true, true], [false, undefined]])("statistics of a run are there: %s, where they are asked for: %s", async (there, statistics) => {
  const engine = createEngine(tinyHost(tinyTable(60)), statistics === undefined ? {} : { statistics });
  const run = await engine.train({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, () => {});
  if (!run.ok) throw new Error("the run failed");
  const outputs = run.value.evaluations.flatMap((split) => Object.values(split.outputs));
  expect(outputs.length).toBeGreaterThan(0);
  expect(outputs.every((output) => Object.keys(output.metrics).length > 0)).toBe(true);
  expect(outputs.some((output) => Object.keys(output.statistics).length > 0)).toBe(there);
});
