import { describe, expect, test } from "vitest";
import { features } from "../../../src/engine/features/index.ts";
import { input, numbers } from "./open.ts";

const cells = ["1 2 3", "[4, 5, 6]", null, "7;8"];

describe("vector", () => {
  test("as many numbers as most rows have; others count as missing and are told", () => {
    const { feature, complaints } = input("vector", cells);
    expect(feature.facts).toEqual({ vector_size: 3, mean: [2.5, 3.5, 4.5], computed_fill_value: [0, 0, 0] });
    expect(numbers(feature, "value", ["1e3, 0, -1", "7;8", null, "a b c"])).toEqual([1000, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(complaints).toEqual([expect.stringMatching(/^note: vectors are of several sizes: those of 3 numbers, the commonest, count/)]);
  });

  test("a cell of another size counts as missing once the size is learnt", () => {
    const { feature } = input("vector", cells);
    expect(["1 2 3", "7;8", "a"].map((cell) => feature.isMissing(cell))).toEqual([false, true, true]);
  });

  test("a size that is said makes other cells missing from the start", () => {
    const configured = features["vector"].openInput({ name: "v", type: "vector", preprocessing: { vector_size: 3, missing_value_strategy: "drop_row" } }, [], () => {});
    expect(["1 2 3", "1 2", "a b c", "1 2 3 4"].map((cell) => configured.isMissing(cell))).toEqual([false, true, true, true]);
    expect(configured.missing).toBe("drop_row");
  });

  test("fill values", () => {
    expect(numbers(input("vector", cells, { fill_value: "9 9 9" }).feature, "value", [null])).toEqual([9, 9, 9]);
    expect(input("vector", cells, { fill_value: "9 9" }).complaints[1]).toMatch(/^error: fill_value '9 9' is no vector of 3 numbers/);
    const mode = input("vector", ["1 1", "2 2", "2 2", "3", "3", "3"], { missing_value_strategy: "fill_with_mode", vector_size: 2 }).feature;
    expect(numbers(mode, "value", [null])).toEqual([2, 2]);
  });

  test("huge numbers stay finite in 32 bits", () => {
    expect(numbers(input("vector", ["1e300 -1e300"]).feature, "value", ["1e300 -1e300"]).every(Number.isFinite)).toBe(true);
    expect(input("vector", [null]).complaints).toEqual([expect.stringMatching(/^note: no cell of the training rows is a list of numbers/)]);
  });
});

describe("timeseries", () => {
  const series = ["1 2 3", "[4, 5]", null, "6"];
  test("as long as the longest, padded with the value on the side that is said, and masked", () => {
    const { feature } = input("timeseries", series, { padding_value: 9 });
    expect(feature.facts).toMatchObject({ max_timeseries_length: 3, typical: "[4, 5]" });
    expect(numbers(feature, "value", ["4,5", "1 2 3 4", null, "x"])).toEqual([4, 5, 9, 1, 2, 3, 9, 9, 9, 9, 9, 9]);
    expect(numbers(feature, "mask", ["4,5", "1 2 3 4", null])).toEqual([1, 1, 0, 1, 1, 1, 1, 0, 0]);
    expect(numbers(input("timeseries", series, { padding: "left" }).feature, "value", ["4,5"])).toEqual([0, 4, 5]);
  });

  test("the tokenizer's cut where it gives numbers, else any usual one", () => {
    const { feature } = input("timeseries", ["1_2_3", "1, 2"], { tokenizer: "underscore" });
    expect(numbers(feature, "value", ["4_5", "4 5"])).toEqual([4, 5, 0, 4, 5, 0]);
  });

  test("longer series lose their end and are told; windows over rows are planned", () => {
    const { feature, complaints } = input("timeseries", series, { timeseries_length_limit: 2 });
    expect(numbers(feature, "value", ["1 2 3"])).toEqual([1, 2]);
    expect(complaints).toEqual([expect.stringMatching(/^note: 1 of 3 series of the training rows are longer than 2 steps/)]);
    expect(input("timeseries", series, { window_size: 3 }).problems).toEqual([expect.stringMatching(/window_size/)]);
  });

  test("fill values", () => {
    expect(numbers(input("timeseries", series, { fill_value: "7 8" }).feature, "value", [null])).toEqual([7, 8, 0]);
    expect(input("timeseries", series, { fill_value: "seven" }).complaints).toEqual(["error: fill_value 'seven' is no list of numbers"]);
    expect(numbers(input("timeseries", ["1", "2 3", "2 3"], { missing_value_strategy: "fill_with_mode" }).feature, "value", [null])).toEqual([2, 3]);
  });
});
