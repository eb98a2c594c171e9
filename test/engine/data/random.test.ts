import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom, seedFor, shuffle } from "../../../src/engine/data/random.ts";

const draws = (seed: number, stream: string, n: number): number[] => {
  const random = seededRandom(seed, stream);
  return Array.from({ length: n }, random);
};

describe("seededRandom", () => {
  it("repeats a stream, and gives another for another seed or name", () => {
    expect(draws(42, "split", 20)).toEqual(draws(42, "split", 20));
    expect(draws(42, "split", 3)).not.toEqual(draws(43, "split", 3));
    expect(draws(42, "split", 3)).not.toEqual(draws(42, "sample", 3));
  });

  it("keeps its numbers from version to version: stored runs name only their seed", () => {
    expect(draws(42, "split", 3)).toEqual([0.625495669152239, 0.8443912690683224, 0.07557391781378409]);
    expect(seedFor(42, "encoder/weights")).toBe(2799718595);
  });

  it("is even: means, halves and neighbours look like chance", () => {
    const xs = draws(7, "even", 100_000);
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(xs)).toBeCloseTo(0.5, 2);
    expect(mean(xs.map((x) => (x - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    expect(mean(xs.slice(1).map((x, i) => (x - 0.5) * (xs[i]! - 0.5)))).toBeCloseTo(0, 2);
    const bins = new Array<number>(64).fill(0);
    for (const x of xs) bins[Math.floor(64 * x)]! += 1;
    const chi2 = bins.reduce((sum, n) => sum + (n - xs.length / 64) ** 2 / (xs.length / 64), 0);
    expect(chi2).toBeLessThan(110); // 63 degrees of freedom: one in 5,000 is above
  });
});

describe("shuffle", () => {
  it("is a permutation", () => {
    fc.assert(fc.property(fc.nat(200), fc.integer(), (n, seed) => {
      const shuffled = shuffle(Uint32Array.from({ length: n }, (_, i) => i), seededRandom(seed, "x"));
      expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    }));
  });

  it("puts every value everywhere equally often", () => {
    const random = seededRandom(1, "places");
    const counts = new Array<number>(16).fill(0);
    for (let i = 0; i < 16_000; i++) {
      const [a, b, c, d] = shuffle(Uint32Array.of(0, 1, 2, 3), random);
      [a, b, c, d].forEach((value, place) => { counts[4 * place + value!]! += 1; });
    }
    for (const n of counts) expect(Math.abs(n - 4000)).toBeLessThan(250); // five standard deviations are 274
  });
});
