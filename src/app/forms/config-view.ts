/** What a form reads from a config: plain data by path, and the problems that belong to a place. */
import type { FamilyDescription, JsonSchema, Language } from "../../engine/config/language.ts";
import type { Path, Problem } from "../../engine/schema/problem.ts";

/** The value at a path; undefined where the config says nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at: unknown, step) => (typeof at === "object" && at !== null ? (at as Readonly<Record<string | number, unknown>>)[step] : undefined), value); // objects and arrays alike are indexed
}

export interface FeatureView {
  readonly index: number;
  readonly side: "input_features" | "output_features";
  readonly name: string;
  readonly type: string;
  readonly path: Path;
}

export function featuresOf(config: unknown, side: FeatureView["side"]): FeatureView[] {
  const list = valueAt(config, [side]);
  if (!Array.isArray(list)) return [];
  return list.map((feature: unknown, index) => ({
    index,
    side,
    name: word(valueAt(feature, ["name"])),
    type: word(valueAt(feature, ["type"])),
    path: [side, index],
  }));
}

/** A name as it is written; a number is one too, a block is none. */
const word = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "");

/** A part that is chosen by its `type`: an encoder, a loss, the combiner, the optimizer, the split. */
export interface PartView {
  readonly path: Path;
  readonly family: FamilyDescription;
  /** Its name: written, or the default. */
  readonly type: string;
  readonly written: boolean;
  /** Null where the name is unknown. */
  readonly schema: JsonSchema | null;
}

export function partOf(config: unknown, path: Path, family: FamilyDescription): PartView {
  const written = valueAt(config, [...path, "type"]);
  const type = typeof written === "string" ? written : family.default;
  return { path, family, type, written: typeof written === "string", schema: family.choices[type]?.params ?? null };
}

/** The combiners, of which a config that names none has the one that goes with its number of inputs. */
export function combinersFor(config: unknown, { combiners, manyInputs }: Language): FamilyDescription {
  const isMany = (valueAt(config, ["combiner"]) ?? null) === null && featuresOf(config, "input_features").length >= manyInputs.from;
  return isMany ? { ...combiners, default: manyInputs.combiner } : combiners;
}

/** Keys of a part's block that another type of it does not know; they go when the type changes. */
export function strangers(config: unknown, part: PartView, to: string): string[] {
  const block = valueAt(config, part.path);
  if (typeof block !== "object" || block === null) return [];
  const known = Object.keys((part.family.choices[to]?.params["properties"] as object | undefined) ?? {}); // a JSON Schema's properties are an object
  return Object.keys(block).filter((key) => key !== "type" && !known.includes(key));
}

export const familiesOf = (language: Language, feature: FeatureView): Readonly<Record<string, FamilyDescription>> => {
  const type = language.types[feature.type];
  return (feature.side === "input_features" ? type?.input?.families : type?.output?.families) ?? {};
};

const isUnder = (path: Path, parent: Path): boolean => parent.length <= path.length && parent.every((step, i) => step === path[i]);

/** Where a problem is shown in the form: a misspelt key at the field it should have been. */
export const shownAt = ({ path, fix }: Problem): Path => (fix?.kind === "rename" ? [...path.slice(0, -1), fix.to] : path);

export const problemsUnder = (problems: readonly Problem[], path: Path): Problem[] => problems.filter((p) => isUnder(shownAt(p), path));
