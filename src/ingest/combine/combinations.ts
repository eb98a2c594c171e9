/** What several tables could be together: parts of one, or one with another beside it. */
import { joinTables, keysOf, type Side } from "./join.ts";
import { partOfName, stackTables, type Part } from "./stack.ts";
import type { Table } from "../../engine/data/table.ts";
import type { Problem } from "../../engine/schema/problem.ts";

/** A way to make one table of several; its name says which, in no language: "train.csv + test.csv", "orders.csv + customers.csv (id)". */
export interface Combination {
  readonly name: string;
  readonly make: () => { readonly table: Table; readonly notes: readonly Problem[] };
}

/** The paths that are parts of one table by their names, training first; empty unless there are training rows and others. */
export function partsOf(paths: readonly string[]): readonly string[] {
  const parts = paths.flatMap((path) => {
    const part = partOfName(path);
    return part === null ? [] : [{ path, part }];
  });
  const kinds = new Set(parts.map(({ part }) => part));
  return kinds.has(0) && kinds.size > 1 && parts.length === kinds.size ? parts.sort((one, other) => one.part - other.part).map(({ path }) => path) : [];
}

export const stackName = (paths: readonly string[]): string => paths.join(" + ");

/** The parts put together first, then each table with another beside it, by the key that fits best. */
export function combinationsOf(sides: readonly Side[]): readonly Combination[] {
  const parts = partsOf(sides.map(({ name }) => name));
  const stack = parts.map((name): Part => ({ ...sides.find((side) => side.name === name)!, part: partOfName(name)! }));
  const joins = sides.flatMap((left) => sides.flatMap((right): Combination[] => {
    const [key] = left === right || parts.includes(left.name) && parts.includes(right.name) ? [] : keysOf(left.table, right.table);
    return key === undefined ? [] : [{ name: `${left.name} + ${right.name} (${key})`, make: () => joinTables(left, right, key) }];
  }));
  return [...(stack.length > 0 ? [{ name: stackName(parts), make: () => stackTables(stack) }] : []), ...joins];
}
