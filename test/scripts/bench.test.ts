import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { eagerRepeater } from "../../src/engine/acceleration/repeat.ts";
import * as tf from "../../src/engine/tf.ts";
import { CASES } from "../bench/cases.ts";
import { engineSide, type Twin } from "../bench/engine-side.ts";
import { lossComplaint } from "../bench/same-loss.ts";
import { losses, type Side } from "../bench/side.ts";
import { stockSide } from "../bench/stock-side.ts";

const STEPS = 10;

/** Ours and theirs on the smallest case, with the twin changed on its way to the other side. */
async function compare(change: (twin: Twin) => Twin = (twin) => twin): Promise<string | null> {
  const { side, twin } = await engineSide(CASES.find(({ name }) => name === "tabular")!, eagerRepeater);
  const ours = await take(side);
  return lossComplaint(ours, await take(await stockSide(change(twin))));
}
async function take(side: Side): Promise<number[]> {
  const seen = await losses(side, STEPS);
  side.dispose();
  return seen;
}

describe("the bench's check of equal losses", () => {
  beforeAll(() => startBackend("cpu", { gpu: null, timeout: 20_000 }));

  it("is green when nothing is broken, and nothing stays behind", async () => {
    const before = tf.memory().numTensors;
    expect(await compare()).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("turns red when one weight begins elsewhere", async () => {
    const changed = (twin: Twin): Twin => ({ ...twin, weights: twin.weights.map((values, i) => (i === 0 ? values.map((v, j) => (j === 0 ? v + 0.5 : v)) : values)) });
    expect(await compare(changed)).toMatch(/^step 1: /);
  });

  it("turns red when a loss counts otherwise", async () => {
    expect(await compare((twin) => ({ ...twin, outputs: twin.outputs.map((output) => ({ ...output, weight: 2 })) }))).toMatch(/^step 1: /);
  });

  it("turns red when the updates differ", async () => {
    expect(await compare((twin) => ({ ...twin, learningRate: 10 * twin.learningRate }))).toMatch(/^step [2-9]/);
  });

  it("turns red when the batches differ", async () => {
    expect(await compare((twin) => ({ ...twin, batchSize: twin.batchSize / 2 }))).toMatch(/^step 1: /);
  });

  it("turns red when nothing is learnt", () => {
    expect(lossComplaint([1, 1, 1, 1, 1], [1, 1, 1, 1, 1])).toBe("the loss does not move");
    expect(lossComplaint([1, 2, NaN, 1, 1], [1, 2, NaN, 1, 1])).toMatch(/^step 3: NaN/);
  });
});
