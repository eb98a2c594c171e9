import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsSplit, splitRows, type Split, type SplitParams } from "../../../src/engine/data/split.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { profileOf } from "../../support/profiles.ts";

const eligible = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
const split = (params: SplitParams, cells: Cells, seed = 1, rows = eligible(cells.length)): Split => {
  const outcome = splitRows(params, seed, tableFrom({ c: cells }), rows);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join());
  return outcome.value;
};
const complaint = (params: SplitParams, cells: Cells): string => {
  const outcome = splitRows(params, 1, tableFrom({ c: cells }), eligible(cells.length));
  return outcome.ok ? "" : outcome.problems[0]!.message;
};
const sizes = ({ training, validation, test }: Split): number[] => [training.length, validation.length, test.length];
const shares = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(20), fc.nat(20)).map(([a, b, c]): [number, number, number] => [a / (a + b + c), b / (a + b + c), c / (a + b + c)]);
const isPartition = (parts: Split, rows: ArrayLike<number>): void => {
  const all = [parts.training, parts.validation, parts.test];
  expect(all.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...Array.from(rows)]);
  for (const part of all) expect([...part]).toEqual([...part].sort((a, b) => a - b));
};

describe("a random split", () => {
  it("has exact shares", () => {
    expect(sizes(split({ type: "random", probabilities: [0.7, 0.1, 0.2] }, new Array<string>(1000).fill("x")))).toEqual([700, 100, 200]);
    expect(sizes(split({ type: "random", probabilities: [1, 0, 0] }, new Array<string>(10).fill("x")))).toEqual([10, 0, 0]);
  });

  it("gives a part that exists three rows, as long as training keeps three itself", () => {
    expect(sizes(split({ type: "random", probabilities: [0.7, 0.1, 0.2] }, new Array<string>(10).fill("x")))).toEqual([4, 3, 3]);
    expect(sizes(split({ type: "random", probabilities: [0.7, 0.1, 0.2] }, new Array<string>(4).fill("x")))).toEqual([3, 0, 1]);
  });

  it("is a partition of the eligible rows, equal for an equal seed", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(499), { minLength: 2 }), shares, fc.nat(), (rows, probabilities, seed) => {
      const some = Uint32Array.from(rows).sort();
      const cells = new Array<string>(500).fill("x");
      const parts = split({ type: "random", probabilities }, cells, seed, some);
      isPartition(parts, some);
      expect(split({ type: "random", probabilities }, cells, seed, some)).toEqual(parts);
    }));
  });

  it("differs from seed to seed", () => {
    const params: SplitParams = { type: "random", probabilities: [0.5, 0, 0.5] };
    const cells = new Array<string>(100).fill("x");
    expect(split(params, cells, 1)).not.toEqual(split(params, cells, 2));
  });
});

describe("a fixed split", () => {
  it("reads 0, 1 and 2 in any spelling", () => {
    const parts = split({ type: "fixed", column: "c" }, ["train", " 1 ", "2.0", "0.0", "Test"]);
    expect([[...parts.training], [...parts.validation], [...parts.test]]).toEqual([[0, 3], [1], [2, 4]]);
  });

  it("names the rows that hold something else", () => {
    expect(complaint({ type: "fixed", column: "c" }, ["0", "part", null, "3"])).toBe("a fixed split expects 0 or train, 1 or validation, 2 or test in 'c'; row 2 has 'part', row 3 has '', row 4 has '3'");
    expect(complaint({ type: "fixed", column: "c" }, new Array<string>(9).fill("x"))).toMatch(/and 4 rows more$/);
    expect(complaint({ type: "fixed", column: "c" }, ["1", "2"])).toMatch(/no rows for training/);
    expect(complaint({ type: "fixed", column: "d" }, ["0"])).toMatch(/'d', which the table does not have/);
  });

  it("asks only the eligible rows", () => {
    expect(sizes(split({ type: "fixed", column: "c" }, ["0", "?", "1"], 1, Uint32Array.of(0, 2)))).toEqual([1, 1, 0]);
  });
});

describe("a stratified split", () => {
  const classes = fc.array(fc.constantFrom("a", "a", "a", "b", "b", "c", null), { minLength: 8, maxLength: 300 });

  it("keeps each class's share within one row, and is a partition", () => {
    fc.assert(fc.property(classes, shares.filter(([training]) => training > 0.3), fc.nat(), (cells, probabilities, seed) => {
      const parts = split({ type: "stratify", column: "c", probabilities }, cells, seed);
      isPartition(parts, eligible(cells.length));
      const toppedUp = [parts.validation, parts.test].some((part) => part.length > 0 && part.length <= 3);
      if (toppedUp) return;
      for (const value of ["a", "b", "c", null]) {
        const rows = cells.flatMap((cell, i) => (cell === value ? [i] : []));
        if (rows.length < 2) continue;
        [parts.training, parts.validation, parts.test].forEach((part, k) => {
          const here = rows.filter((row) => part.includes(row)).length;
          expect(Math.abs(here - rows.length * probabilities[k]!)).toBeLessThan(1);
        });
      }
    }));
  });

  it("gives many small classes the asked shares over all of them", () => {
    const cells = Array.from({ length: 300 }, (_, i) => `class ${i % 100}`);
    expect(sizes(split({ type: "stratify", column: "c", probabilities: [0.7, 0.1, 0.2] }, cells))).toEqual([210, 30, 60]);
  });

  it("learns a class of one row", () => {
    const parts = split({ type: "stratify", column: "c", probabilities: [0.1, 0.1, 0.8] }, [...new Array<string>(50).fill("often"), "once"]);
    expect([...parts.training]).toContain(50);
  });
});

describe("holdsSplit", () => {
  it("knows a column that says where rows belong", () => {
    const is = (name: string, cells: Cells): boolean => holdsSplit(profileOf({ [name]: cells }).columns[0]!);
    expect([is("split", ["0", "1", "2"]), is("Split", ["0", "2"]), is("split", ["0", "3"]), is("split", ["0", null]), is("part", ["0", "1", "2"])]).toEqual([true, true, false, false, false]);
    expect([
      is("split", ["train", "test", "Train "]), is("subset", ["training", "val", "test"]), is("subset", ["dev", "test"]), is("vehicle", ["train", "bus"]),
      is("vehicle", ["train", "train"]), is("part", ["train", "1"]), is("part", ["train", null]),
    ]).toEqual([true, true, false, false, false, false, false]);
  });
});
