import { expect, test } from "vitest";
import fc from "fast-check";
import { csvOf } from "../../../src/app/charts/chart-table.ts";
import { shade } from "../../../src/app/charts/matrix-shade.ts";
import { readableName } from "../../../src/app/charts/names.ts";
import { histogram, linePath, nearest, quantile, smoothed } from "../../../src/app/charts/series.ts";
import { figure, probability, signed, tickLabels } from "../../../src/app/charts/figures.ts";

test("a line leaves a gap where a value is missing", () => {
  expect(linePath([0, 1, 2, 3], [1, NaN, 2, 3])).toBe("M0.0 1.0M2.0 2.0L3.0 3.0");
});

test("smoothing keeps a constant, changes nothing at weight 0, and passes over gaps", () => {
  expect(smoothed([2, 2, 2], 0.6).every((v) => Math.abs(v - 2) < 1e-12)).toBe(true);
  expect(smoothed([1, 5, 3], 0)).toEqual([1, 5, 3]);
  const [first, gap, last] = smoothed([4, NaN, 4], 0.6);
  expect([first, last].map((v) => Math.round(v! * 1e9) / 1e9)).toEqual([4, 4]);
  expect(gap).toBeNaN();
});

test("every value within the range is in one bin", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true })), fc.integer({ min: 1, max: 50 }), (values, bins) => {
      const { edges, counts } = histogram(values, bins, [-5, 5]);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
      expect(edges).toHaveLength(bins + 1);
    }),
  );
});

test("quantiles are those of R's type 7", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6);
  expect(quantile([], 0.5)).toBeNaN();
});

test("the nearest mark", () => {
  expect(nearest([0, 10, 20], 14)).toBe(1);
  expect(nearest([], 3)).toBe(-1);
});

test("a unit at the end of a name is told apart from it", () => {
  expect(readableName("Beak Length (mm)")).toEqual({ label: "Beak Length", unit: "mm" });
  expect(readableName("US_Gross")).toEqual({ label: "US Gross", unit: "" });
  expect(readableName("(x)")).toEqual({ label: "(x)", unit: "" });
});

test("figures keep three digits, and certainty is never claimed", () => {
  expect([0.34712, 12.06, 3860.4, 0, 0.0000123].map(figure)).toEqual(["0.347", "12.1", "3,860", "0", "1.23E-5"]);
  expect(figure(NaN)).toBe("–");
  expect([0.811, 0.0004, 0.9999, 1].map(probability)).toEqual(["81.1%", "< 0.1%", "> 99.9%", "100%"]);
  expect(signed(0.5)).toBe("+0.5");
  expect(tickLabels([0, 0.5, 1], 1)).toEqual(["0.0", "0.5", "1.0"]);
});

test("a saved table quotes what must be quoted and lets no formula run", () => {
  const table = { columns: [{ label: "a", numeric: false }, { label: "b, c", numeric: true }], rows: [["=1+1", -3], ['say "hi"', null], ["-5", 0.25]] };
  expect(csvOf(table)).toBe('a,"b, c"\r\n"\'=1+1",-3\r\n"say ""hi""",\r\n-5,0.25\r\n');
});

test("a tint is pale or deep, never between, so that its number can be read", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const { alpha, deep } = shade(share);
      expect(deep ? alpha >= 0.86 && alpha <= 1.0001 : alpha <= 0.26).toBe(true);
    }),
  );
});
