import { Errors } from "typebox/value";
import type { Params, TObject, TSchema } from "./params.ts";
import { suggest } from "./suggest.ts";
import { error, type Path, type Report } from "./problem.ts";

/** Fill defaults and check every given key: problems go to `report`, each with the path of its key; never throws. A key that is wrong reads as its default. */
export function readParams<S extends TObject>(schema: S, raw: unknown, path: Path, report: Report): Params<S> {
  const given = asBlock(raw, path, report);
  const keys = Object.keys(schema.properties);
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(schema.properties, key)) continue;
    const near = suggest(key, keys);
    report(error([...path, key], `unknown parameter '${key}'; ${near.sentence}`, near.word === undefined ? undefined : { kind: "rename", label: `Change to ${near.word}`, path: [...path, key], to: near.word }));
  }
  const values = keys.map((key): [string, unknown] => {
    const property = schema.properties[key] as PropertySchema; // every parameter is made by params.ts and carries a default
    if (!Object.hasOwn(given, key)) return [key, structuredClone(property.default)];
    const value = given[key];
    const complaint = complain(property, value);
    if (complaint === undefined) return [key, value];
    report(error([...path, key], `${key}: ${complaint}; got ${shown(value)}`));
    return [key, structuredClone(property.default)];
  });
  return Object.fromEntries(values) as Params<S>; // each key checked against its schema, or its default
}

interface PropertySchema extends TSchema { readonly default?: unknown; readonly planned?: readonly string[]; readonly [keyword: string]: unknown }

function asBlock(raw: unknown, path: Path, report: Report): Readonly<Record<string, unknown>> {
  if (raw === undefined || raw === null) return {};
  if (typeof raw === "object" && !Array.isArray(raw)) return raw as Record<string, unknown>; // an object that is no array
  report(error(path, `expected a block of parameters, got ${shown(raw)}`));
  return {};
}

/** What is wrong with a value, as the end of a sentence; undefined when nothing is. */
function complain(schema: PropertySchema, value: unknown): string | undefined {
  if (typeof value === "string" && schema.planned?.includes(value)) return `'${value}' is known to Ludwig but not in Fidelio yet; expected ${expected(schema)}`;
  const first = Errors(schema, value)[0];
  if (!first) return undefined;
  const inside = first.instancePath === "" ? "" : ` at ${first.instancePath}`;
  return `expected ${expected(schema)}${inside}`;
}

/** A schema in words: "an integer of at least 1", "one of relu, tanh", "a number from 0 to 1, or null". */
export function expected(schema: PropertySchema): string {
  if (Array.isArray(schema["anyOf"])) return schema["anyOf"].map((s: PropertySchema) => expected(s)).join(", or ");
  if (Array.isArray(schema["enum"])) return `one of ${schema["enum"].map((v) => (typeof v === "string" ? v : JSON.stringify(v))).join(", ")}`;
  if ("const" in schema) return JSON.stringify(schema["const"]);
  switch (schema["type"]) {
    case "integer": return `an integer${range(schema)}`;
    case "number": return `a number${range(schema)}`;
    case "boolean": return "true or false";
    case "string": return "a text";
    case "null": return "null";
    case "array": return "a list";
    case "object": return "a block of parameters";
    default: return "another value";
  }
}

function range({ minimum, maximum }: PropertySchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${String(minimum)} to ${String(maximum)}`;
  if (minimum !== undefined) return ` of at least ${String(minimum)}`;
  return maximum === undefined ? "" : ` of at most ${String(maximum)}`;
}

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
};
