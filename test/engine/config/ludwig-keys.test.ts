/** Every name of Ludwig's schema is obeyed or named: nothing is dropped in silence. */
import { describe, expect, it } from "vitest";
import { combiners } from "../../../src/engine/combiners/index.ts";
import { ludwig, type FeatureFamily, type LudwigBlock, type LudwigKey } from "../../../src/engine/config/ludwig.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import { optimizers } from "../../../src/engine/config/optimizers.ts";
import { splits } from "../../../src/engine/config/splits.ts";
import { trainerSchema } from "../../../src/engine/config/trainer-schema.ts";
import { features } from "../../../src/engine/features/index.ts";
import type { FeatureType, Side } from "../../../src/engine/features/feature.ts";
import type { Json } from "../../../src/engine/schema/json.ts";
import type { Path } from "../../../src/engine/schema/problem.ts";

type Block = Record<string, unknown>;
const version = { ludwig_version: ludwig.version };
const types: readonly FeatureType[] = Object.values(features);

/** What an output that is decided token by token is decided from. */
const tokens = { name: "s", type: "text", encoder: { type: "embed", reduce_output: null } };
/** A config of one input and one output, one of them as given. */
const withFeature = (side: Side, feature: Block): Block => {
  const isTagged = side === "output" && features[String(feature["type"])]?.isSequence;
  return {
    ...version,
    input_features: side === "input" ? [feature] : [isTagged ? tokens : { name: "x", type: "number" }],
    output_features: side === "output" ? [feature] : [{ name: "y", type: "number" }],
    ...(isTagged && { combiner: { type: "sequence_concat" } }),
  };
};
/** With numbers and a sequence to join. */
const withSection = (section: Block): Block => ({
  ...withFeature("output", { name: "y", type: "number" }),
  input_features: [{ name: "x", type: "number" }, { name: "z", type: "number" }, tokens],
  ...section,
});
const ONE_HEAD = { num_heads: 1 }; // which fits any width
/** What a part needs before it opens at all. */
const needed: Readonly<Record<string, Block>> = {
  comparator: { entity_1: ["x"], entity_2: ["z", "s"] }, transformer: ONE_HEAD, ft_transformer: ONE_HEAD, tabtransformer: ONE_HEAD,
};
/** Likewise, of splits, one of which has an encoder's name. */
const neededBySplit: Readonly<Record<string, Block>> = { stratify: { column: "c" }, datetime: { column: "c" }, hash: { column: "c" } };

/** A value that a key may have and that is not its default. */
function otherValue([fallback, allowed]: LudwigKey): Json {
  const spelled = /^\*(act|init|reduce)\*/.exec(allowed)?.[1] as keyof typeof ludwig.lists | undefined;
  if (spelled) return ludwig.lists[spelled].find((value) => value !== fallback && value !== null) ?? null;
  if (allowed.startsWith("bool")) return fallback !== true;
  if (/^(int|number|[≥≤>])/.test(allowed)) return otherNumber(fallback, allowed);
  if (allowed.includes(" | ")) return allowed.split(" | ").find((value) => value !== fallback && value !== "null") ?? null;
  if (/^(object|null or object)/.test(allowed)) return { a: 1 };
  if (/^(list|array)/.test(allowed)) return ["a"];
  if (allowed === "" && Array.isArray(fallback)) return [...(fallback as readonly Json[]), 1];
  if (allowed === "" && typeof fallback === "number") return fallback + 1;
  return "another";
}
function otherNumber(fallback: Json, allowed: string): number {
  const old = typeof fallback === "number" ? fallback : null;
  if (typeof fallback === "number" && Number.isInteger(fallback) && fallback > 3 && fallback < 2 ** 30 && !allowed.includes("≤")) return 2 * fallback;
  const fits = /≤ ?[01](\.|$|\s)/.test(allowed) ? [0.5, 0.25] : [3, 2];
  return fits.find((value) => value !== old)!;
}

/** Was a key neither obeyed (in the resolved config) nor named (a problem at its place, or inside it)? */
function dropped(config: Block, path: Path, value: unknown): string | null {
  const { opened, problems } = openConfig(config);
  const at = problems.filter((problem) => path.every((step, i) => problem.path[i] === step));
  const unknown = at.find((problem) => problem.path.length === path.length && problem.message.startsWith("unknown"));
  if (unknown) return `${path.join(".")}: ${unknown.message}`;
  if (at.length > 0) return null;
  const resolved = path.reduce<unknown>((inner, step) => (inner as Block | undefined)?.[step], opened?.resolved);
  const obeyed = opened !== null && JSON.stringify(resolved) === JSON.stringify(value);
  return obeyed ? null : `${path.join(".")} = ${JSON.stringify(value)} is dropped: ${problems.map(({ message }) => message).join("; ")}`;
}

const all = (block: LudwigBlock, except: readonly string[], look: (key: string, value: Json) => string | null): string[] =>
  Object.entries(block).flatMap(([key, described]) => (except.includes(key) ? [] : (look(key, otherValue(described)) ?? [])));

/** What says what a feature is, and its blocks. */
const STRUCTURE = ["name", "type", "column", "active", "preprocessing", "encoder", "decoder", "loss"];

describe.each(types.map((type) => [type.type, type] as const))("every key that Ludwig has for %s", (name, type) => {
  const sides = (["input", "output"] as const).filter((side) => type.blocks[side]);
  it.each(sides)("on the feature and in its preprocessing (%s)", (side) => {
    const on = (key: string, value: Json) => dropped(withFeature(side, { name, type: name, [key]: value }), [`${side}_features`, 0, key], value);
    const inside = (key: string, value: Json) => dropped(withFeature(side, { name, type: name, preprocessing: { [key]: value } }), [`${side}_features`, 0, "preprocessing", key], value);
    expect([...all(ludwig.feature(side, name) ?? {}, STRUCTURE, on), ...all(ludwig.preprocessing(side, name) ?? {}, [], inside)]).toEqual([]);
  });

  it.each(sides.flatMap((side) => Object.keys(type.blocks[side]!.families).map((family) => [family as FeatureFamily, side] as const)))("of each %s", (family, side) => {
    const choices = type.blocks[side]!.families[family]!.choices;
    const found = Object.entries(ludwig.parts(family, name)).flatMap(([part, block]) => {
      const config = (more: Block = {}) => withFeature(side, { name, type: name, [family]: { type: part, ...(part === "transformer" && ONE_HEAD), ...more } });
      const path = [`${side}_features`, 0, family];
      if (!Object.hasOwn(choices, part)) return dropped(config(), [...path, "type"], part) ?? [];
      return all(block, ["type"], (key, value) => dropped(config({ [key]: value }), [...path, key], value));
    });
    expect(found).toEqual([]);
  });
});

describe("every key that Ludwig has", () => {
  const families = { combiner: [combiners, []], optimizer: [optimizers, ["trainer"]], split: [splits, ["preprocessing"]] } as const;
  it.each(["combiner", "optimizer", "split"] as const)("of each %s", (noun) => {
    const [{ choices }, outer] = families[noun];
    const found = Object.entries(ludwig.shared(noun)).flatMap(([part, block]) => {
      const config = (more: Block = {}) => withSection(outer.reduceRight<Block>((inner, section) => ({ [section]: inner }), { [noun]: { type: part, ...(noun === "split" ? neededBySplit : needed)[part], ...more } }));
      if (!Object.hasOwn(choices, part)) return dropped(config(), [...outer, noun, "type"], part) ?? [];
      return all(block, ["type"], (key, value) => dropped(config({ [key]: value }), [...outer, noun, key], value));
    });
    expect(found).toEqual([]);
  });

  it("of the trainer", () => {
    const inTrainer = (key: string, value: Json) => dropped(withSection({ trainer: { [key]: value } }), ["trainer", key], value);
    const inBlock = (name: "learning_rate_scheduler" | "gradient_clipping") => all(ludwig.section(name), [], (key, value) => dropped(withSection({ trainer: { [name]: { [key]: value } } }), ["trainer", name, key], value));
    const blocks = (["learning_rate_scheduler", "gradient_clipping"] as const).filter((name) => Object.hasOwn(trainerSchema.properties, name));
    expect([...all(ludwig.section("trainer"), ["optimizer", "learning_rate_scheduler", "gradient_clipping"], inTrainer), ...blocks.flatMap(inBlock)]).toEqual([]);
  });

  it("of the table's preprocessing, and every section", () => {
    const inside = (key: string, value: Json) => dropped(withSection({ preprocessing: { [key]: value } }), ["preprocessing", key], value);
    expect(all(ludwig.section("dataset"), ["split"], inside)).toEqual([]);
    const sections = { model_type: "llm", preset: "high_quality", hyperopt: { a: 1 }, backend: "local", defaults: { number: { encoder: { skip: true } } } };
    expect(Object.entries(sections).flatMap(([key, value]) => dropped(withSection({ [key]: value }), [key], value) ?? [])).toEqual([]);
  });

  it("and every feature type", () => {
    const strangers = (side: Side) => ludwig.types(side).filter((name) => !types.some((type) => type.type === name && type.blocks[side]));
    const found = (["input", "output"] as const).flatMap((side) => strangers(side).flatMap((name) => dropped(withFeature(side, { name, type: name }), [`${side}_features`, 0, "type"], name) ?? []));
    expect(found).toEqual([]);
  });
});

describe("a key that is not obeyed", () => {
  const told = (encoder: Block) => openConfig(withFeature("input", { name: "t", type: "text", encoder })).problems.map(({ severity, message }) => `${severity}: ${message}`);
  it("is refused where it would change the model, and told where it would not", () => {
    expect(told({ type: "embed", adapter: { type: "lora" } })).toEqual(["error: adapter is known to Ludwig but not in Fidelio yet"]);
    expect(told({ type: "embed", embeddings_on_cpu: true })).toEqual(["note: embeddings_on_cpu has no effect here"]);
    expect(told({ type: "embed", vocab: ["a"] })).toEqual(["note: vocab has no effect when it is given: Ludwig fills it in itself"]);
  });

  it("is told where the part itself has no use for it", () => {
    expect(told({ type: "rnn", activation: "relu" })).toEqual(["note: activation has no effect here"]);
    expect(told({ type: "cnnrnn", recurrent_activation: "relu" })).toEqual(["note: recurrent_activation has no effect here"]);
  });

  it("passes in silence where it asks for nothing", () => expect(told({ type: "embed", adapter: null, embeddings_on_cpu: false, skip: false })).toEqual([]));
  it("is named in the defaults of a type too", () => {
    const { problems } = openConfig({ ...withFeature("input", tokens), defaults: { text: { encoder: { embeddings_on_cpu: true }, preprocessing: { ngram_size: 3 } } } });
    expect(problems.map(({ path }) => path.join("."))).toEqual(["defaults.text.preprocessing.ngram_size", "defaults.text.encoder.embeddings_on_cpu"]);
  });
});
