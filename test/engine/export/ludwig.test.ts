import { Errors } from "typebox/value";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { combiners } from "../../../src/engine/combiners/index.ts";
import { ludwig, type FeatureFamily, type LudwigBlock } from "../../../src/engine/config/ludwig.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import { optimizers } from "../../../src/engine/config/optimizers.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { unpack } from "../../../src/engine/export/zip.ts";
import { exportLudwig } from "../../../src/engine/export/ludwig/export.ts";
import { toLudwig } from "../../../src/engine/export/ludwig/translate.ts";
import type { FeatureType, Side } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { valueOf } from "./small-export.ts";

type Block = Record<string, unknown>;
const types: readonly FeatureType[] = Object.values(features);

/** Ludwig's schema of one value, as JSON Schema: written apart from what the export goes by. */
function schemaOf(allowed: string): Block {
  const list = /^\*(act|init|reduce)\*/.exec(allowed)?.[1] as keyof typeof ludwig.lists | undefined;
  if (list) return { anyOf: [{ enum: ludwig.lists[list] }, ...(allowed.includes("object") ? [{ type: "object" }] : [])] };
  if (allowed === "" || /^[*≥≤>]/.test(allowed)) return {};
  if (allowed.includes(" | ")) return { enum: allowed.split(" | ").map((name) => (name === "null" ? null : name)) };
  const bound = (sign: string) => new RegExp(`${sign}([\\d.]+)`).exec(allowed)?.[1];
  const limits = { ...(bound("≥") && { minimum: Number(bound("≥")) }), ...(bound("≤") && { maximum: Number(bound("≤")) }), ...(bound(">") && { exclusiveMinimum: Number(bound(">")) }) };
  const known: Readonly<Record<string, string>> = { bool: "boolean", boolean: "boolean", int: "integer", number: "number", string: "string", object: "object", list: "array", array: "array", null: "null" };
  const kinds = allowed.replaceAll(/ [≥≤>].*/g, "").split(/\/| or /);
  return { anyOf: kinds.map((kind) => (known[kind] ? { type: known[kind], ...limits } : { const: kind })) };
}
const blockSchema = (block: LudwigBlock): Block => ({ type: "object", additionalProperties: false, properties: Object.fromEntries(Object.entries(block).map(([key, [, allowed]]) => [key, schemaOf(allowed)])) });
const complaints = (block: LudwigBlock, value: unknown): string[] => Errors(blockSchema(block), value).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** Everything that Ludwig's schema has against an exported config. */
function against(config: Block): string[] {
  const sides = (["input", "output"] as const).flatMap((side) => (config[`${side}_features`] as Block[]).flatMap((feature) => {
    const type = String(feature["type"]);
    const families = Object.keys(features[type]!.blocks[side]!.families) as FeatureFamily[];
    return [
      ...complaints(ludwig.feature(side, type)!, feature),
      ...complaints(ludwig.preprocessing(side, type) ?? {}, feature["preprocessing"]),
      ...families.flatMap((family) => { const part = feature[family] as Block; return complaints(ludwig.parts(family, type)[String(part["type"])] ?? {}, part); }),
    ];
  }));
  const combiner = config["combiner"] as Block;
  const { optimizer, ...trainer } = config["trainer"] as { optimizer: Block };
  return [...sides, ...complaints(ludwig.shared("combiner")[String(combiner["type"])]!, combiner), ...complaints(ludwig.section("trainer"), trainer), ...complaints(ludwig.shared("optimizer")[String(optimizer["type"])]!, optimizer), ...complaints(ludwig.section("dataset"), config["preprocessing"])];
}

function exported(config: Block): { readonly config: Block; readonly told: string[] } {
  const { opened, problems } = openConfig(config);
  if (!opened) throw new Error(JSON.stringify(problems));
  const { config: there, problems: refused } = toLudwig(opened, "split");
  return { config: there, told: refused.map(({ path, message }) => `${path.join(".")}: ${message}`) };
}
const base = { input_features: [{ name: "x", type: "number" }, { name: "z", type: "number" }], output_features: [{ name: "y", type: "number" }], combiner: { type: "concat" } };
const steps = { name: "s", type: "text", encoder: { type: "embed", reduce_output: null } };
const withFeature = (side: Side, feature: Block): Block => ({ ...base, [`${side}_features`]: [feature, ...(side === "input" ? base.input_features : [])] });

it("numbers beside a unit go to Ludwig as plain numbers, unless another feature reads the cells as they are", async () => {
  const yaml = (more: string) => `input_features: [{name: x, type: number, preprocessing: {unit: kg}}${more}]\noutput_features: [{name: y, type: number, preprocessing: {unit: €, decimal: ","}}]\npreprocessing: {split: {type: random, probabilities: [1, 0, 0]}}`;
  const table = tableFrom({ x: ["1,200 kg", "3 lb", "4.5kg"], y: ["1.200,50 €", "2 €", "3 €"] });
  const host = { version: "1", table: () => Promise.resolve({ table, name: "t", fingerprint: "f" }) };
  const files = unpack(valueOf(await exportLudwig({ yaml: yaml(""), dataset: "t", seed: 0 }, host)));
  const text = (name: string): string => new TextDecoder().decode(valueOf(files)[name]);
  expect(text("data.csv").trim().split(/\r?\n/)).toEqual(["x,y,split", "1200,1200.5,0", "3 lb,2,0", "4.5,3,0"]);
  expect(text("config.yaml")).not.toMatch(/unit|decimal/);
  const refused = await exportLudwig({ yaml: yaml(", {name: z, column: x, type: category}"), dataset: "t", seed: 0 }, host);
  expect(refused).toMatchObject({ ok: false, problems: [{ path: ["input_features", 0, "preprocessing", "unit"] }] });
});

describe("every part in Ludwig's schema", () => {
  it.each(types.flatMap((type) => (["input", "output"] as const).filter((side) => type.blocks[side] && ludwig.feature(side, type.type)).map((side) => [type.type, side] as const)))("%s as %s", (name, side) => {
    const families = Object.entries(features[name]!.blocks[side]!.families);
    for (const [family, { choices }] of families) for (const part of Object.keys(choices)) {
      const stepwise = side === "output" && ["sequence", "text"].includes(name);
      const needed = stepwise ? { input_features: [steps], combiner: { type: "sequence_concat" } } : {};
      const tagger = stepwise ? { decoder: { type: "tagger" } } : {};
      const vocab = name === "category_distribution" ? { preprocessing: { vocab: ["a", "b"] } } : {};
      const { config, told } = exported({ ...withFeature(side, { name: "f", type: name, ...vocab, ...tagger, [family]: { type: part } }), ...needed });
      if (Object.hasOwn(ludwig.parts(family as FeatureFamily, name), part)) expect([`${name} ${part}`, told, against(config)]).toEqual([`${name} ${part}`, [], []]);
      else expect(told).toEqual([`${side}_features.0.${family}.type: the ${family} '${part}' is Fidelio's own; choose one that Ludwig has to take the config there`]);
    }
  });

  it("combiners and optimizers", () => {
    for (const type of Object.keys(combiners.choices)) {
      const lists = type === "comparator" ? { entity_1: ["x"], entity_2: ["s"] } : {};
      const { config, told } = exported({ ...base, input_features: [base.input_features[0], steps], combiner: { type, ...lists } });
      expect([type, told, against(config)]).toEqual([type, [], []]);
    }
    for (const type of Object.keys(optimizers.choices)) {
      const { config, told } = exported({ ...base, trainer: { optimizer: { type } } });
      expect([type, told, against(config)]).toEqual([type, [], []]);
    }
  });
});

describe("a config that is taken to Ludwig", () => {
  it("takes the ways to change pictures along that Ludwig has, and names the others and their keys", () => {
    const changed = (...augmentation: Block[]) => exported(withFeature("input", { name: "p", type: "image", augmentation }));
    const { config, told } = changed({ type: "random_rotate", degree: 30 }, { type: "random_brightness" }, { type: "random_horizontal_flip" }, { type: "auto_augmentation" });
    expect(told).toEqual([]);
    expect((config["input_features"] as Block[])[0]!["augmentation"]).toEqual([{ type: "random_rotate", degree: 30 }, { type: "random_brightness", min: 0.5, max: 2 }, { type: "random_horizontal_flip" }, { type: "auto_augmentation", method: "trivial_augment" }]);
    expect(changed({ type: "cut_out" }, { type: "random_rotate", probability: 0.9 }).told).toEqual([
      "input_features.0.augmentation.0.type: the augmentation 'cut_out' is Fidelio's own; choose one that Ludwig has to take the config there",
      "input_features.0.augmentation.1.probability: 'probability' is Fidelio's own; remove it to take the config to Ludwig",
    ]);
  });

  it("refuses all that only Fidelio has, at once, by name and line", async () => {
    const yaml = "input_features:\n  - {name: x, type: number}\noutput_features:\n  - name: y\n    type: category\n    preprocessing: {missing_value_strategy: mask_loss}\n    loss:\n      label_smoothing: 0.1\ntrainer:\n  validation_metric: log_loss\n";
    const outcome = await exportLudwig({ yaml, dataset: "d", seed: 1 }, host);
    expect(outcome.ok ? [] : outcome.problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      `6 Ludwig does not take "mask_loss" for 'missing_value_strategy'`,
      "8 'label_smoothing' is Fidelio's own; remove it to take the config to Ludwig",
      "10 the metric 'log_loss' of category is Fidelio's own; Ludwig cannot choose the best round by it",
    ]);
  });

  it("is a zip of the whole config, the rows with their part, and the commands", async () => {
    const yaml = "input_features: [{name: x, type: number}]\noutput_features: [{name: y, type: category}]\npreprocessing: {split: {probabilities: [0.5, 0.25, 0.25]}}\n";
    const once = async () => valueOf(await exportLudwig({ yaml, dataset: "d", seed: 1 }, host));
    const files = valueOf(unpack(await once()));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    const config = parse(text("config.yaml"), { version: "1.1" }) as Block;
    expect(against(config)).toEqual([]);
    expect(config).toMatchObject({ ludwig_version: "0.17.8", combiner: { type: "concat", output_size: 256 }, preprocessing: { split: { type: "fixed", column: "split_2" } }, trainer: { validation_field: "y", validation_metric: "accuracy" } });
    const [head, ...rows] = text("data.csv").trimEnd().split("\n");
    expect(head).toBe("x,y,split_2");
    expect(rows).toHaveLength(39); // one row has no target
    expect(rows[1]).toMatch(/^1,"say ""b"", twice",[012]$/);
    expect([0, 1, 2].map((part) => rows.filter((row) => row.endsWith(`,${part}`)).length)).toEqual([20, 9, 10]);
    for (const command of ["ludwig train --config config.yaml --dataset data.csv --random_seed 1", "--backend ray", "ray start --head", "ludwig evaluate"]) expect(text("README.md")).toContain(command);
    expect(await once()).toEqual(await once());
  });

  it("says where pictures go that lie beside the table", async () => {
    const table = { ...tableFrom({ photo: Array.from({ length: 20 }, (_, i) => `cats/${i}.png`), kind: Array.from({ length: 20 }, (_, i) => (i % 2 ? "a" : "b")) }), media: { picture: () => ({ width: 4, height: 4, channels: 3 as const }), pixels: async () => [] } };
    const yaml = "input_features: [{name: photo, type: image}]\noutput_features: [{name: kind, type: category}]\n";
    const files = unpack(valueOf(await exportLudwig({ yaml, dataset: "d", seed: 1 }, { version: "1.2.3", table: async () => ({ table, name: "cats", fingerprint: "f" }) })));
    const readme = new TextDecoder().decode(valueOf(files)["README.md"]);
    expect(readme).toContain("beside data.csv, so that the paths in `photo` lead to them");
  });

  it("says so when Ludwig would take two columns for one", async () => {
    const yaml = 'input_features: [{name: "a.b", type: number}, {name: a_b, type: number}]\noutput_features: [{name: y, type: category}]\n';
    const outcome = await exportLudwig({ yaml, dataset: "d", seed: 1 }, host);
    expect(outcome.ok ? [] : outcome.problems.map(({ message }) => message)).toEqual([`Ludwig cannot tell the columns 'a.b' and 'a_b' apart: it writes "_" for signs such as "("`]);
  });
});

const rows = Array.from({ length: 40 }, (_, row) => row);
const table = tableFrom({ x: rows.map(String), "a.b": rows.map(String), a_b: rows.map(String), split: rows.map(() => "s"), y: rows.map((row) => (row === 7 ? null : row % 2 ? 'say "b", twice' : "a")) });
const host = { version: "0.1.0", table: async () => ({ table, name: "small.csv", fingerprint: "f" }) };
