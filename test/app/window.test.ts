import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsDrawn, columnWindow, places, rowsDrawn, rowWindow } from "../../src/app/ui/window.ts";

describe("the window of rows", () => {
  const boxes = fc.record({ rows: fc.integer({ min: 0, max: 5_000_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }), visible: fc.integer({ min: 30, max: 2000 }) });
  const height = 29;
  const tallest = 12_000_000;

  it("fills the visible part, wherever the box is scrolled to, and never draws more than a screen and its margins", () => {
    fc.assert(fc.property(boxes, ({ rows, share, visible }) => {
      const drawn = Math.min(rows * height, tallest);
      const scrolled = Math.max(0, drawn - visible) * share;
      const { first, count, before, after } = rowWindow(rows, height, scrolled, visible);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first + count).toBeLessThanOrEqual(rows);
      expect(count).toBeLessThanOrEqual(Math.ceil(visible / height) + 14);
      expect(before + count * height + after).toBeCloseTo(Math.max(drawn, count * height), 3);
      if (rows === 0) return;
      expect(before).toBeLessThanOrEqual(scrolled + 1e-6);
      expect(before + count * height).toBeGreaterThanOrEqual(Math.min(drawn, scrolled + visible) - 1e-6);
    }));
  });

  it("reaches the last row of a list that is longer than a browser can draw", () => {
    const rows = 4_000_000;
    const { first, count } = rowWindow(rows, height, tallest - 600, 600);
    expect(first + count).toBe(rows);
  });
});

describe("the window of columns", () => {
  it("covers what is visible, and the spaces on both sides stand for the rest", () => {
    const tables = fc.record({ widths: fc.array(fc.integer({ min: 40, max: 400 }), { minLength: 1, maxLength: 300 }), share: fc.double({ min: 0, max: 1, noNaN: true }), visible: fc.integer({ min: 100, max: 2000 }) });
    fc.assert(fc.property(tables, ({ widths, share, visible }) => {
      const edges = [0];
      for (const width of widths) edges.push(edges.at(-1)! + width);
      const whole = edges.at(-1)!;
      const scrolled = Math.max(0, whole - visible) * share;
      const { first, count, before, after } = columnWindow(edges, scrolled, visible);
      const inside = widths.slice(first, first + count).reduce((sum, width) => sum + width, 0);
      expect(before + inside + after).toBe(whole);
      expect(before).toBeLessThanOrEqual(scrolled);
      expect(before + inside).toBeGreaterThanOrEqual(Math.min(whole, scrolled + visible));
    }));
  });

  it("draws a few of ten thousand", () => {
    const edges = Array.from({ length: 10_001 }, (_, i) => i * 112);
    expect(columnWindow(edges, 500_000, 1000).count).toBeLessThan(16);
  });
});

describe("the places of what is drawn", () => {
  const scrolls = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 20 });

  it("are each taken once, wherever one scrolls to", () => {
    fc.assert(fc.property(scrolls, fc.integer({ min: 1, max: 60 }), (firsts, size) => {
      const placesAt = places();
      for (const first of firsts) {
        const taken = Array.from({ length: size }, (_, i) => placesAt(first, size)(first + i));
        expect([...taken].sort((a, b) => a - b)).toEqual([...taken.keys()]);
      }
    }));
  });

  it("are left by few at a small step, and stand in the same order after a large one", () => {
    const placesAt = places();
    const order = (first: number) => Array.from({ length: 20 }, (_, i) => placesAt(first, 20)(first + i));
    const before = order(0);
    expect(order(3)).toEqual([...before.slice(3), ...before.slice(0, 3)]);
    const turned = order(3);
    expect(order(50_000)).toEqual(turned);
  });

  it("are enough, in a box without a size too, of which one row and one pixel count as seen", () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2000 })), (share, visible) => {
      expect(rowWindow(100_000, 29, share * 2.8e6, Math.max(29, visible)).count).toBeLessThanOrEqual(rowsDrawn(visible, 29));
      const edges = Array.from({ length: 201 }, (_, i) => i * 104);
      expect(columnWindow(edges, share * 20_000, Math.max(1, visible)).count).toBeLessThanOrEqual(columnsDrawn(visible, 104));
    }));
  });
});
