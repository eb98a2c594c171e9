import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineApi, TrainedRun } from "../../../src/engine/api.ts";
import { applyFix } from "../../../src/engine/config/edit.ts";
import { openYaml } from "../../../src/engine/config/open.ts";
import { flowText } from "../../../src/engine/config/render.ts";
import { starterConfig } from "../../../src/engine/config/starter.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import { profileColumn } from "../../../src/ingest/profile.ts";

/** What breaks objects, pages, terminals and spreadsheets when it is taken for more than a name. */
const NAMES = [
  "__proto__", "constructor", "toString", "hasOwnProperty", "combined", "<img src=x onerror=alert(1)>", "{@html 1}", "=1+1", "\u202eevil", "a.b[0]/c", "\u001b[31mred", "zwj\u200d",
] as const;
const ROWS = 60;
const labels = ["__proto__", "constructor", "<script>", "=cmd()"];

const cells = (kind: number): Cells => Array.from({ length: ROWS }, (_, row) => {
  switch (kind % 4) {
    case 0: return String((row * 7) % 13);
    case 1: return labels[(row * 5) % labels.length]!;
    case 2: return row % 3 === 0 ? "constructor" : "toString";
    default: return `${labels[row % labels.length]} ${labels[(row * 3) % labels.length]} word`;
  }
});
const TYPES = ["number", "category", "binary", "text"] as const;
const OUTPUT_TYPES = ["number", "category", "binary"] as const;

/** Every name as an input of some type, and all but `combined` as an output as well. */
const feature = (name: string, type: string, column: string) => ({ name, type, column, ...(type === "text" && { encoder: { type: "embed", embedding_size: 4 } }) });
const inputs = NAMES.map((name, i) => feature(name, TYPES[i % 4]!, `in ${name}`));
const outputs = NAMES.filter((name) => name !== "combined").map((name, i) => feature(name, OUTPUT_TYPES[i % 3]!, `out ${name}`));
const data = Object.fromEntries([
  ...inputs.map(({ column, type }) => [column, cells(TYPES.findIndex((t) => t === type))] as const),
  ...outputs.map(({ column, type }) => [column, cells(TYPES.findIndex((t) => t === type))] as const),
]);
const yaml = `input_features: ${flowText(inputs)}\noutput_features: ${flowText(outputs)}\ntrainer: {epochs: 1, batch_size: 32}\n`;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}
const named = (names: readonly string[]): string[] => [...names].sort();

describe("names and labels that are words of the language it is written in", () => {
  let engine: EngineApi;
  let run: TrainedRun;
  const prototype = Object.getOwnPropertyNames(Object.prototype).sort();
  beforeAll(async () => {
    engine = createEngine({ version: "0.1.0", table: async () => ({ table: tableFrom(data), name: "t.csv", fingerprint: "f" }) });
    run = value(await engine.train({ yaml, dataset: "t", seed: 1, backend: "cpu" }, () => {}));
  }, 120_000);
  afterAll(() => expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototype));

  it("are learnt, judged and scored like any other", () => {
    const names = outputs.map(({ name }) => name);
    expect(named(Object.keys(run.bundle.facts.inputs))).toEqual(named(NAMES));
    for (const { outputs: judged } of run.evaluations) expect(named(Object.keys(judged))).toEqual(named(names));
    for (const round of run.rounds) expect(named(Object.keys(round.validation))).toEqual(named([...names, "combined"]));
    expect(run.bundle.made.plan.dropped).toEqual({});
  });

  it("survive an export, an import and a structured clone, and predict the same", async () => {
    const zip = value(await engine.exportModel(run.bundle));
    const imported = value(await engine.importModel(zip));
    expect(structuredClone(imported).facts).toEqual(run.bundle.facts);
    const answers = async (bundle: TrainedRun["bundle"]) => {
      const { id } = value(await engine.open(bundle));
      const predicted = value(await engine.predict(id, data));
      await engine.close(id);
      return predicted;
    };
    const predicted = await answers(structuredClone(imported));
    expect(named(Object.keys(predicted))).toEqual(named(outputs.map(({ name }) => name)));
    expect(predicted).toEqual(await answers(run.bundle));
  });

  it("count the rows that are dropped for each of them", async () => {
    const holes = Object.fromEntries(Object.entries(data).map(([name, column]) => [name, name === "out __proto__" || name === "out constructor" ? column.map((cell, row) => (row < 4 ? null : cell)) : column]));
    const other = createEngine({ version: "0.1.0", table: async () => ({ table: tableFrom(holes), name: "t.csv", fingerprint: "f" }) });
    const trained = value(await other.train({ yaml, dataset: "t", seed: 1, backend: "cpu" }, () => {}));
    expect(Object.entries(trained.bundle.made.plan.dropped)).toEqual([["__proto__", 4]]);
  }, 120_000);
});

describe("an output called combined", () => {
  const config = (name: string): string => `input_features: [{name: x, type: number}]\noutput_features: [{name: ${name}, type: number}]\n`;

  it("is refused, since all outputs together are called so, with a cure that opens", () => {
    const { opened, problems } = openYaml(config("combined"));
    expect(opened).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ line: 2, message: "'combined' is what the loss of all outputs together is called; give this output another name, and say column: combined" })]);
    const cured = applyFix(config("combined"), problems[0]!.fix!);
    expect(cured.ok && openYaml(cured.value).opened?.outputs).toMatchObject([{ name: "combined_output", column: "combined" }]);
  });

  it("gets another name from the starter, which runs as it is", () => {
    const table = tableFrom({ x: Array.from({ length: 60 }, (_, i) => String(i % 7)), combined: Array.from({ length: 60 }, (_, i) => String(i % 5)) });
    const profile = { rows: table.rows, columns: table.columns.map(profileColumn) };
    const text = starterConfig(profile, { x: { role: "input", type: "number" }, combined: { role: "output", type: "number" } });
    expect(openYaml(text).opened?.outputs).toEqual([expect.objectContaining({ name: "combined_output", column: "combined" })]);
  });
});
