/**
 * The engine in the made-up language: whatever it tells a person is bracketed, or was written outside the catalogues. The tables
 * and configs below are wrong in as many ways as fit on a page.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inferColumns } from "../../src/engine/advice/infer.ts";
import { inspectYaml } from "../../src/engine/advice/inspect.ts";
import { applyFix, renameKey, setIn } from "../../src/engine/config/edit.ts";
import { configSchema } from "../../src/engine/config/json-schema.ts";
import { describeLanguage } from "../../src/engine/config/language.ts";
import { starterConfig } from "../../src/engine/config/starter.ts";
import { prepareRows } from "../../src/engine/data/rows.ts";
import { splitRows } from "../../src/engine/data/split.ts";
import { openConfig } from "../../src/engine/config/open.ts";
import { tableFrom, type Cells } from "../../src/engine/data/table.ts";
import type { Problem } from "../../src/engine/schema/problem.ts";
import * as tf from "../../src/engine/tf.ts";
import { readCsv } from "../../src/ingest/csv.ts";
import { setLocale } from "../../src/messages/locale.ts";
import { profileOf } from "../support/profiles.ts";
import "@tensorflow/tfjs-backend-cpu";

const of = (n: number, make: (i: number) => string | null): Cells => Array.from({ length: n }, (_, i) => make(i));
const TABLE = {
  id: of(120, (i) => String(i + 1)),
  age: of(120, (i) => (i % 9 === 0 ? "n.k." : String(20 + ((i * 37) % 61)))),
  price: of(120, (i) => (i === 7 ? "1000000" : String((i * 7919) % 997))),
  city: of(120, (i) => ["Rome", "Oslo", "Bonn"][i % 3] ?? null),
  code: of(120, (i) => `K${i % 70}`),
  smoker: of(120, (i) => (i % 7 === 0 ? "bold" : "shy")),
  always: of(120, () => "yes"),
  review: of(120, (i) => `the driver number ${i} was ${i % 5} hours late and nobody ${i % 11} cared`),
  nothing: of(120, () => null),
  rarely: of(120, (i) => (i % 50 === 0 ? String(i) : null)),
  split: of(120, (i) => String(i % 3)),
  day: of(120, (i) => `2024-0${1 + (i % 9)}-${10 + (i % 17)}`),
};
const table = tableFrom(TABLE);
const profile = profileOf(TABLE);
const few = profileOf({ age: of(9, String), city: of(9, (i) => `c${i}`) });

const CONFIGS = [
  "hello",
  "a: b: c",
  "a:\n\t- 1",
  "a: [1, {b: 2]\nb",
  "a: 1\n---\nb: 2",
  "a: *b\na: !x 3\n? [1]\n: 2\n__proto__: 3\n<<: 4\nc: &c [*c]",
  "[".repeat(200),
  " ".repeat(300_000),
  "{}",
  "input_features: 3\noutput_features: [7]",
  "input_features: [{name: age, type: number, actve: 1}]\noutput_features: [{name: 3, type: x}, {name: review, type: text}, {type: audio, column: b}]",
  "input_features: [{name: age, type: nummer, active: 9}, {column: '', name: q}, {name: age, type: number, encoder: dens}]\noutput_features: [{name: age, type: number}, {name: age, type: number}]",
  "input_features: [{name: aeg, type: number}, {name: city, type: number}, {name: nothing, type: number}, {name: age, type: number, tied: x, augmentation: 3}]\noutput_features: [{name: always, type: category}, {name: code, type: category}, {name: id, type: category}, {name: city, type: binary}, {name: smoker, type: binary}, {name: nothing, type: number}]",
  "input_features: [{name: age, type: number, preprocessing: {normalization: log1p, fill_value: x, outlier_threshold: -1}}]\noutput_features: [{name: price, type: number, clip: [1], loss: {type: hubr, delta: 0}, decoder: {fc_layers: [{output_size: 0}]}}]\ncombiner: {type: concat, num_fc_layers: 1.5, dropout: 2, residual: true, fc_layers: [{output_size: 3}, {output_size: 4}], batch_ensemble: true, activation: swiglu, weights_initializer: {type: normal, std: -1}}\ntrainer: {epochs: 0, learning_rate: 0, early_stop: x, steps_per_checkpoint: 2, checkpoints_per_epoch: 3, optimizer: {type: sgd, betas: 3}, validation_field: age, gradient_clipping: 4, compile: true}\npreprocessing: {split: {probabilities: [1, 1, 1]}, sample_ratio: 0.4, sample_size: 9}",
  "input_features: [{name: review, type: text, encoder: {type: parallel_cnn, num_conv_layers: 2, conv_layers: [{pool_size: 2}, {pool_size: 3}]}}]\noutput_features: [{name: city, type: category, loss: {class_weights: {Paris: 2}}}, {name: smoker, type: binary}]\ntrainer: {validation_metric: accuracy, optimizer: {type: adam, betas: [1, 1]}}\npreprocessing: {split: {type: stratify}}",
  "input_features: [{name: age, type: number}, {name: price, type: number}, {name: city, type: category}]\noutput_features: [{name: smoker, type: binary}]\ntrainer: {validation_field: smoker, validation_metric: acuracy}\npreprocessing: {split: {type: fixed, column: city}}",
  "model_type: llm\npreset: x\nhyperopt: {}\nbackend: local\ntraining: {epochs: 3, type: x}\ndefaults: {numerical: {}, number: {type: x, augmentation: [1]}, text: {decoder: {}}}\ninput_features: [{name: age, type: numerical, preprocessing: {missing_value_strategy: pad}}]\noutput_features: [{name: smoker, type: binary}]\npreprocessing: {force_split: true, stratify: null, split: {type: fixed, column: nowhere}}",
];

const bracketed = (text: string): boolean => text.startsWith("⟦") && text.endsWith("⟧");
const plainIn = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter((text) => text !== "" && !bracketed(text)))];
const textsOf = (problems: readonly Problem[]): readonly string[] => problems.flatMap(({ message, fix }) => (fix ? [message, fix.label] : [message]));

/** Texts under `description`, `summary` and `title`, wherever they stand. */
function helpIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => (typeof inner === "string" ? (["description", "summary", "title"].includes(key) ? [inner] : []) : helpIn(inner)));
}

describe("the engine in another language", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
    await setLocale("pseudo");
  });
  afterAll(() => setLocale("en"));

  it("tells every problem of a config in it, and every cure", () => {
    const problems = CONFIGS.flatMap((yaml) => [...inspectYaml(yaml, profile).problems, ...inspectYaml(yaml, few).problems]);
    expect(new Set(problems.map(({ message }) => message)).size).toBeGreaterThan(60);
    expect(plainIn(textsOf(problems))).toEqual([]);
  });

  it("says what is wrong with a file, and what was noticed in it", async () => {
    const files = ["", "<!doctype html>", '{"a": 1}', "%PDF-1.4", "PK\u0003\u0004", "a,a,,\n1,2\n1,2,3,4,5,6\n\n\n4,5,6,7", 'a,b\n"x"y",2\n"3', "a\n\n1\n\n2", "\u0001\u0002\u0003\u0004", "a,b\n1,2"];
    const read = await Promise.all(files.map((text) => readCsv(new Blob([text]).stream(), {})));
    const strange = [await readCsv(new Blob(["a,b\n1,2"]).stream(), { skip: 9 }), await readCsv(new Blob(["a,b\n1,2"]).stream(), { encoding: "klingon" }), await readCsv(new Blob(["x\ny\na,b\n1,2"]).stream(), { skip: 2 })];
    const problems = [...read, ...strange].flatMap((outcome) => (outcome.ok ? outcome.value.notes : outcome.problems));
    expect(problems.length).toBeGreaterThan(12);
    expect(plainIn(textsOf(problems))).toEqual([]);
  });

  it("refuses edits in it", () => {
    const shared = "a: &x {b: 1}\nc: *x\n";
    const refused = [setIn(shared, ["c", "b"], 2), setIn("a: 1", ["a", "b", 0], 3), renameKey("a: 1\nb: 2", ["a"], "b"), applyFix("a: 1", { kind: "set", label: "", path: ["a", "c"], value: 1 })];
    expect(plainIn(refused.flatMap((outcome) => (outcome.ok ? [] : textsOf(outcome.problems))))).toEqual([]);
    expect(refused.filter((outcome) => !outcome.ok).length).toBeGreaterThan(1);
  });

  it("says why a column has its type, or is left out", () => {
    const verdicts = inferColumns(profile);
    expect(plainIn(verdicts.flatMap(({ reasons, doubts, why }) => [...reasons, ...doubts, why]))).toEqual([]);
  });

  it("comments its starter config in it, and the config still opens", () => {
    const roles = Object.fromEntries(inferColumns(profile).map(({ column, type, suggested }) => [column, { role: column === "smoker" ? "output" as const : suggested, type }]));
    const yaml = starterConfig(profile, roles);
    const comments = [...yaml.matchAll(/# (.*)$/gm)].map((match) => match[1] ?? "");
    expect(comments.length).toBeGreaterThan(5);
    expect(plainIn(comments)).toEqual([]);
    expect(inspectYaml(yaml, profile).problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("explains every parameter and part in it", () => {
    const texts = [...helpIn(describeLanguage()), ...helpIn(configSchema())];
    expect(texts.length).toBeGreaterThan(300);
    expect(plainIn(texts)).toEqual([]);
  });

  it("says what is wrong with the rows", () => {
    const { opened } = openConfig({ input_features: [{ name: "age", type: "number", preprocessing: { missing_value_strategy: "drop_row" } }], output_features: [{ name: "nothing", type: "number" }] });
    const rows = Uint32Array.from({ length: 120 }, (_, i) => i);
    const outcomes = [
      prepareRows(opened!, table, 1),
      prepareRows(opened!, tableFrom({ a: [] }), 1),
      splitRows({ type: "fixed", column: "city" }, 1, table, rows),
      splitRows({ type: "fixed", column: "nowhere" }, 1, table, rows),
      splitRows({ type: "random", probabilities: [0, 0.5, 0.5] }, 1, table, rows),
    ];
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
    expect(plainIn(outcomes.flatMap((outcome) => (outcome.ok ? [] : textsOf(outcome.problems))))).toEqual([]);
  });
});
