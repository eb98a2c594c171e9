import type { Problem } from "../../../engine/schema/problem.ts";
import { at, configData } from "../../state/config-data.ts";

/** What the engine says of a column's features, inputs and outputs, in the config as it was looked at last. */
export function problemsOf(yaml: string, problems: readonly Problem[], column: string): readonly Problem[] {
  const data = configData(yaml);
  const seen = new Set<string>();
  return problems.filter(({ path: [list, index], message }) => {
    if ((list !== "input_features" && list !== "output_features") || typeof index !== "number" || seen.has(message)) return false;
    const feature = at(at(data, list), index);
    const isOf = (at(feature, "column") ?? at(feature, "name")) === column;
    if (isOf) seen.add(message);
    return isOf;
  });
}
