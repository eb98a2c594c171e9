import type { Language } from "../../../engine/config/language.ts";
import type { Path } from "../../../engine/schema/problem.ts";
import { t } from "../../messages/index.ts";
import { at, configData } from "../../state/config-data.ts";
import type { ColumnView } from "./column-view.ts";

/** What the config says of a feature's missing cells, what it may say, and where in the config it says it. */
export interface MissingChoice {
  readonly strategy: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly path: Path;
}

/** Null when the column is no feature, or its type leaves no choice. */
export function missingChoice(language: Language, yaml: string, column: ColumnView): MissingChoice | null {
  if (column.role === "off") return null;
  const side = language.types[column.type]?.[column.role];
  const schema = at(at(side?.preprocessing, "properties"), "missing_value_strategy");
  const values = at(schema, "enum");
  const list = `${column.role}_features`;
  const features = at(configData(yaml), list);
  const index = Array.isArray(features) ? features.findIndex((feature: unknown) => (at(feature, "column") ?? at(feature, "name")) === column.name) : -1;
  if (!Array.isArray(values) || index < 0) return null;
  const path = [list, index, "preprocessing", "missing_value_strategy"];
  const fallback = text(at(schema, "default")) ?? "";
  const strategy = text(at(at(at(features, index), "preprocessing"), "missing_value_strategy")) ?? fallback;
  const words = (value: string) => t.data.strategies[value] ?? value;
  return { strategy, path, options: values.map(String).map((value) => ({ value, label: value === fallback ? t.data.strategyDefault(words(value)) : words(value) })) };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
