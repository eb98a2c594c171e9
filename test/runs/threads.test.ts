/** Steps on several threads: the same numbers as on one, whatever becomes of the helpers. */
import type { Worker } from "node:worker_threads";
import { afterAll, describe, expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import type { WasmBackend } from "../../src/engine/acceleration/wasm/backend.ts";
import { DeviceFailure } from "../../src/engine/acceleration/health.ts";
import type { ThreadsPort } from "../../src/engine/acceleration/ports.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { writeWeights } from "../../src/engine/model/weights.ts";
import { forward, forwardPasses } from "../../src/engine/prediction/forward.ts";
import { sourceOf } from "../../src/engine/training/resident.ts";
import * as tf from "../../src/engine/tf.ts";
import { caseNamed } from "../bench/cases/index.ts";
import { engineModel } from "../bench/engine-model.ts";
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
let ofOne: ReturnType<typeof losses> | null = null;
const onOne = () => (ofOne ??= losses(null));
afterAll(() => { tf.removeBackend("wasm"); });

test.each([2, 3])("steps on %i threads give the very losses of one", async (count) => {
  const wanted = await onOne();
  expect(wanted.device).toMatch(/SIMD, one thread$/);
  const found = await losses(await threadsInNode(count));
  expect(found.device).toMatch(new RegExp(`SIMD, ${count} threads$`));
  expect(found.losses).toEqual(wanted.losses);
});

/** Logits of 300 rows in batches of 100, three times over, of a model that begins with the same weights each time. */
async function answers(name: string, threads: ThreadsPort | null, mayStay: boolean, meanwhile = async (): Promise<void> => undefined) {
  const { repeater } = await start(threads);
  const { model, rows: { inputs } } = engineModel(caseNamed(name));
  const random = seededRandom(1, name);
  writeWeights(model, model.weights.map(({ shape }) => Float32Array.from({ length: tf.util.sizeFromShape(shape as number[]) }, () => random() - 0.5))); // no weight is open
  const source = sourceOf(300, inputs, mayStay);
  const passes = forwardPasses(model, source, repeater);
  const given = [];
  for (let i = 0; i < 3; i++) {
    given.push(await forward(passes, source, 100, async () => undefined));
    await meanwhile();
  }
  passes.dispose();
  source.dispose();
  model.dispose();
  return given;
}

describe.each(["dense", "text", "lstm", "columns", "picture"] as const)("rows of %s answered side by side", (name) => {
  test.each([[2, false], [3, false], [2, true]])("by %i threads get the very answers of one (rows that stay: %s)", async (count, stay) => {
    expect(await answers(name, await threadsInNode(count), stay)).toEqual(await answers(name, null, stay));
  });
});

test("rows that a helper has not taken when it dies are answered without it", async () => {
  const helpers: Worker[] = [];
  const threads = await threadsInNode(2, { spawned: (worker) => helpers.push(worker) });
  const found = await answers("dense", threads, false, async () => { await Promise.all(helpers.map((worker) => worker.terminate())); });
  expect(found).toEqual(await answers("dense", null, false));
});

test("what a helper has not taken when it dies is computed without it", async () => {
  const helpers: Worker[] = [];
  const found = await losses(await threadsInNode(2, { spawned: (worker) => helpers.push(worker) }), async () => {
    await Promise.all(helpers.map((worker) => worker.terminate()));
  });
  expect(helpers).toHaveLength(1);
  expect(found.losses).toEqual((await onOne()).losses);
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
  await start(await threadsInNode(2, { change: (code) => code.replace("kernels[numbers", "(process.exit(), kernels)[numbers") }));
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
  const broken = await threadsInNode(2, { change: (code) => code.replace("kernels[numbers", "missing[numbers") });
  await start(broken);
  const until = () => { for (let i = 0; i < 1000; i++) product(); };
  expect(until).toThrow(DeviceFailure);
  expect(product).toThrow(/WebAssembly broke off \(a thread\)/);
});

test("rows that break off in a helper are answered by nobody", async () => {
  const broken = await threadsInNode(2, { change: (code) => code.replace("call(list", "missing(list") });
  const many = async () => { for (let i = 0; i < 100; i++) await answers("dense", broken, false); };
  await expect(many()).rejects.toThrow(DeviceFailure);
});

test.each<[string, (x: tf.Tensor1D) => tf.Tensor]>([
  ["JavaScript", (x) => tf.cumprod(x)],
  ["more calls than a helper has room for", (x) => Array.from({ length: 3000 }).reduce<tf.Tensor>((sum) => tf.add(sum, x), x)],
])("works with %s in them are done one after another", async (_, work) => {
  const { repeater } = await start(await threadsInNode(2));
  const bytes = () => (tf.backend() as WasmBackend).bytes; // the backend that runs is ours
  const before = bytes();
  const feed = repeater.feed(2);
  const repeated = repeater.lanes!.repeat([() => [work(feed.tensor)], () => [tf.mul(feed.tensor, 2)]]); // two threads have lanes
  for (const values of [[1, 2], [3, 4], [5, 6]]) {
    feed.write(Float32Array.from(values));
    const alone = tf.tidy(() => work(tf.tensor1d(values)));
    const wanted = [...(await alone.data()), ...values.map((one) => 2 * one)];
    alone.dispose();
    const found = repeated.run().map((tensor) => tensor.data());
    expect((await Promise.all(found)).flatMap((one) => [...one])).toEqual(wanted);
  }
  repeated.dispose();
  feed.dispose();
  expect(bytes()).toBe(before);
});
