import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { rocAuc } from "../../../src/engine/metrics/roc.ts";
import { bootstrapIntervals, MOST_DRAWN } from "../../../src/engine/evaluation/bootstrap.ts";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const meanOf = (values: readonly number[]) => (drawn: Uint32Array) => ({ mean: mean(Array.from(drawn, (i) => values[i]!)) });

/** A sample of an exponential distribution with mean 1: skewed, as losses are. */
const sample = (rows: number, seed: number) => {
  const random = seededRandom(seed, "sample");
  return Array.from({ length: rows }, () => -Math.log(1 - random()));
};
const intervalOfMean = (values: readonly number[], seed = 1) =>
  bootstrapIntervals(values.length, { mean: mean(values) }, meanOf(values), seededRandom(seed, "bootstrap"))["mean"];

describe("bootstrap intervals", () => {
  it("cover the true mean of a skewed distribution about 95 times in 100", () => {
    const runs = 200;
    const covered = Array.from({ length: runs }, (_, i) => intervalOfMean(sample(120, i), i)!).filter(([low, high]) => low <= 1 && 1 <= high).length;
    expect(covered / runs).toBeGreaterThan(0.9);
    expect(covered / runs).toBeLessThan(0.985);
  });

  it("cover the true ROC area and the true accuracy 90 to 99 times in 100", () => {
    const [runs, rows, apart] = [100, 150, 1.2];
    // Scores of two normal distributions, one standard deviation wide and `apart`: the area is Φ(apart / √2), the accuracy in the middle Φ(apart / 2).
    const truth = { roc_auc: 0.8019, accuracy: 0.7257 };
    const covered = { roc_auc: 0, accuracy: 0 };
    for (let seed = 0; seed < runs; seed++) {
      const random = seededRandom(seed, "two normals");
      const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      const yes = Array.from({ length: rows }, (_, i) => i % 2 === 0);
      const scores = yes.map((is) => normal() + (is ? apart : 0));
      const score = (drawn: Uint32Array) => ({
        roc_auc: rocAuc(Float64Array.from(drawn, (i) => scores[i]!), (at) => yes[drawn[at]!]!),
        accuracy: mean(Array.from(drawn, (i) => Number(scores[i]! > apart / 2 === yes[i]!))),
      });
      const intervals = bootstrapIntervals(rows, score(Uint32Array.from(yes.keys())), score, seededRandom(seed, "bootstrap"));
      for (const name of ["roc_auc", "accuracy"] as const) covered[name] += Number(intervals[name]![0] <= truth[name] && truth[name] <= intervals[name]![1]);
    }
    for (const times of Object.values(covered)) {
      expect(times).toBeGreaterThanOrEqual(90);
      expect(times).toBeLessThanOrEqual(99);
    }
  });

  it("are as wide as theory says when fewer rows are drawn than there are", () => {
    const values = sample(4 * MOST_DRAWN, 7);
    const [low, high] = intervalOfMean(values)!;
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((v) => (v - centre) ** 2)));
    const expected = (2 * 1.96 * deviation) / Math.sqrt(values.length);
    expect((high - low) / expected).toBeGreaterThan(0.85);
    expect((high - low) / expected).toBeLessThan(1.15);
    expect(low).toBeLessThan(centre);
    expect(high).toBeGreaterThan(centre);
  });

  it("are the same for the same seed, ordered, and inside the range of what can be scored", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 60 }), fc.nat(), (values, seed) => {
        const [low, high] = intervalOfMean(values, seed)!;
        expect(intervalOfMean(values, seed)).toEqual([low, high]);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it("leave out a score that is undefined on the split or on most draws", () => {
    const intervals = bootstrapIntervals(10, { never: NaN, seldom: 0.5, always: 1 }, (drawn) => ({ never: 1, seldom: drawn[0] === 0 ? 0.5 : NaN, always: 1 }), seededRandom(1, "x"));
    expect(intervals).toEqual({ always: [1, 1] });
  });

  it("say nothing about a single row", () => {
    expect(bootstrapIntervals(1, { mean: 2 }, () => ({ mean: 2 }), seededRandom(1, "x"))).toEqual({});
  });
});
