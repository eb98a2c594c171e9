import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keepMask } from "../../../src/engine/kernels/dropout.ts";

describe("dropout masks", () => {
  test("are the same for the same seed and step, and others for another", () => {
    expect(keepMask(50, 0.5, 7, 3)).toEqual(keepMask(50, 0.5, 7, 3));
    for (const [seed, step] of [
      [8, 3],
      [7, 4],
      [0, 0],
    ] as const)
      expect(keepMask(50, 0.5, seed, step)).not.toEqual(keepMask(50, 0.5, 7, 3));
  });

  test("drop the share they are told, and keep the expectation", () => {
    for (const rate of [0.1, 0.5, 0.9]) {
      const mask = keepMask(100_000, rate, 1, 2);
      const dropped = mask.filter((m) => m === 0).length / mask.length;
      expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / mask.length)); // five standard errors
      expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    }
    expect(keepMask(5, 1, 1, 1)).toEqual(new Float32Array(5));
  });

  test("do not repeat from step to step, nor from position to position", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 1e6 }), (seed, step) => {
        const [now, next] = [keepMask(2000, 0.5, seed, step), keepMask(2000, 0.5, seed, step + 1)];
        const same = now.filter((m, i) => m === next[i]).length;
        expect(Math.abs(same - 1000)).toBeLessThan(150);
        const alike = now.filter((m, i) => m === now[i + 1]).length;
        expect(Math.abs(alike - 1000)).toBeLessThan(150);
      }),
      { numRuns: 20 },
    );
  });
});
