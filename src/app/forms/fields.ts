/**
 * A form drawn from JSON Schema: each property of a block becomes a field of one of a few kinds. What fits none of them
 * (lists, unions of blocks) is typed as YAML.
 */
import { parse, stringify } from "yaml";
import type { JsonSchema } from "../../engine/config/language.ts";
import type { Json } from "../../engine/schema/json.ts";
import { plain, readNumber } from "../messages/format.ts";

export interface Field {
  readonly key: string;
  readonly description: string;
  readonly default: Json | undefined;
  readonly unit: string;
  readonly impact: "low" | "medium" | "high";
  /** Of a number, its smallest and largest value, where there are such. */
  readonly range: Range;
  readonly shape: Shape;
}
export interface Range {
  readonly least: number | null;
  /** It is larger than this, where there is no smallest. */
  readonly above: number | null;
  readonly most: number | null;
}
export type Shape =
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly options: readonly Json[] }
  /** `words` are values that stand in for a number: "auto", null. */
  | { readonly kind: "number"; readonly words: readonly Json[] }
  | { readonly kind: "text"; readonly nullable: boolean }
  | { readonly kind: "block"; readonly fields: readonly Field[] }
  | { readonly kind: "yaml" };

export function fieldsOf(schema: JsonSchema | null | undefined): Field[] {
  const properties = asSchema(schema?.["properties"]);
  return Object.entries(properties ?? {}).flatMap(([key, property]) => {
    const own = asSchema(property);
    return own ? [fieldOf(key, own)] : [];
  });
}

/** How many values can be set, blocks opened. */
export const countFields = (fields: readonly Field[]): number =>
  fields.reduce((sum, { shape }) => sum + (shape.kind === "block" ? countFields(shape.fields) : 1), 0);

function fieldOf(key: string, schema: JsonSchema): Field {
  const impact = schema["impact"];
  return {
    key,
    // Descriptions are written for documentation too, where backticks set code apart.
    description: text(schema["description"]).replaceAll("`", ""),
    default: schema["default"],
    unit: text(schema["unit"]),
    impact: impact === "high" || impact === "low" ? impact : "medium",
    range: rangeOf(schema),
    shape: shapeOf(schema),
  };
}

/** Of the number itself, or of the one beside the words that may stand in for it. */
function rangeOf(schema: JsonSchema): Range {
  const numbers = [schema, ...(Array.isArray(schema["anyOf"]) ? schema["anyOf"].map(asSchema) : [])].filter((part) => part?.["type"] === "number" || part?.["type"] === "integer");
  const end = (key: "minimum" | "exclusiveMinimum" | "maximum") => {
    const value = numbers[0]?.[key];
    return numbers.length === 1 && typeof value === "number" ? value : null;
  };
  return { least: end("minimum"), above: end("exclusiveMinimum"), most: end("maximum") };
}

function shapeOf(schema: JsonSchema): Shape {
  const options = schema["anyOf"];
  if (Array.isArray(options)) return unionShape(options.map(asSchema).filter((o) => o !== null));
  if (Array.isArray(schema["enum"])) return { kind: "choice", options: schema["enum"] };
  switch (schema["type"]) {
    case "boolean":
      return { kind: "switch" };
    case "integer":
    case "number":
      return { kind: "number", words: [] };
    case "string":
      return { kind: "text", nullable: false };
    case "object":
      return asSchema(schema["properties"]) ? { kind: "block", fields: fieldsOf(schema) } : { kind: "yaml" };
    default:
      return { kind: "yaml" };
  }
}

/** A number or a word, a choice or null, a text or null; anything wilder is YAML. */
function unionShape(parts: readonly JsonSchema[]): Shape {
  const words = parts.flatMap((p): Json[] => ("const" in p ? [p["const"] ?? null] : p["type"] === "null" ? [null] : []));
  const rest = parts.filter((p) => !("const" in p) && p["type"] !== "null");
  if (rest.length === 0) return { kind: "choice", options: words };
  if (rest.length > 1) return { kind: "yaml" };
  const inner = shapeOf(rest[0]!);
  switch (inner.kind) {
    case "number":
      return { ...inner, words: [...inner.words, ...words] };
    case "choice":
      return { kind: "choice", options: [...inner.options, ...words] };
    case "switch":
      return { kind: "choice", options: [true, false, ...words] };
    case "text":
      return words.every((w) => w === null) ? { kind: "text", nullable: words.length > 0 } : { kind: "yaml" };
    case "block":
      // Null switches the whole block off; that is said in the text.
      return words.every((w) => w === null) ? inner : { kind: "yaml" };
    case "yaml":
      return { kind: "yaml" };
    default:
      return inner satisfies never;
  }
}

/** A value as one would type it into its field. */
export function shown(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "null";
  if (typeof value === "number") return plain(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}

/**
 * What was typed, as the value the config takes. What it cannot be stays the text it is: the document says what its form says, and the engine
 * what is wrong with it, as of ranges and of all else.
 */
export function readField(shape: Shape, typed: string): unknown {
  const trimmed = typed.trim();
  switch (shape.kind) {
    case "switch":
      return trimmed === "true";
    case "choice": {
      const chosen = shape.options.find((o) => shown(o) === trimmed);
      return chosen === undefined ? trimmed : chosen;
    }
    case "number": {
      const word = shape.words.find((w) => shown(w) === trimmed);
      return word === undefined ? (readNumber(trimmed) ?? trimmed) : word;
    }
    case "text":
      return shape.nullable && trimmed === "null" ? null : typed;
    case "block":
    case "yaml":
      try {
        return parse(trimmed);
      } catch {
        return trimmed;
      }
    default:
      return shape satisfies never;
  }
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
export const asSchema = (value: Json | undefined): JsonSchema | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonSchema) : null; // arrays are excluded above, which the readonly type does not narrow
