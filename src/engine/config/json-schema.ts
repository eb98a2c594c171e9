import { words } from "../../messages/en/config.ts";
import type { Json } from "../schema/json.ts";
import { describeLanguage, type FamilyDescription, type JsonSchema, type Language, type SideDescription, type TypeDescription } from "./language.ts";
import { presets } from "./presets.ts";

/**
 * The JSON Schema (draft 7, which editors take an unnamed one for) of a whole config, for editors and other tools: the same data that
 * Fidelio reads by, in today's spelling. It names no host, its own dialect's neither.
 */
export function configSchema(language: Language = describeLanguage()): JsonSchema {
  return withoutHints({
    title: words.schema.title,
    description: words.schema.description,
    type: "object",
    required: ["input_features", "output_features"],
    properties: {
      input_features: featureList(language, "input"),
      output_features: featureList(language, "output"),
      combiner: familySchema(language.combiners),
      trainer: withProperty(language.trainer, "optimizer", familySchema(language.optimizers)),
      preprocessing: withProperty(language.preprocessing, "split", familySchema(language.splits)),
      defaults: closed(Object.fromEntries(Object.entries(language.types).map(([name, type]) => [name, defaultsSchema(type)]))),
      model_type: { const: "ecd" },
      preset: { enum: [...Object.keys(presets), null] },
      ludwig_version: { type: "string" },
      backend: true,
      hyperopt: true,
    },
    additionalProperties: false,
  });
}

/** What a parameter tells forms and searches beyond JSON Schema: a strict validator would stumble over it. */
const HINTS = ["scale", "impact", "unit", "planned", "othersPlanned", "asset"];

/** Inside `properties` the keys are names, and stay. */
function withoutHints(schema: JsonSchema, areNames = false): JsonSchema {
  const kept = Object.entries(schema).filter(([key]) => areNames || !HINTS.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, key === "default" && !areNames ? value : cleaned(value, key === "properties" && !areNames)]));
}
const cleaned = (value: Json, areNames: boolean): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => cleaned(item, false));
  return typeof value === "object" && value !== null ? withoutHints(value as JsonSchema, areNames) : value; // an object that is no array
};

/** What `defaults` may say of a type: the blocks of an input, and an output's own. */
const defaultsSchema = ({ input, output }: TypeDescription): JsonSchema =>
  closed({ ...(input && blockSchemas(input)), ...(output && blockSchemas(output, !input)) });

function featureList(language: Language, side: "input" | "output"): JsonSchema {
  const kinds = Object.entries(language.types).flatMap(([name, type]) => {
    const described = type[side];
    return described ? [featureSchema(side, name, type.summary, described)] : [];
  });
  return { type: "array", minItems: 1, items: { oneOf: kinds } };
}

function featureSchema(key: "input" | "output", type: string, summary: string, side: SideDescription): JsonSchema {
  return {
    ...closed({
      name: { type: "string", minLength: 1, description: words.schema.name },
      type: { const: type, description: summary },
      column: { type: "string", minLength: 1, description: words.schema.column },
      active: { type: "boolean", default: true, description: words.schema.active },
      ...(key === "input" && { tied: { type: ["string", "null"], default: null, description: words.schema.tied } }),
      ...propertiesOf(side.settings),
      ...blockSchemas(side),
    }),
    required: ["name", "type"],
  };
}

/** `preprocessing`, and `encoder` and `augmentation`, or `decoder` and `loss`. */
const blockSchemas = (side: SideDescription, withPreprocessing = true): JsonSchema => ({
  ...(withPreprocessing && { preprocessing: optional(side.preprocessing) }),
  ...Object.fromEntries(Object.entries(side.families).map(([key, family]) => [key, familySchema(family)])),
  ...(side.augmentation && { augmentation: augmentationSchema(side.augmentation) }),
});

/** `{type: name, ...parameters}`, one shape per choice; an absent type is the default one. */
function familySchema({ default: fallback, choices }: FamilyDescription): JsonSchema {
  const shapes = Object.entries(choices).map(([name, { summary, params }]) => ({
    ...closed({ type: { const: name, description: summary }, ...propertiesOf(params) }),
    ...(name !== fallback && { required: ["type"] }),
  }));
  return { anyOf: [...shapes, { type: "null" }] };
}

/** A list of them, or whether there is the usual one. */
const augmentationSchema = (family: FamilyDescription): JsonSchema =>
  ({ anyOf: [{ type: "array", items: familySchema(family) }, { type: ["boolean", "null"] }], default: [], description: words.schema.augmentation });

const closed = (properties: JsonSchema): JsonSchema => ({ type: "object", properties, additionalProperties: false });
/** An object's properties, schemas by name. */
const propertiesOf = (schema: JsonSchema | null): JsonSchema => (schema?.["properties"] ?? {}) as JsonSchema; // by JSON Schema's definition
/** Keys may be left out: each has a default. */
const optional = (schema: JsonSchema): JsonSchema => closed(propertiesOf(schema));
const withProperty = (schema: JsonSchema, key: string, value: JsonSchema): JsonSchema => closed({ ...propertiesOf(schema), [key]: value });
