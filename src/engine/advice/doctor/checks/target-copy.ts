import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check, type Finding } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import { correlation, ranks, restlessness } from "../statistics.ts";
import type { Seen, Subject } from "../subject.ts";

/** Fewer rows, or rows that are not of the commonest class, agree by chance. */
const FEWEST = 20;
const FEWEST_OTHERS = 8;
/** Of what guessing the commonest class gets wrong, the share that an input puts right. */
const SAYS_ALL = 0.98;
/** The same where each value stands for one class and each class for one value. */
const ONE_TO_ONE = 0.9;
/** Restlessness of the answer among neighbours by the input: a hundredth is noise in the last digits. */
const NO_REST = 0.015;
const NO_REST_OF_CLASSES = 0.04;
/** Share of the spread of numbers that the groups of an input explain. */
const GROUPS_EXPLAIN = 0.95;
/** Share of texts that name their own class, and no other. */
const NAMES_IT = 0.9;

/** An input that is the answer in other words: a copy, a recoding, a rounding, a function of it, a text that names it. */
export const targetCopy: Check<Subject> = function* (subject) {
  for (const output of subject.outputs) {
    for (const input of subject.inputs) {
      yield null;
      const rows = subject.present(subject.sample(), input, output);
      if (rows.length < FEWEST || input.column === output.column) continue;
      const how = relation(input, output, rows);
      if (how !== null) yield told(subject, input, output, how);
    }
  }
};

type Relation = "equal" | "recoded" | "decides" | "monotone" | "follows" | "named";

const told = (subject: Subject, input: Seen, output: Seen, how: Relation): Finding => finding({
  check: "target_copy", harm: "lies", rank: how === "decides" || how === "named" ? 0.9 : 1,
  title: words.targetCopy[how](input.column, output.column), why: words.targetCopy.why, columns: [input.column, output.column],
  remedies: dropInput(subject, input),
});

function relation(input: Seen, output: Seen, rows: Uint32Array): Relation | null {
  if (output.kind === "numbers") return toNumber(input, output, rows);
  if (output.kind === "classes") return toClass(input, output, rows);
  const same = rows.reduce((sum, row) => sum + Number(input.codes.values[input.codes.of[row]!] === output.codes.values[output.codes.of[row]!]), 0);
  return same >= 0.95 * rows.length && output.codes.values.length > 1 ? "equal" : null;
}

function toClass(input: Seen, output: Seen, rows: Uint32Array): Relation | null {
  const one = oneSpelling(output.codes.values);
  const of = (row: number): number => one[output.codes.of[row]!]!;
  const tally = counted(rows, of);
  const commonest = Math.max(...tally.values());
  if (rows.length - commonest < FEWEST_OTHERS) return null;
  const given = oneSpelling(input.codes.values);
  const groups = agreement(rows, (row) => given[input.codes.of[row]!]!, of);
  if (groups.covered >= rows.length / 2) {
    if (groups.oneToOne && groups.lambda >= ONE_TO_ONE && groups.right >= 0.95) return sameWords(input, output, rows) ? "equal" : "recoded";
    if (groups.lambda >= SAYS_ALL) return "decides";
  }
  if (input.kind === "numbers") {
    const order = rows.toSorted((a, b) => input.numbers[a]! - input.numbers[b]!);
    let breaks = 0;
    for (let i = 1; i < order.length; i++) if (of(order[i]!) !== of(order[i - 1]!)) breaks++;
    const byChance = (rows.length - 1) * (1 - [...tally.values()].reduce((sum, n) => sum + (n / rows.length) ** 2, 0));
    // Of many classes each has a border, so that a few rows lie at one.
    return breaks - (tally.size - 1) <= NO_REST_OF_CLASSES * byChance && byChance >= FEWEST_OTHERS ? "decides" : null;
  }
  return input.kind === "writing" && namesItsClass(input, output, rows) ? "named" : null;
}

function toNumber(input: Seen, output: Seen, rows: Uint32Array): Relation | null {
  const answers = Float64Array.from(rows, (row) => output.numbers[row]!);
  if (new Set(answers).size < 3) return null;
  const ranked = ranks(answers);
  if (input.kind === "numbers") {
    const values = Float64Array.from(rows, (row) => input.numbers[row]!);
    if (values.every((value, i) => value === answers[i])) return "equal";
    if (correlation(ranks(values), ranked) ** 2 >= 0.98) return "monotone";
    const order = Uint32Array.from(rows.keys()).sort((a, b) => values[a]! - values[b]!);
    if (new Set(values).size > rows.length / 2 && restlessness(Float64Array.from(order, (i) => ranked[i]!)) <= NO_REST) return "follows";
  }
  return groupsExplain(rows, input.codes.of, ranked) >= GROUPS_EXPLAIN ? "decides" : null;
}

/** How well the other rows of the same value foretell a row's class. lambda: beyond the commonest class; covered: rows that have such others. */
export function agreement(rows: Uint32Array, valueOf: (row: number) => number, classOf: (row: number) => number) {
  const groups = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const value = valueOf(row);
    const group = groups.get(value) ?? new Map<number, number>();
    group.set(classOf(row), (group.get(classOf(row)) ?? 0) + 1);
    groups.set(value, group);
  }
  let [covered, right] = [0, 0];
  const classes = new Map<number, number>();
  const strongest = new Map<number, number>();
  let values = 0;
  for (const group of groups.values()) {
    const size = [...group.values()].reduce((a, b) => a + b, 0);
    if (size < 2) continue;
    covered += size;
    const best = [...group].reduce((a, b) => (b[1] > a[1] ? b : a));
    const second = [...group].reduce((most, [name, n]) => (name !== best[0] && n > most ? n : most), 0);
    if (best[1] - 1 > second) right += best[1];
    for (const [name, n] of group) classes.set(name, (classes.get(name) ?? 0) + n);
    if (size < 0.01 * rows.length) continue;
    values += 1;
    strongest.set(best[0], (strongest.get(best[0]) ?? 0) + 1);
  }
  const guessed = Math.max(0, ...classes.values()) / Math.max(1, covered);
  const share = right / Math.max(1, covered);
  const oneToOne = values >= 2 && strongest.size === values;
  return { covered, right: share, guessed, lambda: guessed < 1 ? (share - guessed) / (1 - guessed) : 0, oneToOne };
}

/** How much of the spread of values the other rows of the same group explain; 0 where fewer than half of the rows have any. */
export function groupsExplain(rows: Uint32Array, groupOf: ArrayLike<number>, values: ArrayLike<number>): number {
  const sums = new Map<number, { n: number; sum: number }>();
  rows.forEach((row, i) => {
    const group = sums.get(groupOf[row]!) ?? { n: 0, sum: 0 };
    sums.set(groupOf[row]!, { n: group.n + 1, sum: group.sum + values[i]! });
  });
  const covered = Array.from(rows.keys()).filter((i) => sums.get(groupOf[rows[i]!]!)!.n > 1);
  if (covered.length < rows.length / 2) return 0;
  const middle = covered.reduce((sum, i) => sum + values[i]!, 0) / covered.length;
  let [left, spread] = [0, 0];
  for (const i of covered) {
    const { n, sum } = sums.get(groupOf[rows[i]!]!)!;
    left += (values[i]! - (sum - values[i]!) / (n - 1)) ** 2;
    spread += (values[i]! - middle) ** 2;
  }
  return spread > 0 ? 1 - left / spread : 0;
}

/** By value, the first that is spelt like it but for capitals and blanks: a copy is one whatever its spelling. */
function oneSpelling(values: readonly string[]): readonly number[] {
  const first = new Map<string, number>();
  return values.map((value, code) => {
    const plain = value.toLowerCase().replaceAll(/\s+/g, " ");
    if (!first.has(plain)) first.set(plain, code);
    return first.get(plain)!;
  });
}

const sameWords = (input: Seen, output: Seen, rows: Uint32Array): boolean =>
  rows.filter((row) => input.codes.values[input.codes.of[row]!]!.toLowerCase() === output.codes.values[output.codes.of[row]!]!.toLowerCase()).length >= 0.95 * rows.length;

/** Does the text say its class in so many words? Very short names stand in any text. */
function namesItsClass(input: Seen, output: Seen, rows: Uint32Array): boolean {
  const names = output.codes.values.map((name) => name.toLowerCase());
  if (names.length > 200 || names.some((name) => name.length < 3)) return false;
  const some = rows.subarray(0, 2_000);
  const own = some.filter((row) => {
    const text = ` ${input.codes.values[input.codes.of[row]!]!.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
    return names.every((name, code) => text.includes(` ${name.replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `) === (code === output.codes.of[row]));
  });
  return own.length >= NAMES_IT * some.length;
}

function counted(rows: Uint32Array, of: (row: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return counts;
}

