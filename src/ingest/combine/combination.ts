/** How several tables become one: plain data, to be previewed, kept with the data set, and asked for again. */
import type { PartNumber } from "../../engine/data/split.ts";
import { columnNamed, type Table } from "../../engine/data/table.ts";
import { error, failure, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/combine.ts";
import { joinTables, type Match, type Side } from "./join.ts";
import { stackTables } from "./stack.ts";

export type Combination =
  | { readonly way: "one"; readonly table: string }
  /** Rows of training, validation and test that came apart: a column `split` says which is which. */
  | { readonly way: "parts"; readonly tables: readonly { readonly name: string; readonly part: PartNumber }[] }
  /** One below the other: a column `table` says where each row comes from. */
  | { readonly way: "stack"; readonly tables: readonly string[] }
  /** Beside each row of the first, the row of each other one that has the same key. */
  | { readonly way: "join"; readonly first: string; readonly others: readonly JoinBy[] };

/** `left` is a column of the first table, or of one joined before; `right` one of this table. */
export interface JoinBy { readonly table: string; readonly left: string; readonly right: string }

export interface Combined {
  readonly table: Table;
  readonly notes: readonly Problem[];
  /** Of a join, what fitted of each other table. */
  readonly matches: readonly Match[];
}

export function tablesOf(combination: Combination): readonly string[] {
  switch (combination.way) {
    case "one": return [combination.table];
    case "parts": return combination.tables.map(({ name }) => name);
    case "stack": return combination.tables;
    case "join": return [combination.first, ...combination.others.map(({ table }) => table)];
  }
}

/** In no language: "train.csv + test.csv". */
export const nameOf = (combination: Combination): string => tablesOf(combination).join(" + ");

/** Fails with a sentence where a table or a key is not there. */
export function combine(combination: Combination, sides: readonly Side[]): Outcome<Combined> {
  const asked = tablesOf(combination);
  const found = asked.flatMap((name) => sides.find((side) => side.name === name) ?? []);
  if (found.length < asked.length) return failed(words.noTable(asked.filter((name) => !sides.some((side) => side.name === name))));
  if (found.length === 0) return failed(words.none);
  switch (combination.way) {
    case "one": return success({ table: found[0]!.table, notes: [], matches: [] });
    case "parts": return success({ ...stackTables(found, { column: "split", of: combination.tables.map(({ part }) => part) }), matches: [] });
    case "stack": return success({ ...stackTables(found, { column: "table", of: asked }), matches: [] });
    case "join": return joined(found, combination.others);
  }
}

function joined([first, ...others]: readonly Side[], by: readonly JoinBy[]): Outcome<Combined> {
  let left = first!; // there is a first: it was asked for
  const notes: Problem[] = [];
  const matches: Match[] = [];
  for (const [i, right] of others.entries()) {
    const key = by[i]!;
    const absent = columnNamed(left.table, key.left) ? (columnNamed(right.table, key.right) ? null : { column: key.right, table: right.name }) : { column: key.left, table: left.name };
    if (absent) return failed(words.noKey(absent.column, absent.table));
    const next = joinTables(left, right, key);
    notes.push(...next.notes);
    matches.push(next.match);
    left = { name: left.name, table: next.table };
  }
  return success({ table: left.table, notes, matches });
}

const failed = (message: string): Outcome<never> => failure(error([], message));
