import { Errors } from "typebox/value";
import { words } from "../../messages/en/schema.ts";
import { plain } from "../../messages/format.ts";
import { Type, type Params, type TObject, type TSchema } from "./params.ts";
import { suggest } from "./suggest.ts";
import { error, fixRename, fixSet, type Path, type Report } from "./problem.ts";

/**
 * Fill defaults and check every given key, in blocks inside blocks too: problems go to `report`, each with the path of its key;
 * never throws. A key that is wrong reads as its default. `alsoKnown` keys are another reader's: passed over here.
 */
export function readParams<S extends TObject>(schema: S, raw: unknown, path: Path, report: Report, alsoKnown: readonly string[] = []): Params<S> {
  const given = asRecord(raw, path, report);
  const properties = schema.properties as Readonly<Record<string, PropertySchema>>; // every parameter is made by params.ts and carries a default
  refuseUnknownKeys(given, [...Object.keys(properties), ...alsoKnown], "parameter", path, report);
  const values = Object.entries(properties).map(([key, property]) => [key, readValue(property, given[key], [...path, key], report)]);
  return Object.fromEntries(values) as Params<S>; // each key checked against its schema, or its default
}

/** Report every key that is not known, with the nearest known one. `noun` says what the key would be. */
export function refuseUnknownKeys(given: object, known: readonly string[], noun: keyof typeof words.unknown, path: Path, report: Report): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const near = suggest(key, known);
    const at = [...path, key];
    report(error(at, words.unknown[noun](key, near.sentence), near.word === undefined ? undefined : fixRename(at, near.word)));
  }
}

/** One value: its default when absent, its own defaults filled in when it is a block. */
function readValue(schema: PropertySchema, value: unknown, path: Path, report: Report): unknown {
  if (value === undefined) return structuredClone(schema.default);
  const inside = blockIn(schema);
  if (inside && typeof value === "object" && value !== null && !Array.isArray(value)) return readParams(inside, value, path, report);
  const complaint = complain(schema, value);
  if (complaint === undefined) return value;
  const cure = schema.othersPlanned ? fixSet(path, schema.default) : undefined;
  report(error(path, words.wrongValue(String(path.at(-1)), complaint, shown(value)), cure));
  return structuredClone(schema.default);
}

/** The block of parameters that a schema is, or may be. */
const blockIn = (schema: PropertySchema): TObject | undefined =>
  [schema, ...((schema["anyOf"] as readonly TSchema[] | undefined) ?? [])].find(Type.IsObject); // `anyOf` holds schemas by JSON Schema's definition

interface PropertySchema extends TSchema {
  readonly default?: unknown;
  readonly planned?: readonly string[];
  readonly othersPlanned?: true;
  readonly [keyword: string]: unknown;
}

/** A block of keys, empty when absent; anything else is reported. */
export function asRecord(raw: unknown, path: Path, report: Report): Readonly<Record<string, unknown>> {
  if (raw === undefined || raw === null) return {};
  if (typeof raw === "object" && !Array.isArray(raw)) return raw as Record<string, unknown>; // an object that is no array
  report(error(path, words.expectedBlock(shown(raw))));
  return {};
}

/** What is wrong with a value, as the end of a sentence; undefined when nothing is. */
function complain(schema: PropertySchema, value: unknown): string | undefined {
  if (typeof value === "string" && schema.planned?.includes(value)) {
    return words.plannedValue(value, expected(schema));
  }
  const first = Errors(schema, value)[0];
  if (!first) return undefined;
  if (schema.othersPlanned) return words.onlyYet(expected(schema));
  return first.instancePath === "" ? words.expected(expected(schema)) : words.expectedAt(expected(schema), first.instancePath);
}

/** A schema in words: "an integer of at least 1", "one of relu, tanh", "a number from 0 to 1, or null". */
export function expected(schema: PropertySchema): string {
  if (Array.isArray(schema["anyOf"])) return words.kind.either(schema["anyOf"].map((s: PropertySchema) => expected(s)));
  if (Array.isArray(schema["enum"])) return words.kind.oneOf(schema["enum"].map((v) => (typeof v === "string" ? v : JSON.stringify(v))));
  if ("const" in schema) return JSON.stringify(schema["const"]);
  switch (schema["type"]) {
    case "integer": return inRange(words.kind.integer, schema);
    case "number": return inRange(words.kind.number, schema);
    case "boolean": return words.kind.boolean;
    case "string": return words.kind.text;
    case "null": return words.kind.null;
    case "array": return listOf(schema);
    case "object": return words.kind.block;
    default: return words.kind.other;
  }
}

/** "a list of 3 values, each a number from 0 to 1". */
function listOf({ items, minItems, maxItems }: PropertySchema): string {
  const isTuple = Array.isArray(items);
  const each = (isTuple ? items[0] : items) as PropertySchema | undefined; // JSON Schema's own meaning of `items`
  const count = isTuple ? items.length : minItems === maxItems ? minItems : undefined;
  const of = each === undefined ? "" : expected(each);
  if (typeof count === "number") return of ? words.kind.listOfSizeEach(count, of) : words.kind.listOfSize(count);
  if (typeof maxItems === "number") return of ? words.kind.listUpToEach(maxItems, of) : words.kind.listUpTo(maxItems);
  return of ? words.kind.listOf(of) : words.kind.list;
}

function inRange(kind: string, schema: PropertySchema): string {
  const bounds = schema as { readonly [bound: string]: number | undefined }; // bounds are numbers by JSON Schema's definition
  const [low, high, above] = [bounds["minimum"], bounds["maximum"], bounds["exclusiveMinimum"]].map((bound) => (bound === undefined ? undefined : plain(bound)));
  if (above !== undefined) return high === undefined ? words.kind.above(kind, above) : words.kind.aboveUpTo(kind, above, high);
  if (low !== undefined) return high === undefined ? words.kind.atLeast(kind, low) : words.kind.fromTo(kind, low, high);
  return high === undefined ? kind : words.kind.atMost(kind, high);
}

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
};
