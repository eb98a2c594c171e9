/** What the config language offers at a place: keys with what they mean, and the values a key may take. */
import { stringify } from "yaml";
import type { FamilyDescription, JsonSchema, Language } from "../../engine/config/language.ts";
import type { Path } from "../../engine/schema/problem.ts";
import { combinersFor, familiesOf, featuresOf, partOf, valueAt, type FeatureView } from "../forms/config-view.ts";
import { fieldsOf, shown, type Field } from "../forms/fields.ts";
import { t } from "../messages/index.ts";
import { late } from "../messages/late.ts";

export interface Offer {
  readonly key: string;
  readonly description: string;
  /** As it would be typed; empty when there is none. */
  readonly default: string;
  readonly values: readonly OfferedValue[];
  /** Its value is a block, on lines of its own. */
  readonly block: boolean;
  /** What it is drawn from, where it comes from a schema. */
  readonly field?: Field;
}
export interface OfferedValue { readonly label: string; readonly detail: string; /** As YAML. */ readonly text: string }

/** The keys of the block at `path`. */
export function offersAt(language: Language, config: unknown, columns: readonly string[], path: Path): Offer[] {
  const [section, second, third, ...deeper] = path;
  switch (section) {
    case undefined:
      return sections();
    case "input_features":
    case "output_features": {
      const feature = featuresOf(config, section).find((f) => f.index === second) ?? { index: Number(second ?? 0), side: section, name: "", type: "", path: [section, second ?? 0] };
      return third === undefined ? featureKeys(language, config, feature, columns) : inFeature(language, config, feature, third, deeper);
    }
    case "combiner":
      return inBlock(partKeys(combinersFor(config, language), config, path.slice(0, 1)), [second, third, ...deeper]);
    case "trainer":
      if (second === "optimizer") return inBlock(partKeys(language.optimizers, config, path.slice(0, 2)), [third, ...deeper]);
      return inBlock([...schemaKeys(language.trainer, outputWords(language, config)), block("optimizer", late.model.form.optimizer)], [second, third, ...deeper]);
    case "preprocessing":
      if (second === "split") return inBlock(partKeys(language.splits, config, path.slice(0, 2), columns), [third, ...deeper]);
      return inBlock([...schemaKeys(language.preprocessing), block("split", late.model.form.split.text)], [second, third, ...deeper]);
    case "defaults":
      return second === undefined ? typesToSetFor(language) : inDefaults(language, config, String(second), [third, ...deeper]);
    default:
      return [];
  }
}

const typesToSetFor = (language: Language): Offer[] => Object.entries(language.types).map(([name, { summary }]) => block(name, summary));

/** What may be said of every feature of a type: how its column is prepared, and its parts. */
function inDefaults(language: Language, config: unknown, type: string, [key, ...deeper]: readonly (string | number | undefined)[]): Offer[] {
  const { input, output } = language.types[type] ?? { input: null, output: null };
  const families = { ...input?.families, ...output?.families };
  if (key === undefined) {
    return [block("preprocessing", late.model.form.preprocessing), ...Object.entries(families).map(([name, family]) => block(name, Object.keys(family.choices).join(", ")))];
  }
  const family = families[key];
  if (family) return inBlock(partKeys(family, config, ["defaults", type, key]), deeper);
  return key === "preprocessing" ? inBlock(schemaKeys((input ?? output)?.preprocessing ?? null), deeper) : [];
}

const block = (key: string, description: string): Offer => ({ key, description, default: "", values: [], block: true });

const sections = (): Offer[] => [
  block("input_features", late.model.form.inputs.text),
  block("output_features", late.model.form.outputs.text),
  block("combiner", late.model.form.combiner.text),
  block("trainer", late.model.form.trainer.text),
  block("preprocessing", late.model.form.split.text),
  block("defaults", late.model.form.defaults),
];

function featureKeys(language: Language, config: unknown, feature: FeatureView, columns: readonly string[]): Offer[] {
  const isInput = feature.side === "input_features";
  const side = isInput ? language.types[feature.type]?.input : language.types[feature.type]?.output;
  const names = columns.map((c) => value(c, late.model.editor.column));
  const types = Object.entries(language.types).filter(([, type]) => (isInput ? type.input : type.output) !== null).map(([name, type]) => value(name, type.summary));
  return [
    { key: "name", description: late.model.editor.column, default: "", values: names, block: false },
    { key: "type", description: t.glossary.input.meaning, default: "", values: types, block: false },
    { key: "column", description: late.model.editor.column, default: "", values: names, block: false },
    ...Object.entries(familiesOf(language, feature)).map(([key, family]) => block(key, Object.keys(family.choices).join(", "))),
    ...(side ? [block("preprocessing", late.model.form.preprocessing)] : []),
    ...(isInput ? [{ key: "tied", description: late.model.editor.tied, default: "null", values: othersOf(config, feature), block: false }] : []),
    ...schemaKeys(side?.settings ?? null),
  ];
}

/** The other inputs of its type: those whose encoder it may share. */
const othersOf = (config: unknown, feature: FeatureView): OfferedValue[] =>
  featuresOf(config, "input_features").filter(({ index, type }) => index !== feature.index && type === feature.type).map(({ name, type }) => value(name, type));

function inFeature(language: Language, config: unknown, feature: FeatureView, key: string | number, deeper: Path): Offer[] {
  const family = familiesOf(language, feature)[key];
  if (family) return inBlock(partKeys(family, config, [...feature.path, key]), deeper);
  const type = language.types[feature.type];
  const side = feature.side === "input_features" ? type?.input : type?.output;
  return key === "preprocessing" ? inBlock(schemaKeys(side?.preprocessing ?? null), deeper) : inBlock(schemaKeys(side?.settings ?? null), [key, ...deeper]);
}

/** The choice itself, then the settings of the part that is chosen. */
function partKeys(family: FamilyDescription, config: unknown, path: Path, columns: readonly string[] = []): Offer[] {
  const part = partOf(config, path, family);
  const kinds = Object.entries(family.choices).map(([name, { summary }]) => value(name, summary));
  const words = { column: columns.map((c) => value(c, late.model.editor.column)) };
  return [{ key: "type", description: part.schema ? (family.choices[part.type]?.summary ?? "") : "", default: family.default, values: kinds, block: false }, ...schemaKeys(part.schema, words)];
}

function schemaKeys(schema: JsonSchema | null, words: Readonly<Record<string, readonly OfferedValue[]>> = {}): Offer[] {
  return fieldsOf(schema).map((field) => ({
    key: field.key,
    description: field.description,
    default: field.default === undefined ? "" : shown(field.default),
    values: words[field.key] ?? valuesOf(field),
    block: field.shape.kind === "block",
    field,
  }));
}

function valuesOf({ shape }: Field): OfferedValue[] {
  switch (shape.kind) {
    case "switch":
      return ["true", "false"].map((text) => ({ label: text, detail: "", text }));
    case "choice":
      return shape.options.map((o) => ({ label: shown(o), detail: "", text: yaml(o) }));
    case "number":
      return shape.words.map((w) => ({ label: shown(w), detail: "", text: yaml(w) }));
    case "text":
    case "block":
    case "yaml":
      return [];
    default:
      return shape satisfies never;
  }
}

/** Blocks inside a block: one step down for each key left of the path. */
function inBlock(offers: Offer[], path: readonly (string | number | undefined)[]): Offer[] {
  const [step, ...rest] = path.filter((p) => p !== undefined);
  if (step === undefined) return offers;
  const field = offers.find((o) => o.key === step)?.field;
  if (field?.shape.kind !== "block") return [];
  return inBlock(field.shape.fields.map((inner) => ({ key: inner.key, description: inner.description, default: shown(inner.default), values: valuesOf(inner), block: inner.shape.kind === "block", field: inner })), rest);
}

/** Names of the outputs and of their metrics, for the two settings of the trainer that name one. */
function outputWords(language: Language, config: unknown): Readonly<Record<string, readonly OfferedValue[]>> {
  const outputs = featuresOf(config, "output_features");
  const field = valueAt(config, ["trainer", "validation_field"]);
  const judged = outputs.filter((o) => field === undefined || field === "combined" || o.name === field);
  const metrics = new Map(judged.flatMap((o) => Object.entries(language.types[o.type]?.output?.metrics ?? {})).map(([name, { summary }]) => [name, summary]));
  return {
    validation_field: [value("combined", late.evaluate.metrics.combined), ...outputs.map((o) => value(o.name, o.type))],
    validation_metric: [...metrics].map(([name, summary]) => value(name, summary)),
  };
}

const yaml = (data: unknown): string => stringify(data, { collectionStyle: "flow", lineWidth: 0 }).trim();
const value = (label: string, detail: string): OfferedValue => ({ label, detail, text: yaml(label) });
