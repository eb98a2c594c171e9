import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput, splitBy } from "../remedies.ts";
import { ranks } from "../statistics.ts";
import type { Codes } from "../codes.ts";
import type { Seen, Subject } from "../subject.ts";
import { agreement, groupsExplain } from "./target-copy.ts";
import { dateColumns } from "./time-leak.ts";

const FEWEST_GROUPS = 20;
/** Rows of one value, on average: fewer are no groups, of more there are enough to learn from. */
const SMALLEST = 1.5;
const LARGEST = 20;
/** How much the other rows of a group say of an answer, of what there is to say; and in standard errors. */
const SAYS = 0.3;
const SURE = 5;
/** Groups that stand in training and beyond it, of all rows. */
const SPANNING = 0.2;

/** A column whose values return in several rows, as of one patient, and say what the answer is: rows of one group stand in training and in the test. */
export const groupLeak: Check<Subject> = function* (subject) {
  const { split } = subject.opened.preprocessing;
  if (split.type === "fixed") return;
  const dates = new Set(dateColumns(subject));
  const outputs = new Set(subject.outputs.map(({ column }) => column));
  for (const { name } of subject.table.columns) {
    yield null;
    if (outputs.has(name) || dates.has(name) || ("column" in split && split.column === name && split.type === "hash")) continue;
    const codes = subject.codes(name);
    if (!areGroups(subject, name, codes)) continue;
    const spanning = spanningRows(subject, codes);
    if (spanning.length < SPANNING * subject.rows.length) continue;
    const told = subject.outputs.find((output) => tells(subject, codes, name, output));
    if (!told) continue;
    const input = subject.inputs.find(({ column }) => column === name);
    yield finding({
      check: "group_leak", harm: "lies", rank: 0.55, columns: [name, told.column], rows: spanning,
      title: words.groupLeak.title(name, told.column, spanning.length, subject.rows.length), why: words.groupLeak.why,
      remedies: [splitBy(split, "hash", name), ...(input ? dropInput(subject, input) : [])],
    });
  }
};

/** Names that return a few times each; measures with fractions, and long texts, are none. */
function areGroups(subject: Subject, name: string, codes: Codes): boolean {
  const { rows, inputs } = subject;
  const { values } = codes;
  if (inputs.some(({ column, kind }) => column === name && kind === "writing")) return false;
  const counts = subject.counts(codes);
  const present = counts.reduce((sum, n) => sum + n, 0);
  const distinct = counts.reduce((sum, n) => sum + Number(n > 0), 0);
  const size = present / Math.max(1, distinct);
  const isNamed = !values.slice(0, 200).some((value) => /^[-+]?\d*[.,]\d+$/.test(value) || value.length > 60);
  return isNamed && present >= 0.8 * rows.length && distinct >= FEWEST_GROUPS && size >= SMALLEST && size <= LARGEST;
}

function spanningRows({ rows, part }: Subject, { of }: Codes): readonly number[] {
  const parts = new Map<number, number>();
  for (const row of rows) if (of[row]! >= 0) parts.set(of[row]!, (parts.get(of[row]!) ?? 0) | (part[row] === 0 ? 1 : 2));
  return [...rows].filter((row) => parts.get(of[row]!) === 3);
}

function tells(subject: Subject, codes: Codes, name: string, output: Seen): boolean {
  const rows = subject.present(subject.sample(), output).filter((row) => codes.of[row]! >= 0);
  const own = strength(output, rows, codes.of);
  if (own < Math.max(SAYS, SURE / Math.sqrt(rows.length))) return false;
  // Numbers whose neighbours say as much are measures, such as an age.
  const numbers = subject.numbers(name);
  if (rows.some((row) => Number.isNaN(numbers[row]!))) return true;
  return strength(output, rows, Int32Array.from(coarser(numbers, rows))) < own / 2;
}

function strength(output: Seen, rows: Uint32Array, of: ArrayLike<number>): number {
  if (output.kind === "numbers") return groupsExplain(rows, of, ranks(Float64Array.from(rows, (row) => output.numbers[row]!)));
  if (output.kind !== "classes") return 0;
  const { covered, lambda } = agreement(rows, (row) => of[row]!, (row) => output.codes.of[row]!);
  return covered >= rows.length / 2 ? lambda : 0;
}

/** [rows of the table] numbers put together with their neighbours, three distinct values at a time, so that groups lie with strangers. */
function* coarser(numbers: Float64Array, rows: Uint32Array): Generator<number> {
  const sorted = [...new Set(Array.from(rows, (row) => numbers[row]!))].sort((a, b) => a - b);
  const place = new Map(sorted.map((value, i) => [value, Math.floor(i / 3)]));
  for (const value of numbers) yield place.get(value) ?? -1;
}
