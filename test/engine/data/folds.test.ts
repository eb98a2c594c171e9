import fc from "fast-check";
import { expect, test } from "vitest";
import { folding } from "../../../src/engine/data/folds.ts";
import { withoutRest } from "../../../src/engine/data/rests.ts";
import type { Split, SplitParams } from "../../../src/engine/data/split.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";

const split = (params: SplitParams, cells: Cells, index: number, of: number, seed = 1): Split => {
  const found = withoutRest(folding(params, { index, of }, seed, tableFrom({ key: cells }), Uint32Array.from(cells.keys())));
  if (!found.ok) throw new Error(found.problems[0]!.message);
  return found.value;
};
const SHARES = [0.6, 0.2, 0.2] as const;
const ways: readonly SplitParams[] = [{ type: "random", probabilities: SHARES }, { type: "stratify", column: "key", probabilities: SHARES }, { type: "hash", column: "key", probabilities: SHARES }];

test("every row is tested in one fold, and in each fold every row has one part", () => {
  fc.assert(fc.property(fc.constantFrom(...ways), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 20, max: 200 }), fc.integer(), (params, of, rows, seed) => {
    const cells = Array.from({ length: rows }, (_, i) => `c${(i * 7) % 40}`);
    const folds = Array.from({ length: of }, (_, index) => split(params, cells, index, of, seed));
    expect(folds.flatMap(({ test: tested }) => [...tested]).sort((a, b) => a - b)).toEqual([...cells.keys()]);
    for (const { training, validation, test: tested } of folds) {
      expect([...training, ...validation, ...tested].sort((a, b) => a - b)).toEqual([...cells.keys()]);
    }
  }));
});

test("validation keeps its share beside training, whatever the split; the seed decides", () => {
  const cells = Array.from({ length: 1000 }, (_, i) => `c${i}`);
  for (const params of [ways[0]!, ways[2]!]) {
    const { training, validation, test: tested } = split(params, cells, 1, 5);
    expect(tested.length / 1000).toBeCloseTo(0.2, 1);
    expect(validation.length / (training.length + validation.length)).toBeCloseTo(0.25, 1);
  }
  expect(split(ways[0]!, cells, 1, 5)).toEqual(split(ways[0]!, cells, 1, 5));
  expect(split(ways[0]!, cells, 1, 5, 2)).not.toEqual(split(ways[0]!, cells, 1, 5));
  expect(split({ type: "random", probabilities: [0.8, 0, 0.2] }, cells, 0, 5).validation).toHaveLength(0);
});

test("a stratified fold, and what is held for validation, have their share of each class", () => {
  const cells = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? "rare" : "usual"));
  for (let index = 0; index < 5; index++) {
    const { validation, test: tested } = split(ways[1]!, cells, index, 5);
    const rareIn = (rows: Uint32Array) => rows.filter((row) => cells[row] === "rare").length;
    expect(rareIn(tested)).toBe(4);
    expect(rareIn(validation)).toBe(4);
    expect(validation).toHaveLength(40);
  }
});

test("rows of one value stay together in folds by hash", () => {
  const cells = Array.from({ length: 300 }, (_, i) => `customer ${i % 30}`);
  const folds = Array.from({ length: 3 }, (_, index) => split(ways[2]!, cells, index, 3));
  for (const part of folds.flatMap(({ test: tested, validation }) => [tested, validation])) {
    const inside = new Set([...part].map((row) => row % 30));
    expect(part).toHaveLength(10 * inside.size);
  }
});

test("too few rows are refused, and splits that have no say are named", () => {
  const few = withoutRest(folding(ways[0]!, { index: 0, of: 10 }, 1, tableFrom({ key: ["a"] }), Uint32Array.of(0)));
  expect(few).toMatchObject({ problems: [{ message: "10 folds need at least 20 rows; here is 1" }] });
  const told: string[] = [];
  withoutRest(folding({ type: "fixed", column: "key" }, { index: 0, of: 2 }, 1, tableFrom({ key: ["0", "1", "2", "0"] }), Uint32Array.of(0, 1, 2, 3), ({ message }) => told.push(message)));
  expect(told).toEqual(["folds are drawn at random: a split by 'fixed' has no say in them"]);
});
