/** What a step of the bench's rows asks of the GPU. Counts are exact and the same on every machine; times are left to the bench. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../src/engine/acceleration/backends.ts";
import { caseNamed } from "../bench/cases/index.ts";
import { engineSide } from "../bench/engine-side.ts";
import { countGpu, type GpuCounter } from "../support/gpu-counts.ts";

/**
 * Dispatches of a step. `stock`: of stock TensorFlow.js 4.22 in a loop of one's own on the same model, as `npm run bench -- webgpu --quick`
 * counts them; `share` of them is the target.
 */
const rows = [
  { name: "dense", most: 32, stock: 131, share: 0.4 },
  { name: "tabular", most: 41, stock: 199, share: 0.4 },
  { name: "embeddings", most: 63, stock: 324, share: 0.4 },
  { name: "lstm", most: 27, stock: 2629, share: 0.15 },
];

let running: RunningBackend;
let counter: GpuCounter;
beforeAll(async () => {
  running = await startBackend("webgpu", { gpu: navigator.gpu, timeout: 60_000 });
  counter = countGpu();
}, 120_000);
afterAll(() => counter.end());

for (const { name, most, stock, share } of rows) {
  test(`a step of the row ${name} takes no more than ${most} dispatches, and one upload`, { timeout: 120_000 }, async () => {
    const { side } = await engineSide(caseNamed(name), running.repeater);
    await side.steps(2); // one that makes what stays, one that is recorded
    counter.reset();
    await side.steps(2);
    const { dispatches, uploads } = counter.counts();
    side.dispose();
    expect(uploads / 2).toBe(1);
    expect(dispatches / 2).toBeLessThanOrEqual(most);
    expect(dispatches / 2 / stock).toBeLessThanOrEqual(share);
  });
}
