import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Predictions } from "../../../src/engine/predictions.ts";
import { input, numbers, output } from "./open.ts";

const valuesOf = (predictions: Predictions): number[] => (predictions.kind === "number" ? Array.from(predictions.values) : []);

describe("number", () => {
  test("zscore divides by the standard deviation with n − 1", () => {
    const { feature } = input("number", ["1", "2", "3", "4"]);
    expect(feature.facts).toMatchObject({ mean: 2.5, std: Math.sqrt(5 / 3), min: 1, max: 4, q1: 1.75, q2: 2.5, q3: 3.25 });
    expect(numbers(feature, "value", ["2.5", "4"])).toEqual([0, Math.fround(1.5 / Math.sqrt(5 / 3))]);
  });

  test.each([
    ["minmax", ["10", "20", "30"], "25", 0.75],
    ["iq", ["1", "2", "3", "4", "5"], "5", 1],
    ["log1p", ["0", "1", "2"], "1", Math.fround(Math.LN2)],
    [null, ["1", "2"], "7.5", 7.5],
  ])("normalization %s", (normalization, cells, cell, expected) => {
    const { feature, complaints } = input("number", cells, { normalization });
    expect(numbers(feature, "value", [cell])).toEqual([expected]);
    expect(complaints).toEqual([]);
  });

  test("cells in the column's unit are read, a bare number is taken to have it, and another unit is missing", () => {
    const { feature, complaints } = input("number", ["12 kg", "14kg", "16"], { unit: "kg", normalization: null });
    expect(numbers(feature, "value", ["1,200.5 kg", "13", "12 lb", "12 KG", null])).toEqual([1200.5, 13, 0, 0, 0]);
    expect(["12 kg", "12 lb"].map((cell) => feature.isMissing(cell))).toEqual([false, true]);
    expect(complaints).toEqual(["note: 1 cell of the training rows has no unit, such as 16: read as kg"]);
  });

  test("a comma separates decimals where the config says so, on both sides, and facts say how cells are read", () => {
    const written = { unit: "€", decimal: ",", normalization: null };
    const { feature } = input("number", ["1.200,50 €", "3,5 €"], written);
    expect(numbers(feature, "value", ["2.000,25 €", "4,5"])).toEqual([2000.25, 4.5]);
    expect(feature.facts).toMatchObject({ writing: { unit: "€", decimal: ",", thousands: null }, min: 3.5, max: 1200.5 });
    expect(feature.control).toMatchObject({ writing: { unit: "€", decimal: "," } });
    expect(Array.from(output("number", ["1.200,50 €", "3,5 €"], { preprocessing: written }).feature.target(["7,25 €"]).data)).toEqual([7.25]);
    expect(input("number", ["1", "2"]).feature.facts).not.toHaveProperty("writing");
  });

  test("a constant column divides by one, and says so", () => {
    for (const normalization of ["zscore", "minmax", "iq"]) {
      const { feature, complaints } = input("number", ["5", "5", "5"], { normalization });
      expect(numbers(feature, "value", ["5", "7"])).toEqual([0, 2]);
      expect(complaints).toEqual([expect.stringContaining("every training row has the same value, 5")]);
    }
  });

  test.each([
    ["fill_with_const", 0],
    ["fill_with_mean", 4],
    ["fill_with_mode", 2],
    ["drop_row", 4],
    ["bfill", 4],
  ])("a missing cell under %s counts as %d", (missing_value_strategy, expected) => {
    const { feature } = input("number", ["2", "2", "8", null], { missing_value_strategy, normalization: null });
    expect(numbers(feature, "value", [null, "n.k."])).toEqual([expected, expected]);
  });

  test("statistics hold the filled cells too, as Ludwig's do", () => {
    expect(input("number", ["2", "4", null], {}).feature.facts).toMatchObject({ mean: 2, min: 0, observed: { min: 2, max: 4 } });
  });

  test("outliers are replaced, but stay in mean and standard deviation", () => {
    const cells = [...Array.from({ length: 20 }, (_, i) => String(i % 2)), "1000"];
    const { feature } = input("number", cells, { outlier_strategy: "fill_with_mean", normalization: null });
    expect(numbers(feature, "value", ["1000", "1", "-1000"])).toEqual([0.5, 1, 0.5]);
    expect(feature.facts).toMatchObject({ max: 1000 });
  });

  test("says what cannot be normalised", () => {
    expect(input("number", ["-3", "2"], { normalization: "log1p" }).complaints).toEqual([
      expect.stringMatching(/^error: normalization log1p needs values above −1, and the smallest is -3/),
    ]);
    expect(input("number", ["1", "1", "1", "9"], { normalization: "iq", missing_value_strategy: "drop_row" }).complaints.length).toBe(0);
    expect(input("number", ["1", "1", "1", "1", "9"], { normalization: "iq" }).complaints).toEqual([
      expect.stringMatching(/^error: normalization iq/),
    ]);
    expect(input("number", [null, "x"], { missing_value_strategy: "fill_with_mean" }).complaints[0]).toMatch(/^error: no cell/);
  });

  test("predictions return to the column's unit, and are clipped there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 30 }),
        fc.constantFrom("zscore", "minmax", null),
        (values, normalization) => {
          const { feature } = output("number", values.map(String), { preprocessing: { normalization } });
          const back = valuesOf(feature.predict(feature.target(values.map(String)).data as Float32Array, values.length));
          const spread = Math.max(...values.map(Math.abs), 1);
          back.forEach((v, i) => expect(Math.abs(v - values[i]!)).toBeLessThanOrEqual(spread * 1e-5));
        },
      ),
    );
    const { feature } = output("number", ["0", "10"], { clip: [0, 10], preprocessing: { normalization: "zscore" } });
    expect(valuesOf(feature.predict(Float32Array.of(-9, 0, 9), 3))).toEqual([0, 5, 10]);
  });

  test("metrics are in the column's unit whatever the normalization", () => {
    const { feature } = output("number", ["0", "100"], { preprocessing: { normalization: "minmax" } });
    expect(feature.score(Float32Array.of(0.1, 0.9), feature.target(["0", "100"]), 2)["mean_absolute_error"]).toBeCloseTo(10, 4);
    expect(feature.score(Float32Array.of(feature.baseline[0]!, feature.baseline[0]!), feature.target(["0", "100"]), 2)["r2"]).toBeCloseTo(
      0,
      6,
    );
  });

  test("strategies that are not here yet are refused with a sentence", () => {
    expect(input("number", ["1"], { outlier_strategy: "drop_row" }).problems).toEqual([
      expect.stringContaining("known to Ludwig but not in Fidelio yet"),
    ]);
  });
});
