/** What several tables could be together, by their names and columns: proposals, for the user to say otherwise. */
import type { PartNumber } from "../../engine/data/split.ts";
import type { Combination, JoinBy } from "./combination.ts";
import { keyOf, type Key } from "./keys.ts";
import type { Side } from "./join.ts";
import { partOfName } from "./stack.ts";

/** The tables that are parts of one by their names, training first; empty unless there are training rows and others. */
export function partsOf(paths: readonly string[]): readonly { readonly name: string; readonly part: PartNumber }[] {
  const parts = paths.flatMap((name) => {
    const part = partOfName(name);
    return part === null ? [] : [{ name, part }];
  });
  const kinds = new Set(parts.map(({ part }) => part));
  return kinds.has(0) && kinds.size > 1 && parts.length === kinds.size ? parts.sort((one, other) => one.part - other.part) : [];
}

const columnsOf = ({ table }: Side): readonly string[] => table.columns.map(({ name }) => name);

/** Tables called for training and for something else that share half of their columns; else those that have the same columns; else keys. */
export function proposed(sides: readonly Side[], keys = keysAmong(sides)): Combination | null {
  const parts = partsOf(sides.map(({ name }) => name));
  if (parts.length > 0 && shareColumns(parts.map(({ name }) => sides.find((side) => side.name === name)!))) return { way: "parts", tables: parts };
  const alike = new Set(sides.map((side) => [...columnsOf(side)].sort().join("\n")));
  if (sides.length > 1 && alike.size === 1) return { way: "stack", tables: sides.map(({ name }) => name) };
  return bestJoin(sides.map(({ name }) => name), keys);
}

/** Has each other table half of the columns of the first? */
export function shareColumns([first, ...others]: readonly Side[]): boolean {
  const names = new Set(first ? columnsOf(first) : []);
  return others.every((side) => columnsOf(side).filter((name) => names.has(name)).length >= names.size / 2);
}

export interface KeyBetween extends Key { readonly from: string; readonly to: string }

/** Of more tables, nobody looks for keys from each to each. */
const MOST_JOINED = 12;

/** From each table to each other one, the key that fits best where one does. */
export function keysAmong(sides: readonly Side[]): readonly KeyBetween[] {
  if (sides.length > MOST_JOINED) return [];
  return sides.flatMap((left) => sides.flatMap((right): KeyBetween[] => {
    const key = left === right ? null : keyOf(left.table, right.table);
    return key ? [{ from: left.name, to: right.name, ...key }] : [];
  }));
}

/** The join that takes in most tables, by the best keys. */
function bestJoin(names: readonly string[], keys: readonly KeyBetween[]): Combination | null {
  const all = names.map((first) => ({ first, others: joinsFrom(first, names, keys) }));
  const best = all.reduce((one, other) => (other.others.length > one.others.length ? other : one), all[0] ?? { first: "", others: [] });
  return best.others.length > 0 ? { way: "join", ...best } : null;
}

/** The tables that keys lead to from the first, straight or by those joined before. */
export function joinsFrom(first: string, names: readonly string[], keys: readonly KeyBetween[]): readonly JoinBy[] {
  const reached = [first];
  const joins: JoinBy[] = [];
  for (;;) {
    const open = keys.filter(({ from, to }) => reached.includes(from) && !reached.includes(to) && names.includes(to));
    const [next] = open.sort((one, other) => other.score - one.score);
    if (!next) return joins;
    reached.push(next.to);
    joins.push({ table: next.to, left: next.left, right: next.right });
  }
}
