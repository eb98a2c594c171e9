import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { leaveOut } from "../remedies.ts";
import { describing, groupsOf, rowKeys } from "../row-keys.ts";
import { COMPARED, type Subject } from "../subject.ts";

const FEWEST_PAIRS = 3;
/** A column of which so many values are distinct makes rows that agree in it the same ones. */
const RICH = 0.5;
/** Pairs beyond what independent columns would give by chance. */
const BEYOND_CHANCE = 20;

/** Rows that stand in the table twice: judged rows that were learnt by heart, or rows that count more than others. */
export const duplicates: Check<Subject> = function* (subject) {
  const { rows, part } = subject;
  yield null;
  const columns = describing(subject);
  if (columns.length === 0) return;
  yield null;
  const groups = groupsOf(rows, rowKeys(subject, columns));
  const pairs = pairsIn(groups);
  if (pairs < FEWEST_PAIRS || !isMeant(subject, columns, pairs)) return;
  yield null;
  const again = groups.flatMap((group) => group.slice(1));
  const leaked = groups.flatMap((group) => (group.some((row) => part[row] === 0) ? group.filter((row) => part[row] !== 0) : []));
  const judged = rows.length - subject.split.training.length;
  yield finding({
    check: "duplicates", harm: leaked.length >= FEWEST_PAIRS ? "lies" : "notice", rank: 0.7, columns: [], rows: groups.flat(),
    title: words.duplicates.title(again.length, leaked.length, judged), why: words.duplicates.why, remedies: [leaveOut(again)],
  });
};

const pairsIn = (groups: readonly { readonly length: number }[]): number => groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);

/** Rows of a few coarse columns agree by chance; then as many agree in all columns but one. */
function isMeant(subject: Subject, columns: readonly string[], pairs: number): boolean {
  const { rows } = subject;
  const distinct = columns.map((column) => new Set(Array.from(rows, (row) => subject.codes(column).of[row]!)).size);
  if (distinct.some((n) => n >= RICH * rows.length)) return true;
  const chance = columns.reduce((product, column) => product * sameByChance(subject.codes(column).of, rows), (rows.length * (rows.length - 1)) / 2);
  if (pairs < BEYOND_CHANCE * chance + FEWEST_PAIRS) return false;
  const some = subject.sample(COMPARED / 4);
  const equal = pairsIn(groupsOf(some, rowKeys(subject, columns)));
  let nearly = 0;
  for (const column of columns) {
    nearly += pairsIn(groupsOf(some, rowKeys(subject, columns.filter((other) => other !== column)))) - equal;
    if (nearly > equal) return false;
  }
  return true;
}

function sameByChance(of: Int32Array, rows: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(of[row]!, (counts.get(of[row]!) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum + (n / rows.length) ** 2, 0);
}
