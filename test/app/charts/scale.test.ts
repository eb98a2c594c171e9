import { expect, test } from "vitest";
import fc from "fast-check";
import { countingTicks, extent, linearScale, logScale, niceStep, tickDecimals } from "../../../src/app/charts/scale.ts";

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });

test("a step is 1, 2 or 5 times a power of ten", () => {
  expect([0.7, 1, 7, 10, 33, 1234].map((span) => niceStep(span, 5))).toEqual([0.1, 0.2, 1, 2, 5, 200]);
});

test("a linear scale covers its values, has few ticks, and goes back from pixels", () => {
  fc.assert(
    fc.property(finite, finite, fc.integer({ min: 2, max: 10 }), (a, b, count) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      // Nearer together than twelve digits can tell, ticks have no names.
      fc.pre(high - low > 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)));
      const scale = linearScale({ low, high, from: 300, to: 10, count });
      const slack = (high - low) * 1e-6;
      expect(scale.domain[0]).toBeLessThanOrEqual(low + slack);
      expect(scale.domain[1]).toBeGreaterThanOrEqual(high - slack);
      expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
      expect(scale.ticks.length).toBeLessThanOrEqual(2 * count + 3);
      expect(scale.from(scale.at(low))).toBeCloseTo(low, 3);
    }),
  );
});

test("ticks carry no rounding dust", () => {
  expect(linearScale({ low: 0, high: 0.55, from: 0, to: 1 }).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
});

test("one value alone, or none, can still be drawn", () => {
  expect(linearScale({ low: 3, high: 3, from: 0, to: 100 }).at(3)).toBeCloseTo(50, 0);
  expect(Number.isFinite(linearScale({ low: NaN, high: NaN, from: 0, to: 100 }).at(0.5))).toBe(true);
});

test("equal ratios take equal room on a log scale, and nothing falls below it", () => {
  const scale = logScale({ low: 0.02, high: 2, from: 0, to: 200 });
  expect(scale.at(2) - scale.at(0.2)).toBeCloseTo(scale.at(0.2) - scale.at(0.02));
  expect(scale.at(0)).toBe(0);
  expect(scale.at(-1)).toBe(0);
  expect(scale.from(scale.at(0.5))).toBeCloseTo(0.5);
  expect(scale.ticks).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
});

test("an axis of rounds names the first, the last, and round ones between", () => {
  expect(countingTicks(1, 100, 5)).toEqual([1, 20, 40, 60, 80, 100]);
  expect(countingTicks(1, 7, 5)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(countingTicks(1, 1)).toEqual([1]);
  expect(countingTicks(1, 83, 3)).toEqual([1, 20, 40, 60, 83]);
});

test("as many decimals as tell ticks apart", () => {
  expect(tickDecimals([0, 0.5, 1])).toBe(1);
  expect(tickDecimals([0, 0.25, 0.5])).toBe(1);
  expect(tickDecimals([0, 200, 400])).toBe(0);
  expect(tickDecimals([0.001, 0.002])).toBe(3);
});

test("the extent leaves out what is not finite", () => {
  expect(extent([3, NaN, -1, Infinity])).toEqual([-1, 3]);
  expect(extent([])).toEqual([0, 1]);
});
