/** Where two runs answer alike, and which of them is right where they do not. Safe for the page. */
import type { LabelAnswers } from "../charts.ts";
import { logFactorials } from "./significance.ts";

/** Rows of the data set, each in one of the five. */
export interface Standings {
  readonly bothRight: readonly number[];
  /** Only the earlier of the two is right, or only the later. */
  readonly onlyBefore: readonly number[];
  readonly onlyAfter: readonly number[];
  /** Both wrong, with the same answer or with two. */
  readonly alikeWrong: readonly number[];
  readonly apartWrong: readonly number[];
}
/** The rows that are a class, and those that each run says are. */
export interface ClassRows {
  readonly label: string;
  readonly truth: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}
export interface Agreement {
  /** How many rows both have judged, by the same truth. */
  readonly rows: number;
  readonly standings: Standings;
  /** The commonest classes first; at most 20. */
  readonly classes: readonly ClassRows[];
  /** How many classes there are. */
  readonly all: number;
  /**
   * How often chance alone would part two runs so far that are equally good, from the rows that one of them has right: McNemar's test, exact
   * (McNemar, 1947); 1 where there is none.
   */
  readonly chance: number;
}

const MOST_CLASSES = 20;

/** null where the two have judged no row in common. A truth that one of the runs has no label for counts by its row: neither is right. */
export function agreementOf(before: LabelAnswers, after: LabelAnswers): Agreement | null {
  const places = new Map(Array.from(before.rows, (row, i) => [row, i] as const));
  const pairs = Array.from(after.rows).flatMap((row, j) => {
    const i = places.get(row);
    const [was, is] = [before.labels[before.truth[i ?? -1] ?? -1] ?? null, after.labels[after.truth[j]!] ?? null];
    return i === undefined || (was !== null && is !== null && was !== is) ? [] : [{ row, truth: was ?? is, before: before.labels[before.predicted[i]!]!, after: after.labels[after.predicted[j]!]! }];
  });
  if (pairs.length === 0) return null;
  const those = (holds: (pair: (typeof pairs)[number]) => boolean): readonly number[] => pairs.filter(holds).map(({ row }) => row);
  const standings: Standings = {
    bothRight: those((of) => of.before === of.truth && of.after === of.truth),
    onlyBefore: those((of) => of.before === of.truth && of.after !== of.truth),
    onlyAfter: those((of) => of.before !== of.truth && of.after === of.truth),
    alikeWrong: those((of) => of.before !== of.truth && of.after === of.before),
    apartWrong: those((of) => of.before !== of.truth && of.after !== of.truth && of.after !== of.before),
  };
  const counts = new Map<string, number>();
  const count = (label: string, by: number): void => void counts.set(label, (counts.get(label) ?? 0) + by);
  for (const { truth, before: one, after: other } of pairs) {
    if (truth !== null) count(truth, 1);
    for (const label of [one, other]) count(label, 0);
  }
  const commonest = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, MOST_CLASSES);
  return {
    rows: pairs.length, standings, all: counts.size,
    classes: commonest.map(([label]) => ({ label, truth: those((of) => of.truth === label), before: those((of) => of.before === label), after: those((of) => of.after === label) })),
    chance: signTest(standings.onlyBefore.length, standings.onlyAfter.length),
  };
}

/** Two-sided and exact: how likely it is that of `one + other` fair coins at least so many fall on one side. */
export function signTest(one: number, other: number): number {
  const all = one + other;
  const logs = logFactorials(all);
  let tail = 0;
  for (let i = 0; i <= Math.min(one, other); i++) tail += Math.exp(logs[all]! - logs[i]! - logs[all - i]! - all * Math.LN2);
  return Math.min(1, 2 * tail);
}
