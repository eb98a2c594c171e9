import { words } from "../../messages/en/config.ts";
import { features } from "../features/index.ts";
import { error, fixRename, fixSet, type Fix, type Path, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";

/** Ludwig's feature types that are not here yet. */
export const plannedTypes = [
  "audio", "bag", "date", "h3", "image", "sequence", "set", "timeseries", "vector", "anomaly", "category_distribution",
].filter((type) => !Object.hasOwn(features, type));

export const knownTypes: readonly string[] = [...Object.keys(features), ...plannedTypes];

/** Say that a feature type is not known, or not yet. `edit`: whether the type is the value at the path, or its last key. */
export function refuseType(type: unknown, path: Path, edit: "set" | "rename", report: Report): void {
  const here = Object.keys(features);
  if (typeof type === "string" && plannedTypes.includes(type)) {
    report(error(path, words.features.plannedType(type, here)));
    return;
  }
  const near = suggest(String(type), here);
  const fix = near.word === undefined ? undefined : fixFor(edit, path, near.word);
  report(error(path, words.features.unknownType(String(type), near.sentence), fix));
}

const fixFor = (edit: "set" | "rename", path: Path, word: string): Fix =>
  edit === "set" ? fixSet(path, word) : fixRename(path, word);
