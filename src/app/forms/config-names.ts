/** How the columns of a model are called, with the unit that its config says their numbers have. */
import { readableName, type NameOf, type ReadableName } from "../charts/names.ts";
import { featuresOf, valueAt, type FeatureView } from "./config-view.ts";

export function namedFeature(config: unknown, { name, type, path }: FeatureView): ReadableName {
  const named = readableName(name);
  const unit = valueAt(config, [...path, "preprocessing", "unit"]) ?? valueAt(config, ["defaults", type, "preprocessing", "unit"]);
  return typeof unit === "string" && unit.trim() !== "" ? { ...named, unit: unit.trim() } : named;
}

/** By the name of a feature, or of the column that it reads; the first config that names it counts. */
export function namesIn(...configs: readonly unknown[]): NameOf {
  const known = new Map<string, ReadableName>();
  for (const config of configs) {
    for (const feature of [...featuresOf(config, "output_features"), ...featuresOf(config, "input_features")]) {
      const column = valueAt(config, [...feature.path, "column"]);
      const named = namedFeature(config, feature);
      if (!known.has(feature.name)) known.set(feature.name, named);
      if (typeof column === "string" && !known.has(column)) known.set(column, { ...readableName(column), unit: named.unit });
    }
  }
  return (column) => known.get(column) ?? readableName(column);
}
