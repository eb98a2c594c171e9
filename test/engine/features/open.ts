import type { Cells } from "../../../src/engine/data/table.ts";
import type { InputFeature, OutputFeature } from "../../../src/engine/features/feature.ts";
import { features, type FeatureTypeName } from "../../../src/engine/features/index.ts";
import { encodedNow } from "../../support/encoding.ts";

interface Said {
  readonly problems: string[];
  readonly complaints: string[];
}

/** An input fitted on cells, and what was said meanwhile. */
export function input(type: FeatureTypeName, cells: Cells, preprocessing: object = {}): Said & { readonly feature: InputFeature } {
  const said: Said = { problems: [], complaints: [] };
  const configured = features[type].openInput({ name: "f", type, preprocessing }, [], (p) => said.problems.push(p.message));
  return { ...said, feature: configured.fit(cells, (severity, message) => said.complaints.push(`${severity}: ${message}`)) };
}

export function output(type: FeatureTypeName, cells: Cells, config: object = {}): Said & { readonly feature: OutputFeature } {
  const said: Said = { problems: [], complaints: [] };
  const configured = features[type].openOutput({ name: "f", type, ...config }, [], (p) => said.problems.push(p.message));
  return { ...said, feature: configured.fit(cells, (severity, message) => said.complaints.push(`${severity}: ${message}`)) };
}

export const numbers = (feature: InputFeature, part: string, cells: Cells): number[] => Array.from(encodedNow(feature, cells)[part]!.data);
