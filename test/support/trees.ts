/** A table with ten planted faults, and clean rows of the same make to judge by. */
import type { CheckName } from "../../src/engine/advice/doctor/finding.ts";
import { seededRandom } from "../../src/engine/data/random.ts";

export type Row = Record<string, string>;

/** Trees whose health follows from girth and height, but for noise. What is only known afterwards, and what names a row, is empty. */
export function trees(rows: number, seed: number): Row[] {
  const random = seededRandom(seed, "trees");
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: rows }, () => {
    const [girth, height] = [normal(), normal()];
    const kind = ["oak", "elm", "fir"][Math.floor(random() * 3)]!;
    const health = girth - height + (kind === "oak" ? 0.7 : 0) + 0.5 * normal();
    return { nr: "", girth: (60 + 12 * girth).toFixed(2), height: (18 + 4 * height).toFixed(2), age: (35 + 10 * normal()).toFixed(1), kind, site: "park", inspected: (5 + normal()).toFixed(2), code: "", health: health > 0.8 ? "good" : health < -0.8 ? "bad" : "fair" };
  });
}

/** What was planted in `spoilt`. */
export const FAULTS: readonly CheckName[] = ["target_copy", "identifier", "constant", "duplicates", "near_duplicates", "stand_ins", "outliers", "spellings", "missingness", "class_support"];

export function spoilt(rows: number): Row[] {
  const random = seededRandom(5, "faults");
  const made = trees(rows, 1).map((row, i): Row => ({
    ...row,
    code: { good: "A", fair: "B", bad: "C" }[row["health"]!]!,
    girth: random() < 0.06 ? "-999" : row["girth"]!,
    height: i % 251 === 7 ? String(1000 * Number(row["height"])) : row["height"]!,
    inspected: row["health"] === "bad" ? "" : row["inspected"]!,
  })).map((row, i): Row => {
    if (i === 30 || i === 90) return { ...row, health: "unclear", code: "D" };
    if (row["health"] !== "good" || random() > 0.45) return row;
    return { ...row, health: random() < 0.5 ? "Good" : "GOOD" };
  });
  const again = made.slice(100, 160);
  const nearly = made.slice(200, 280).map((row): Row => ({ ...row, ...Object.fromEntries(["girth", "height", "age", "inspected"].filter((name) => row[name] !== "" && row[name] !== "-999").map((name) => [name, (Number(row[name]) * (1 + 2e-4 * (2 * random() - 1))).toFixed(4)])) }));
  return [...made, ...again, ...nearly].map((row, i) => ({ ...row, nr: String(5001 + i) }));
}

export const asCsv = (rows: readonly Row[]): string => [Object.keys(rows[0]!).join(","), ...rows.map((row) => Object.values(row).join(","))].join("\n");

/** Of an accuracy `after` less one `before`, on as many rows each. */
export const standardErrorOf = (before: number, after: number, rows: number): number => Math.sqrt((before * (1 - before) + after * (1 - after)) / rows);
