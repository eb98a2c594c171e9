import type { ConfiguredInput, ConfiguredOutput } from "../features/feature.ts";
import { features } from "../features/index.ts";
import type { OpenedConfig } from "../config/opened.ts";
import type { SplitParams } from "../data/split.ts";
import { seededRandom, type Random } from "../data/random.ts";

/** How far, in shares of its range, an answer may lie from what the inputs say. */
const NOISE = 0.05;
const DAY = 86_400_000;

/**
 * Made-up cells for every column that a config reads, column by column, [rows] each; the same seed gives the same. Every input is drawn by
 * itself, and every output follows a weighted sum of them, a little noise aside, in equal shares of its range: it can be learnt.
 */
export function synthesise({ inputs, outputs, preprocessing }: OpenedConfig, rows: number, seed: number): Readonly<Record<string, readonly string[]>> {
  const random = seededRandom(seed, "synthesise");
  const columns = new Map<string, readonly string[]>();
  const drawn = distinct(inputs).map((feature) => {
    const levels = Float64Array.from({ length: rows }, random);
    columns.set(feature.column, cellsAt(feature, levels, random));
    return levels;
  });
  for (const feature of distinct(outputs)) {
    if (!columns.has(feature.column)) columns.set(feature.column, cellsAt(feature, following(drawn, rows, random), random));
  }
  const { split } = preprocessing;
  if (split.type !== "random" && !columns.has(split.column)) columns.set(split.column, Array.from({ length: rows }, (_, row) => SPLITTING[split.type](row, random)));
  return Object.fromEntries(columns);
}

const distinct = <F extends ConfiguredInput | ConfiguredOutput>(list: readonly F[]): readonly F[] =>
  list.filter(({ column }, i) => list.findIndex((other) => other.column === column) === i);

/** [rows] from 0 to 1, evenly: the rank of each row by a weighted sum of the inputs' levels. */
function following(drawn: readonly Float64Array[], rows: number, random: Random): Float64Array {
  const weights = drawn.map(() => 2 * random() - 1);
  const spread = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0));
  const sums = Float64Array.from({ length: rows }, (_, row) => drawn.reduce((sum, levels, i) => sum + weights[i]! * levels[row]!, 0) + NOISE * spread * (2 * random() - 1));
  const order = Array.from(sums.keys()).sort((a, b) => sums[a]! - sums[b]!);
  const levels = new Float64Array(rows);
  order.forEach((row, rank) => { levels[row] = (rank + 0.5) / rows; });
  return levels;
}

/** A type that can make cells up does; of another, its example's readable cells stand for as many shares of the range. */
function cellsAt(feature: ConfiguredInput | ConfiguredOutput, levels: Float64Array, random: Random): readonly string[] {
  const { sample, example } = features[feature.type]!; // configured from a registered type
  if (sample) return Array.from(levels, (level) => sample(level, random));
  const known = [...new Set(example.cells.filter((cell) => cell !== null && cell.trim() !== "" && !feature.isMissing(cell)))] as readonly string[]; // no null is left
  return Array.from(levels, (level) => known[Math.min(known.length - 1, Math.floor(level * known.length))]!);
}

/** What a column holds that only says where a row belongs. */
const SPLITTING: Readonly<Record<Exclude<SplitParams["type"], "random">, (row: number, random: Random) => string>> = {
  fixed: (_, random) => { const share = random(); return share < 0.7 ? "0" : share < 0.8 ? "1" : "2"; },
  stratify: (_, random) => (random() < 0.5 ? "a" : "b"),
  datetime: (row) => new Date(Date.UTC(2020, 0, 1) + row * DAY).toISOString().slice(0, 10),
  hash: (row) => `row ${row}`,
};
