import { describe, expect, it } from "vitest";
import { Check, Errors } from "typebox/value";
import { parse } from "yaml";
import { configSchema } from "../../../src/engine/config/json-schema.ts";
import { describeLanguage, type FamilyDescription, type JsonSchema } from "../../../src/engine/config/language.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import { filesUnder, read } from "../../structure/sources.ts";

const language = describeLanguage();

describe("the language as data", () => {
  it("is JSON, as it crosses to the page", () => {
    expect(structuredClone(language)).toEqual(language);
    expect(JSON.parse(JSON.stringify(language))).toEqual(language);
  });

  it("names every type, its sides, and what each defaults to", () => {
    expect(Object.keys(language.types)).toEqual(["bag", "binary", "category", "category_distribution", "date", "h3", "image", "number", "sequence", "set", "text", "timeseries", "vector"]);
    expect(language.types["date"]!.output).toBeNull();
    expect(language.types["category_distribution"]!.input).toBeNull();
    expect(language.types["category"]!.output).toMatchObject({ defaultMetric: "accuracy", metrics: { accuracy_micro: { goal: "max" } } });
    expect(language.combiners).toMatchObject({ default: "concat", choices: { concat: { params: { properties: { num_fc_layers: { default: 0 } } } } } });
  });

  it("says something of every parameter, gives each a default and an impact, and each number a range", () => {
    const silent: string[] = [];
    const [endless, weightless]: [string[], string[]] = [[], []];
    const isNumber = ({ type }: JsonSchema) => type === "integer" || type === "number";
    const isBounded = (schema: JsonSchema) => ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "const", "enum"].some((bound) => bound in schema);
    const look = (at: string, schema: JsonSchema | null) => {
      for (const [key, property] of Object.entries((schema?.["properties"] ?? {}) as Record<string, JsonSchema>)) {
        if (typeof property["description"] !== "string" || property["description"] === "" || !("default" in property)) silent.push(`${at}.${key}`);
        const forms = [property, ...((property["anyOf"] ?? []) as JsonSchema[])];
        if (forms.some((form) => isNumber(form) && !isBounded(form))) endless.push(`${at}.${key}`);
        if (!["low", "medium", "high", undefined].includes(property["impact"] as string | undefined)) weightless.push(`${at}.${key}`);
      }
    };
    const family = (at: string, { choices }: FamilyDescription) => { for (const [name, { params }] of Object.entries(choices)) look(`${at}.${name}`, params); };
    look("trainer", language.trainer);
    look("preprocessing", language.preprocessing);
    family("combiner", language.combiners);
    family("optimizer", language.optimizers);
    family("split", language.splits);
    for (const [name, type] of Object.entries(language.types)) {
      for (const side of [type.input, type.output]) {
        if (!side) continue;
        look(`${name}.preprocessing`, side.preprocessing);
        look(name, side.settings);
        for (const [key, choices] of Object.entries(side.families)) family(`${name}.${key}`, choices);
      }
    }
    expect({ silent, weightless }).toEqual({ silent: [], weightless: [] });
    // Cells may be any number, and so may what stands for one.
    expect([...new Set(endless)]).toEqual(["number.preprocessing.fill_value", "timeseries.preprocessing.padding_value"]);
  });
});

/** Every config that the tests and the samples train. */
const examples = filesUnder(["test/runs"], ["config.yaml"]);

describe("the published JSON Schema", () => {
  it.each(examples)("accepts %s, and what it resolves to", (path) => {
    const given: unknown = parse(read(path));
    const { opened } = openConfig(given);
    expect(Errors(schema, given)).toEqual([]);
    expect(Errors(schema, opened?.resolved)).toEqual([]);
  });

  it("names no host, and nothing that JSON Schema does not know", () => {
    expect(JSON.stringify(schema)).not.toMatch(/:\/\/|"(?:impact|othersPlanned)":/);
  });

  const schema = configSchema();
  const config = (more: object = {}) => ({ input_features: [{ name: "a", type: "number" }], output_features: [{ name: "y", type: "category" }], ...more });

  it("accepts what opens, and the resolved config of it", () => {
    for (const good of [config(), config({ combiner: { type: "concat", num_fc_layers: 1 }, trainer: { epochs: 3, optimizer: { type: "adamw" }, gradient_clipping: null }, preprocessing: { split: { type: "fixed" } } })]) {
      const { opened } = openConfig(good);
      expect([Check(schema, good), opened !== null && Check(schema, opened.resolved)]).toEqual([true, true]);
    }
  });

  it("refuses what does not open", () => {
    for (const bad of [config({ trianer: {} }), config({ trainer: { epoch: 3 } }), config({ input_features: [] }), config({ input_features: [{ name: "a", type: "nmber" }] }), config({ combiner: { type: "hypernetwork" } }), config({ output_features: [{ name: "y", type: "date" }] }), config({ input_features: [{ name: "a", type: "number", encoder: { type: "dense", num_layer: 1 } }] })]) {
      expect([openConfig(bad).opened, Check(schema, bad)]).toEqual([null, false]);
    }
  });
});
