/** What differs between two configs, setting by setting. Safe for the page. */
import type { Path } from "../schema/problem.ts";
import { equalData } from "./plain-edit.ts";

export interface Difference {
  /** The way to the setting in words: a feature is called by its name. */
  readonly where: readonly string[];
  /** Where it stands in `after`, or would; null where a feature is not there at all. */
  readonly path: Path | null;
  /** undefined: that config does not name it. */
  readonly before: unknown;
  readonly after: unknown;
}

const FEATURES = ["input_features", "output_features"];

/**
 * The settings of `after` that are others than those of `before`, in the order of `after`, then those that only `before` has. Features are
 * matched by name, so that another order is no difference. Two configs that do not say the same may still mean the same: defaults are not filled in.
 */
export function configDifferences(before: unknown, after: unknown): readonly Difference[] {
  return between(before, after, [], []);
}

function between(before: unknown, after: unknown, where: readonly string[], path: Path | null): readonly Difference[] {
  if (equalData(before, after)) return [];
  if (where.length === 1 && FEATURES.includes(where[0]!)) return betweenFeatures(listOf(before), listOf(after), where, path);
  if (!isBlock(before) || !isBlock(after)) return [{ where, path, before, after }];
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys.flatMap((key) => between(own(before, key), own(after, key), [...where, key], path && [...path, key]));
}

function betweenFeatures(before: readonly unknown[], after: readonly unknown[], where: readonly string[], path: Path | null): readonly Difference[] {
  const earlier = new Map(before.map((feature) => [nameOf(feature), feature]));
  const names = after.map(nameOf);
  return [
    ...after.flatMap((feature, i) => between(earlier.get(names[i]!), feature, [...where, names[i]!], path && [...path, i])),
    ...before.filter((feature) => !names.includes(nameOf(feature))).map((feature) => ({ where: [...where, nameOf(feature)], path: null, before: feature, after: undefined })),
  ];
}

const own = (block: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(block, key) ? block[key] : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
/** A name that is no text is written as JSON. */
const nameOf = (feature: unknown): string => {
  const name = isBlock(feature) ? own(feature, "name") : undefined;
  return typeof name === "string" ? name : JSON.stringify(name ?? "");
};
const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
