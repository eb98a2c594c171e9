import { help } from "../../messages/catalogue.ts";
import { combiners } from "../combiners/index.ts";
import type { Blocks, FeatureType } from "../features/feature.ts";
import { features } from "../features/index.ts";
import type { Family } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import type { TObject } from "../schema/params.ts";
import { MANY_INPUTS } from "./open-combiner.ts";
import { optimizers } from "./optimizers.ts";
import { preprocessingSchema } from "./preprocessing.ts";
import { splits } from "./splits.ts";
import { trainerSchema } from "./trainer-schema.ts";

/** The config language as data, derived from the registries: what forms, completion and documentation read. */
export interface Language {
  readonly types: Readonly<Record<string, TypeDescription>>;
  readonly combiners: FamilyDescription;
  /** With so many inputs, a config that names no combiner has this one. */
  readonly manyInputs: { readonly from: number; readonly combiner: string };
  readonly trainer: JsonSchema;
  readonly optimizers: FamilyDescription;
  readonly preprocessing: JsonSchema;
  readonly splits: FamilyDescription;
}
export interface TypeDescription {
  readonly summary: string;
  readonly input: SideDescription | null;
  readonly output: (SideDescription & Judging) | null;
}
interface Judging {
  readonly defaultMetric: string;
  readonly metrics: Readonly<Record<string, { readonly summary: string; readonly goal: "max" | "min" }>>;
}
export interface SideDescription {
  readonly preprocessing: JsonSchema;
  /** Keys on the feature itself. */
  readonly settings: JsonSchema | null;
  /** `encoder`, or `decoder` and `loss`. */
  readonly families: Readonly<Record<string, FamilyDescription>>;
  /** What the list `augmentation` chooses from; absent: the type has none. */
  readonly augmentation?: FamilyDescription & { /** What `true` stands for. */ readonly usual: readonly { readonly type: string }[] };
}
export interface FamilyDescription {
  readonly default: string;
  readonly choices: Readonly<Record<string, { readonly summary: string; readonly params: JsonSchema }>>;
  readonly planned: readonly string[];
}
/** A JSON Schema of an object, as TypeBox writes it. */
export interface JsonSchema { readonly [keyword: string]: Json }

/** The language from its registries: plain JSON, so that it crosses to the page. */
export function describeLanguage(): Language {
  return {
    types: Object.fromEntries(Object.entries(features).map(([name, type]) => [name, typeDescription(type)])),
    combiners: familyDescription(combiners),
    manyInputs: MANY_INPUTS,
    trainer: schemaAsJson(trainerSchema),
    optimizers: familyDescription(optimizers),
    preprocessing: schemaAsJson(preprocessingSchema),
    splits: familyDescription(splits),
  };
}

function typeDescription(type: FeatureType): TypeDescription {
  const { input, output } = type.blocks;
  return { summary: help(type.summary), input: input ? sideDescription(input) : null, output: output ? { ...sideDescription(output), ...judging(type) } : null };
}

/** Metrics are known to an opened output only; an example one opens with the defaults. */
function judging(type: FeatureType): Judging {
  const { defaultMetric, metrics } = type.openOutput({ name: type.type, type: type.type }, [], () => {});
  return { defaultMetric, metrics: Object.fromEntries(Object.entries(metrics).map(([name, { summary, goal }]) => [name, { summary: help(summary), goal }])) };
}

const sideDescription = ({ preprocessing, settings, families, augmentation }: Blocks): SideDescription => ({
  preprocessing: schemaAsJson(preprocessing),
  settings: settings ? schemaAsJson(settings) : null,
  families: Object.fromEntries(Object.entries(families).map(([key, family]) => [key, familyDescription(family)])),
  ...(augmentation && { augmentation: { ...familyDescription(augmentation), usual: augmentation.usual } }),
});

const familyDescription = ({ fallback, choices, planned = [] }: Family<unknown>): FamilyDescription => ({
  default: fallback,
  choices: Object.fromEntries(Object.entries(choices).map(([name, { summary, params }]) => [name, { summary: help(summary), params: schemaAsJson(params) }])),
  planned,
});

/** Without TypeBox's own symbols: what `JSON.stringify` keeps; help texts and units in the language in use. */
const schemaAsJson = (schema: TObject): JsonSchema => JSON.parse(JSON.stringify(schema, spoken)) as JsonSchema; // an object's JSON is an object

const spoken = (keyword: string, value: unknown): unknown => ((keyword === "description" || keyword === "unit") && typeof value === "string" ? help(value) : value);
