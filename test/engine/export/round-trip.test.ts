import fc from "fast-check";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import type { EngineApi, TrainedRun } from "../../../src/engine/api.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import { FILES } from "../../../src/engine/export/layout.ts";
import { pack, unpack, type Files } from "../../../src/engine/export/zip.ts";
import type { Examples } from "../../../src/engine/export/examples.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import * as tf from "../../../src/engine/tf.ts";
import { processorTime } from "../../support/processor.ts";
import { withChecksums } from "./with-checksums.ts";

const yaml = `# Every kind of input and output there is, tiny.
input_features:
  - {name: "size | (cm)", type: number, preprocessing: {missing_value_strategy: fill_with_mean}}
  - {name: colour, type: category, encoder: {type: dense, embedding_size: 3}}
  - {name: fresh, type: binary}
  - name: note
    type: text
    preprocessing: {max_sequence_length: 8}
    encoder: {type: parallel_cnn, embedding_size: 4, num_filters: 4, num_fc_layers: 1, output_size: 8}
  - name: title
    type: text
    preprocessing: {max_sequence_length: 6}
    encoder: {type: embed, embedding_size: 4, reduce_output: mean}
output_features:
  - {name: kind, type: category}
  - {name: price, type: number, preprocessing: {normalization: zscore}}
  - {name: sold, type: binary}
combiner: {type: concat, num_fc_layers: 1, output_size: 8}
trainer: {epochs: 2, batch_size: 32, learning_rate: 0.01}
`;

function cells(rows: number): Record<string, Cells> {
  const random = seededRandom(5, "cells");
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const column = (make: () => string, gaps = 0) => Array.from({ length: rows }, () => (random() < gaps ? null : make()));
  const words = ["late", "early", "broken", "fine", "very", "blue", "it", "was"];
  return {
    "size | (cm)": column(() => (10 * random()).toFixed(2), 0.1),
    "colour": column(() => pick(["red", "green", "blue"]), 0.1),
    "fresh": column(() => pick(["yes", "no"])),
    "note": column(() => Array.from({ length: 1 + Math.floor(random() * 8) }, () => pick(words)).join(" "), 0.1),
    "title": column(() => pick(words)),
    "kind": column(() => pick(["a", "b", "c"])),
    "price": column(() => (100 * random()).toFixed(1)),
    "sold": column(() => pick(["yes", "no"])),
  };
}

const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
};
const text = (files: Files, name: string): string => new TextDecoder().decode(files[name]);

describe("an export", () => {
  const data = cells(80);
  let engine: EngineApi;
  let run: TrainedRun;
  let zip: Uint8Array;
  let files: Files;
  beforeAll(async () => {
    engine = createEngine({ version: "0.1.0", table: async () => ({ table: tableFrom(data), name: "goods.csv", fingerprint: "f" }) });
    run = value(await engine.train({ yaml, dataset: "goods", seed: 1, backend: "cpu" }, () => {}));
    zip = value(await engine.exportModel(run.bundle));
    files = value(unpack(zip));
  }, 60_000);

  it("comes back as the same bundle, predicts the same, and is the same bytes when exported again", async () => {
    const imported = value(await engine.importModel(zip));
    expect(imported.yaml).toBe(yaml);
    const answers = async (bundle: TrainedRun["bundle"]) => {
      const { id } = value(await engine.open(bundle));
      const predicted = value(await engine.predict(id, data));
      await engine.close(id);
      return predicted;
    };
    expect(await answers(imported)).toEqual(await answers(run.bundle));
    expect(value(await engine.exportModel(imported))).toEqual(zip);
  });

  it("is loaded by plain TensorFlow.js, which gives the outputs of the example rows", async () => {
    const { modelTopology, weightsManifest } = JSON.parse(text(files, FILES.model));
    const weightData = files[FILES.weights]!.slice().buffer;
    const model = await loadLayersModel({ load: async () => ({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }) });
    const examples = JSON.parse(text(files, FILES.examples)) as Examples;
    expect(model.inputNames).toEqual(examples.inputs.map(({ name }) => name));
    const outputs = [model.predict(examples.inputs.map(({ values, shape, dtype }) => tf.tensor([...values], [...shape], dtype)))].flat();
    for (const [i, output] of outputs.entries()) {
      const wanted = examples.outputs[i]!;
      expect(output.shape).toEqual(wanted.shape);
      [...(await output.data())].forEach((found, j) => expect(found).toBeCloseTo(wanted.values[j]!, 5));
    }
    model.dispose();
  });

  it("shows example rows with missing cells, and none of the data", () => {
    const { cells: shown, predictions, inputs } = JSON.parse(text(files, FILES.examples)) as Examples;
    const rowsOf = (columns: Record<string, readonly (string | null)[]>, names: readonly string[]) => (columns[names[0]!] ?? []).map((_, r) => names.map((name) => columns[name]![r]).join("|"));
    const names = Object.keys(shown);
    const real = new Set(rowsOf(data, names));
    expect(rowsOf(shown, names).filter((row) => real.has(row))).toEqual([]);
    expect(Object.values(shown).map((column) => column.at(-1))).toEqual(Object.values(shown).map(() => null));
    expect(new Set([...Object.values(shown), ...Object.values(predictions)].map((column) => column.length))).toEqual(new Set([5]));
    expect(inputs.every(({ values }) => values.every(Number.isFinite))).toBe(true);
  });

  it("explains itself: every column, input and output, the test scores, whatever the names are", () => {
    const readme = text(files, FILES.readme);
    for (const words of ["`size   (cm)` (number)", "`kind`, `price` and `sold`", "goods.csv", "On 16 test rows", "tf.loadLayersModel(\"model.json\")"]) expect(readme).toContain(words);
    const { inputs } = JSON.parse(text(files, FILES.examples)) as Examples;
    for (const { name } of inputs) expect(readme).toContain(`| \`${name}\` |`);
    expect(readme).not.toMatch(/undefined|NaN|\[object/);
  });

  it("whose facts claim a vocabulary as large as memory is answered at once", async () => {
    const facts = JSON.parse(text(files, FILES.facts));
    facts.outputs.kind.vocab_size = 1e9;
    const zip = pack(withChecksums({ ...files, [FILES.facts]: new TextEncoder().encode(JSON.stringify(facts)) }));
    expect(await processorTime(() => engine.importModel(zip))).toBeLessThan(2_000);
  });

  it("whose facts were tampered with is refused with a sentence, or lives with them: never an exception", async () => {
    const facts = JSON.parse(text(files, FILES.facts));
    const property = fc.asyncProperty(fc.constantFrom(...places(facts)), fc.constantFrom(null, -1, 1e9, "x", [], {}), async (place, wrong) => {
      const damaged = structuredClone(facts);
      const parent = place.slice(0, -1).reduce((node, key) => node[key], damaged);
      parent[place.at(-1)!] = wrong;
      const tampered = withChecksums({ ...files, [FILES.facts]: new TextEncoder().encode(JSON.stringify(damaged)) });
      const imported = await engine.importModel(pack(tampered));
      for (const { message } of imported.ok ? [] : imported.problems) expect(message).toMatch(/^\S.*\.$/);
    });
    await fc.assert(property, { numRuns: 80 });
  });
});

/** Where every value in a JSON document stands, lists and blocks themselves included. */
const places = (node: unknown, at: readonly string[] = []): string[][] =>
  typeof node === "object" && node !== null ? Object.entries(node).flatMap(([key, value]) => [[...at, key], ...places(value, [...at, key])]) : [];
