import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumber } from "../../src/engine/data/numbers.ts";
import { DISTINCT_LIMIT } from "../../src/engine/data/profile.ts";
import { cellsOf, columnFrom, type Column } from "../../src/engine/data/table.ts";
import { numberAt } from "../../src/ingest/cell-facts.ts";
import { runAll } from "../../src/ingest/pace.ts";
import { profileColumn, profiling } from "../../src/ingest/profile.ts";
import { utf8 } from "./reading.ts";

const column = (cells: readonly string[], rest: Partial<Column> = {}): Column => ({ ...columnFrom("x", cells), ...rest });

test("a column of words", () => {
  expect(profileColumn(column(["red", " red ", "", "dark blue", "NA", "?", "NA"], { missing: ["NA", "?"] }))).toEqual({
    name: "x", rows: 7, missing: 4, missingSpellings: { "": 1, NA: 2, "?": 1 },
    distinct: 2, distinctIsLowerBound: false, top: [{ value: "red", count: 2, row: 0 }, { value: "dark blue", count: 1, row: 3 }],
    numbers: null, numeric: 0, dates: 0, meanWords: 4 / 3, maxWords: 2, meanLength: 5, unique: false,
  });
});

test("a column of numbers", () => {
  const { numbers, numeric, unique } = profileColumn(column(["2", "4", "", "4", "6"]));
  expect(numbers).toEqual({ min: 2, max: 6, mean: 4, std: Math.SQRT2, integers: true, consecutive: false, histogram: [1, 0, 2, 0, 1] });
  expect(numeric).toBe(4);
  expect(unique).toBe(false);
});

test.each([
  ["class codes", ["0", "2", "1", "1.0", "01"], true],
  ["a gap", ["0", "2"], false],
  ["fractions", ["0.5", "1.5"], false],
])("consecutive: %s", (_, cells, consecutive) => {
  expect(profileColumn(column(cells)).numbers?.consecutive).toBe(consecutive);
});

test("decimal commas read as numbers and show with a point", () => {
  const profile = profileColumn(column(["1.234,5", "2,5", "2,5"], { decimal: "," }));
  expect(profile.numbers).toMatchObject({ min: 2.5, max: 1234.5, integers: false });
  expect(profile.top).toEqual([{ value: "2.5", count: 2, row: 1 }, { value: "1234.5", count: 1, row: 0 }]);
});

test("one cell that is no number leaves the numbers out, but counts the others", () => {
  expect(profileColumn(column(["1", "2", "1e999", "x"]))).toMatchObject({ numbers: null, numeric: 2 });
});

test("dates are counted", () => {
  expect(profileColumn(column(["2012-01-31", "1 Feb 2012", "soon", ""]))).toMatchObject({ dates: 2, numeric: 0 });
});

test("an empty column and a column of blanks", () => {
  const empty = { distinct: 0, top: [], numbers: null, meanWords: 0, meanLength: 0, unique: false };
  expect(profileColumn(column([]))).toMatchObject({ rows: 0, missing: 0, ...empty });
  expect(profileColumn(column(["", " "]))).toMatchObject({ rows: 2, missing: 2, ...empty });
});

test("a missing spelling may be any word", () => {
  const { missingSpellings } = profileColumn(column(["__proto__", "a"], { missing: ["__proto__"] }));
  expect(Object.entries(missingSpellings)).toEqual([["__proto__", 1]]);
});

test("rows that are excluded count for nothing", () => {
  const cells = Array.from({ length: 300 }, (_, i) => (i % 7 === 0 ? "" : String(i % 11)));
  const excluded = Uint32Array.from({ length: 100 }, (_, i) => 3 * i);
  const { top, ...rest } = runAll(profiling(column(cells), excluded));
  const { top: same, ...others } = profileColumn(column(cells.filter((_, i) => i % 3 !== 0)));
  expect(rest).toEqual(others);
  expect(top.map(({ value, count }) => [value, count]).sort()).toEqual(same.map(({ value, count }) => [value, count]).sort());
  expect(top.every(({ value, row }) => cells[row!] === value && row! % 3 !== 0)).toBe(true);
});

describe("beyond the limit of distinct values", () => {
  const rows = DISTINCT_LIMIT + 5_000;
  const numbers = Array.from({ length: rows }, (_, i) => String(i));

  test("numbers are still counted over all rows", () => {
    const profile = profileColumn(column([...numbers, "0", "7"]));
    expect(profile).toMatchObject({ distinct: DISTINCT_LIMIT, distinctIsLowerBound: true, unique: false, numeric: rows + 2 });
    expect(profile.top.slice(0, 2)).toEqual([{ value: "0", count: 2, row: 0 }, { value: "7", count: 2, row: 7 }]);
    expect(profile.numbers).toMatchObject({ min: 0, max: rows - 1, integers: true });
    expect(profile.numbers?.histogram.reduce((sum, n) => sum + n, 0)).toBe(rows + 2);
  });

  test("values that never came again are unique", () => {
    expect(profileColumn(column(numbers.map((n) => `id ${n}`)))).toMatchObject({ distinctIsLowerBound: true, unique: true, top: { length: 50 } });
  });
});

test("the profile agrees with a plain count over the cells", () => {
  const cell = fc.oneof(fc.constantFrom("", "a", "b", " a", "NA", "1", "-2.5", "1e2", "x y"), fc.string({ maxLength: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
  fc.assert(fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
    const made = column(cells, { missing: ["NA"] });
    const present = cellsOf(made).flatMap((value) => (value === null ? [] : [value.trim()]));
    const counts = new Map<string, number>();
    for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = present.map(parseNumber).filter((value) => !Number.isNaN(value));
    const profile = profileColumn(made);
    expect(profile.missing).toBe(cells.length - present.length);
    expect(profile.distinct).toBe(counts.size);
    expect(profile.unique).toBe(present.length > 0 && counts.size === present.length);
    expect(new Map(profile.top.map(({ value, count }) => [value, count]))).toEqual(counts);
    expect(profile.numeric).toBe(values.length);
    if (profile.numbers) {
      const scale = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      expect(profile.numbers.min).toBe(Math.min(...values));
      expect(Math.abs(profile.numbers.mean - mean) / scale).toBeLessThan(1e-9);
      expect(profile.numbers.histogram.reduce((sum, n) => sum + n, 0)).toBe(values.length);
    }
  }), { numRuns: 300 });
});

test("numbers at both ends of what a number can hold have a mean, a spread and a histogram", () => {
  const { numbers } = profileColumn(column(["3.8918886035927036e+293", "-1.797693134862312e+308", "1.797693134862312e+308"]));
  expect((numbers?.mean ?? NaN) / (3.8918886035927036e293 / 3)).toBeCloseTo(1);
  expect(Number.isFinite(numbers?.std)).toBe(true);
  expect(numbers?.histogram.reduce((sum, n) => sum + n, 0)).toBe(3);
});

test("numbers are read from bytes exactly as from text", () => {
  const text = fc.oneof(fc.string({ unit: fc.constantFrom(..."0123456789+-.,eE\u2212"), maxLength: 20 }), fc.double().map(String), fc.integer().map(String), fc.float().map((n) => n.toFixed(3)));
  fc.assert(fc.property(text, (number) => {
    const bytes = utf8(number);
    expect(numberAt(bytes, 0, bytes.length, ".")).toEqual(number === "" ? NaN : parseNumber(number));
    expect(numberAt(bytes, 0, bytes.length, ",")).toEqual(parseNumber(number.replaceAll(".", "").replace(",", ".")));
  }), { numRuns: 2_000 });
});
