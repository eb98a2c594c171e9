import type { ColumnRole } from "../../engine/api.ts";
import { configData } from "./config-data.ts";

export interface NamedFeature { readonly name: string; readonly column: string; readonly type: string }
export interface Features { readonly inputs: readonly NamedFeature[]; readonly outputs: readonly NamedFeature[] }

/** The features a config names, in its order; null when the text is no YAML or has no such lists. Half-written entries are passed over. */
export function readFeatures(yaml: string): Features | null {
  const value = configData(yaml);
  if (!isRecord(value)) return null;
  return { inputs: named(value["input_features"]), outputs: named(value["output_features"]) };
}

function named(list: unknown): readonly NamedFeature[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const { name, column = name, type } = entry;
    return typeof name === "string" && typeof column === "string" && typeof type === "string" ? [{ name, column, type }] : [];
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The role of every column as the config has it; a column it does not name is off and keeps the type it had. */
export function rolesOf(features: Features, columns: readonly { readonly name: string; readonly type: string }[]): Readonly<Record<string, ColumnRole>> {
  const roles = new Map<string, ColumnRole>(columns.map(({ name, type }) => [name, { role: "off", type }])); // a column may be called "__proto__"
  for (const { column, type } of features.inputs) if (roles.has(column)) roles.set(column, { role: "input", type });
  for (const { column, type } of features.outputs) if (roles.has(column)) roles.set(column, { role: "output", type });
  return Object.fromEntries(roles);
}
