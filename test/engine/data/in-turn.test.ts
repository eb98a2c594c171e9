import fc from "fast-check";
import { expect, test } from "vitest";
import { MANY_CELLS } from "../../../src/engine/data/repeats.ts";
import { each, filtered, withoutRest } from "../../../src/engine/data/rests.ts";
import { cellsInTurn, columnFrom, type Cell } from "../../../src/engine/data/table.ts";
import { byFrequency, commonest, count, mostCommon, type Counts } from "../../../src/engine/data/vocabulary.ts";

test("cells in turn are those of the column, however often one goes through them", () => {
  fc.assert(fc.property(fc.array(fc.option(fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""))), fc.array(fc.nat()), (cells, picks) => {
    const column = columnFrom("x", cells);
    const rows = cells.length === 0 ? [] : picks.map((pick) => pick % cells.length);
    for (const [run, wanted] of [[cellsInTurn(column), cells], [cellsInTurn(column, rows), rows.map((row) => cells[row])]] as const) {
      expect([run.length, [...run], [...run]]).toEqual([wanted.length, wanted, wanted]);
    }
  }));
});

test("a cell is read when its turn comes, and not before", () => {
  let read = 0;
  const cells: Cell[] = Array.from({ length: MANY_CELLS + 1 }, (_, row) => `${row} is a text too long to be remembered`);
  const run = cellsInTurn(columnFrom("x", cells), undefined, (cell) => { read++; return cell; });
  expect(read).toBe(0);
  const walk = run[Symbol.iterator]();
  expect([walk.next().value, walk.next().value, read]).toEqual([cells[0], cells[1], 2]);
});

test("long walks rest", () => {
  const walk = each(new Uint32Array(100_000), () => {});
  expect([...walk]).toEqual([null, null, null]);
  const rows = Uint32Array.from({ length: 100_000 }, (_, row) => row);
  expect(withoutRest(filtered(rows, (row) => row % 2 === 0))).toEqual(rows.filter((row) => row % 2 === 0));
  expect(withoutRest(filtered(rows, () => true))).toBe(rows);
});

test("the commonest words are the same, however few are counted at once", () => {
  const words = fc.array(fc.oneof(fc.constantFrom("a", "b", "constructor"), fc.string({ maxLength: 3 })), { maxLength: 60 });
  fc.assert(fc.property(words, fc.option(fc.integer({ min: 1, max: 8 })), fc.integer({ min: 8, max: 20 }), (all, most, atOnce) => {
    const counts: Counts = new Map();
    for (const word of all) count(counts, word);
    const found = withoutRest(mostCommon((hear) => each(all, (word) => hear(word)), most, atOnce));
    expect(found).toEqual({ kept: byFrequency(counts).slice(0, most ?? atOnce), different: counts.size });
    expect(withoutRest(commonest(all))).toBe(byFrequency(counts)[0]?.[0] ?? null);
  }));
});
