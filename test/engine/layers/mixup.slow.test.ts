import { beforeAll, describe, expect, it, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { betaQuantiles, mixed, partners, shareAt } from "../../../src/engine/layers/pictures/mixup.ts";
import * as tf from "../../../src/engine/tf.ts";

beforeAll(async () => { await startBackend("wasm", { gpu: null, timeout: 20_000 }); });

describe("the quantiles of Beta(alpha, alpha)", () => {
  const places = Array.from({ length: 1024 }, (_, k) => (k + 0.5) / 1024);
  test("are those of the two that have a closed form", () => {
    betaQuantiles(1, 1024).forEach((value, k) => expect(value).toBeCloseTo(places[k]!, 6));
    betaQuantiles(0.5, 1024).forEach((value, k) => expect(value).toBeCloseTo(Math.sin((Math.PI * places[k]!) / 2) ** 2, 5)); // the arcsine distribution
  });
  test.each([0.01, 0.2, 0.4, 2, 10])("have its mean and variance at %s", (alpha) => {
    const values = betaQuantiles(alpha, 4096);
    const mean = values.reduce((sum, value) => sum + value, 0) / 4096;
    expect(mean).toBeCloseTo(0.5, 9);
    expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4096).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 4);
    expect([...values].sort((a, b) => a - b)).toEqual(values);
  });
});

describe("what a row keeps of itself", () => {
  const shares = async (probability: number, seed = 3) => {
    const found: number[] = [];
    for (let step = 0; step < 400; step++) found.push((await tf.tidy(() => shareAt({ alpha: 0.4, probability }, tf.scalar(step), seed)).data<"float32">())[0]!);
    return found;
  };
  it("is drawn anew each step, the same from the same seed", async () => {
    const drawn = await shares(1);
    expect(await shares(1)).toEqual(drawn);
    expect(await shares(1, 4)).not.toEqual(drawn);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / 400;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.06); // three standard errors
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400;
    expect(Math.abs(variance - 1 / 7.2)).toBeLessThan(0.02);
  });
  it("is all of it in batches that are not mixed", async () => {
    expect(new Set(await shares(0))).toEqual(new Set([1]));
    const whole = (await shares(0.5)).filter((share) => share === 1).length / 400;
    expect(Math.abs(whole - 0.5)).toBeLessThan(0.08);
  });
});

test("a row is joined with the next one, and the last with the first", async () => {
  const rows = tf.tensor2d([[1, 2], [3, 4], [5, 6]], [3, 2], "int32");
  expect(await partners(rows).array()).toEqual([[3, 4], [5, 6], [1, 2]]);
  const found = await mixed(tf.tensor1d([0, 10, 100]), tf.scalar(0.75)).data();
  [2.5, 32.5, 75].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
});
