/** Steps on several threads: the same numbers as on one, whatever becomes of the helpers. */
import type { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { DeviceFailure } from "../../src/engine/acceleration/health.ts";
import type { ThreadsPort } from "../../src/engine/acceleration/ports.ts";
import * as tf from "../../src/engine/tf.ts";
import { caseNamed } from "../bench/cases/index.ts";
import { engineSide } from "../bench/engine-side.ts";
import { threadsInNode } from "../support/threads.ts";

const start = (threads: ThreadsPort | null) => startBackend("wasm", { gpu: null, timeout: 20_000, threads });

const product = () => tf.tidy(() => { tf.matMul(tf.ones([256, 256]), tf.ones([256, 256])); });

/** A model whose steps are large enough to be shared. */
async function losses(threads: ThreadsPort | null, meanwhile: () => Promise<void> = async () => undefined): Promise<{ device: string; losses: readonly number[] }> {
  const { report, repeater } = await start(threads);
  const { side } = await engineSide(caseNamed("dense"), repeater);
  const first = await side.losses(5);
  await meanwhile();
  const all = [...first, ...(await side.losses(5))];
  side.dispose();
  return { device: report.device, losses: all };
}
const onOne = losses(null);
afterAll(() => { tf.removeBackend("wasm"); });

test.each([2, 3])("steps on %i threads give the very losses of one", async (count) => {
  const wanted = await onOne;
  expect(wanted.device).toMatch(/SIMD, one thread$/);
  const found = await losses(await threadsInNode(count));
  expect(found.device).toMatch(new RegExp(`SIMD, ${count} threads$`));
  expect(found.losses).toEqual(wanted.losses);
});

test("what a helper has not taken when it dies is computed without it", async () => {
  const helpers: Worker[] = [];
  const found = await losses(await threadsInNode(2, { spawned: (worker) => helpers.push(worker) }), async () => {
    await Promise.all(helpers.map((worker) => worker.terminate()));
  });
  expect(helpers).toHaveLength(1);
  expect(found.losses).toEqual((await onOne).losses);
});

test("helpers end with the backend", async () => {
  const ended: Promise<unknown>[] = [];
  await start(await threadsInNode(3, { spawned: (worker) => ended.push(new Promise((resolve) => worker.once("exit", resolve))) }));
  await start(null);
  expect(await Promise.all(ended)).toHaveLength(2);
});

test.each<[string, ThreadsPort["spawn"], RegExp]>([
  ["refuses", () => ({ begin: () => Promise.reject(new Error("it has no policy")), stop: () => undefined }), /SIMD, one thread \(no more: it has no policy\)/],
  ["cannot be made", () => { throw new Error("no workers here"); }, /no more: no workers here/],
  ["never answers", () => ({ begin: () => new Promise(() => undefined), stop: () => undefined }), /no more: a thread did not answer within 3 s/],
])("one thread does the work where a helper %s", async (_, spawn, device) => {
  expect((await start({ count: 2, spawn })).report).toMatchObject({ chosen: "wasm", device: expect.stringMatching(device) as string });
});

test("a helper that dies in its share is missed within two seconds", async () => {
  await start(await threadsInNode(2, { change: (code) => code.replace("kernels[command", "(process.exit(), kernels)[command") }));
  let seconds = 0;
  expect(() => {
    for (let i = 0; i < 1000; i++) {
      const before = performance.now();
      try {
        product();
      } finally {
        seconds = (performance.now() - before) / 1000;
      }
    }
  }).toThrow(/a thread did not answer within 1\.5/);
  expect(seconds).toBeGreaterThan(1);
  expect(seconds).toBeLessThan(10); // on a busy machine
});

test("a kernel that breaks off in a helper ends the step, and every later one", async () => {
  const broken = await threadsInNode(2, { change: (code) => code.replace("kernels[command", "missing[command") });
  await start(broken);
  const until = () => { for (let i = 0; i < 1000; i++) product(); };
  expect(until).toThrow(DeviceFailure);
  expect(product).toThrow(/WebAssembly broke off \(a thread\)/);
});
