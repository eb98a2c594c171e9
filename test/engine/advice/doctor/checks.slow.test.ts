import { describe, expect, test } from "vitest";
import type { CheckName } from "../../../../src/engine/advice/doctor/finding.ts";
import { checks } from "../../../../src/engine/advice/doctor/checks/index.ts";
import type { Random } from "../../../../src/engine/data/random.ts";
import { clean, findings, normal, ROWS, type Case } from "./tables.ts";

type Whole = ReturnType<typeof clean>;
interface Fault {
  readonly check: CheckName;
  readonly what: string;
  /** The table that the fault is planted in; absent: a clean one. */
  readonly from?: (whole: Whole) => Case;
  readonly plant: (given: Case, random: Random) => Case;
  /** A column that must be named. */
  readonly names?: string;
}

const rows = Array.from({ length: ROWS }, (_, row) => row);
const withColumn = (given: Case, name: string, cells: Case["cells"][string], type: string, role: "in" | "off" = "in"): Case =>
  ({ ...given, cells: { [name]: cells, ...given.cells }, types: { ...given.types, [name]: type }, off: role === "off" ? [...given.off, name] : given.off });
const changed = (given: Case, name: string, change: (cell: string, row: number) => string | null): Case =>
  ({ ...given, cells: { ...given.cells, [name]: given.cells[name]!.map((cell, row) => (cell === null ? null : change(cell, row))) } });
const again = (given: Case, from: readonly number[], change: (cell: string, name: string) => string = (cell) => cell): Case =>
  ({ ...given, cells: Object.fromEntries(Object.entries(given.cells).map(([name, cells]) => [name, [...cells, ...from.map((row) => change(cells[row]!, name))]])) });
const predictingSize = (whole: Whole): Case => ({ ...whole, outputs: ["size"], off: ["class"] });
const some = (share: number, random: Random): readonly number[] => rows.filter(() => random() < share);
const WORDS = "the of to and in is it you that he was for on are with as his they be at one have this from or had by hot but some what there we can out other were all your when up use word how said an each she which do their time if will way about many then them would write like so these her long make thing see him two has look more day could go come did my sound no most number who over know water than call first people may down side been now find".split(" ");
const sentence = (random: Random, length = 14): string => Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)]!).join(" ");
const texts = (whole: Whole): Case => withColumn(whole, "note", rows.map(() => sentence(whole.random)), "text");
const dated = (whole: Whole): Case => withColumn(whole, "day", rows.map(() => new Date(Date.UTC(2020, 0, 1) + Math.floor(whole.random() * 1500) * 86_400_000).toISOString().slice(0, 10)), "date", "off");
const iso = (days: number): string => new Date(Date.UTC(2020, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
const withGroups = (whole: Whole): Case => withColumn(whole, "patient", rows.map(() => `P${Math.floor(whole.random() * 60)}x`), "category", "off");

/** A model's probabilities, calibrated: each label is drawn by them. */
function judged(whole: Whole): Case {
  const labels = ["a", "b", "c"];
  const probabilities = new Float32Array(3 * ROWS);
  const names = rows.map((row) => {
    const powers = labels.map(() => Math.exp(5 * normal(whole.random)));
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((power, k) => { probabilities[3 * row + k] = power / sum; });
    const drawn = whole.random() * sum;
    return labels[drawn < powers[0]! ? 0 : drawn < powers[0]! + powers[1]! ? 1 : 2]!;
  });
  return { ...whole, cells: { ...whole.cells, class: names }, types: { ...whole.types, class: "category" }, answers: [{ output: "class", labels, rows: Uint32Array.from(rows), probabilities }] };
}

const faults: readonly Fault[] = [
  { check: "target_copy", what: "a recoded answer, 2 % of it wrong", names: "code", plant: (given, random) => withColumn(given, "code", given.cells["class"]!.map((cell) => ((cell === "yes") !== random() < 0.02 ? "1" : "2")), "category") },
  { check: "target_copy", what: "a measure behind a class", names: "score", plant: (given) => withColumn(given, "score", given.cells["size"]!.slice(), "number") },
  { check: "target_copy", what: "a monotone function of a number", names: "curve", from: predictingSize, plant: (given, random) => withColumn(given, "curve", given.cells["size"]!.map((cell) => (Math.exp(Number(cell) / 2) * (1 + 0.02 * normal(random))).toFixed(4)), "number") },
  { check: "target_copy", what: "a number cut into ranges", names: "range", from: predictingSize, plant: (given) => withColumn(given, "range", given.cells["size"]!.map((cell) => `r${Math.round(2 * Number(cell))}`), "category") },
  { check: "target_copy", what: "a text that names its class", names: "note", from: (whole) => ({ ...texts(whole), outputs: ["kind"], off: ["class", "size"] }), plant: (given) => changed(given, "note", (cell, row) => `${cell}, ${given.cells["kind"]![row]!}: ${cell}`) },
  { check: "formula", what: "an answer added up from inputs", names: "rest", from: predictingSize, plant: (given) => withColumn(given, "rest", given.cells["size"]!.map((cell, row) => (Number(cell) - Number(given.cells["b"]![row]) / 9).toFixed(4)), "number") },
  { check: "time_leak", what: "an answer that moves slowly in time", names: "day", from: dated, plant: (given, random) => ({ ...given, cells: { ...given.cells, class: given.cells["day"]!.map((day) => (Math.sin(Date.parse(day!) / 86_400_000 / 80) + 0.4 * normal(random) > 0 ? "yes" : "no")) } }) },
  { check: "group_leak", what: "patients who share their answer", names: "patient", from: withGroups, plant: (given, random) => ({ ...given, cells: { ...given.cells, class: given.cells["patient"]!.map((name) => ((Number(name!.slice(1, -1)) * 7919) % 13 < 6 !== random() < 0.1 ? "yes" : "no")) } }) },
  { check: "class_support", what: "a class of four rows", names: "kind", from: (whole) => ({ ...whole, outputs: ["kind"], off: ["class", "size"] }), plant: (given) => changed(given, "kind", (cell, row) => (row % 75 === 0 ? "rowan" : cell)) },
  { check: "imbalance", what: "one answer in nine of ten rows", names: "class", plant: (given, random) => changed(given, "class", () => (random() < 0.92 ? "no" : "yes")) },
  { check: "identifier", what: "row numbers", names: "nr", plant: (given) => withColumn(given, "nr", rows.map((row) => String(1000 + row)), "number") },
  { check: "identifier", what: "a free key", names: "key", plant: (given, random) => withColumn(given, "key", rows.map(() => Math.floor(random() * 2 ** 40).toString(36)), "category") },
  { check: "constant", what: "a column with two odd rows", names: "unit", plant: (given) => withColumn(given, "unit", rows.map((row) => (row === 7 || row === 90 ? "mm" : "cm")), "category") },
  { check: "duplicates", what: "5 % of the rows a second time", plant: (given, random) => again(given, some(0.05, random)) },
  { check: "near_duplicates", what: "8 % of the rows again, rounded", plant: (given, random) => again(given, some(0.08, random), (cell, name) => (given.types[name] === "number" ? (Number(cell) * (1 + 0.0003 * (2 * random() - 1))).toFixed(4) : cell)) },
  { check: "near_duplicates", what: "10 % of the texts again, a word changed", from: texts, plant: (given, random) => again(given, some(0.1, random), (cell, name) => (name === "note" ? `${cell} again` : given.types[name] === "number" ? String(Number(cell) + normal(random)) : cell)) },
  { check: "label_errors", what: "8 % of the labels wrong", names: "class", from: judged, plant: (given, random) => changed(given, "class", (cell) => (random() < 0.08 ? ["a", "b", "c"].filter((other) => other !== cell)[Math.floor(random() * 2)]! : cell)) },
  { check: "missingness", what: "gaps that follow the answer", names: "a", from: (whole) => changed(whole, "a", (cell) => (whole.random() < 0.2 ? null : cell)), plant: (given, random) => changed(given, "a", (cell, row) => (given.cells["class"]![row] === "yes" && random() < 0.35 ? null : cell)) },
  { check: "spellings", what: "a class spelt in three ways", names: "kind", plant: (given, random) => changed(given, "kind", (cell) => (cell === "oak" && random() < 0.3 ? (random() < 0.5 ? "Oak" : "OAK ") : cell)) },
  { check: "stand_ins", what: "−999 where nothing is known", names: "a", plant: (given, random) => changed(given, "a", (cell) => (random() < 0.04 ? "-999" : cell)) },
  { check: "stand_ins", what: "zeros among weights", names: "b", plant: (given, random) => changed(given, "b", (cell) => (random() < 0.04 ? "0" : cell)) },
  { check: "outliers", what: "two slips of the decimal sign", names: "b", plant: (given) => changed(given, "b", (cell, row) => (row === 11 || row === 200 ? String(100 * Number(cell)) : cell)) },
  { check: "outliers", what: "negative ages", names: "age", from: (whole) => withColumn(whole, "age", rows.map(() => String(20 + Math.floor(50 * whole.random()))), "number"), plant: (given) => changed(given, "age", (cell, row) => (row % 100 === 3 ? `-${cell}` : cell)) },
  { check: "dates", what: "1 January 1900", names: "born", from: (whole) => withColumn(whole, "born", rows.map(() => iso(Math.floor(900 * whole.random()))), "date"), plant: (given, random) => changed(given, "born", (cell) => (random() < 0.03 ? "1900-01-01" : cell)) },
  { check: "dates", what: "dates still to come", names: "born", from: (whole) => withColumn(whole, "born", rows.map(() => iso(Math.floor(900 * whole.random()))), "date"), plant: (given, random) => changed(given, "born", (cell) => (random() < 0.03 ? "2062-03-01" : cell)) },
  { check: "unseen", what: "a third of the rows with a value of their own", names: "kind", plant: (given, random) => changed(given, "kind", (cell, row) => (random() < 0.3 ? `sort ${row}` : cell)) },
  { check: "small", what: "thirty rows to choose by", from: (whole) => ({ ...whole, more: "preprocessing: {split: {type: random, probabilities: [0.5, 0.25, 0.25]}}" }), plant: (given) => ({ ...given, more: "" }) },
];

const SEEDS = 100;

describe.each(faults)("$check: $what", ({ check, plant, from = (whole) => whole, names }) => {
  test("is found in 95 tables of 100, and in 5 clean ones at most", () => {
    let [found, wrongly] = [0, 0];
    for (let seed = 0; seed < SEEDS; seed++) {
      const whole = clean(seed);
      const given = from(whole);
      const hits = findings(check, plant(given, whole.random));
      if (hits.some(({ columns }) => names === undefined || columns.includes(names))) found += 1;
      if (findings(check, given).length > 0) wrongly += 1;
    }
    expect(found).toBeGreaterThanOrEqual(95);
    expect(wrongly).toBeLessThanOrEqual(5);
  });
});

test("every check has a fault that is planted for it", () => {
  expect(new Set(faults.map(({ check }) => check))).toEqual(new Set(Object.keys(checks)));
});
