import { afterEach, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { GpuAdapter, GpuDevice, GpuPort } from "../../../src/engine/acceleration/ports.ts";
import { selfTest } from "../../../src/engine/acceleration/self-test.ts";
import * as tf from "../../../src/engine/tf.ts";

const ports = { gpu: null, timeout: 10_000 };

afterEach(() => { tf.disposeVariables(); });

test.each(["cpu", "wasm"] as const)("%s starts, passes the self-test and leaves no tensor behind", async (wish) => {
  const { report, health } = await startBackend(wish, ports);
  expect(report.chosen).toBe(wish);
  expect(report.tried[0]).toMatchObject({ backend: wish, verdict: "chosen" });
  expect(report.tried[0]!.milliseconds).toBeGreaterThan(0);
  expect(health.failure).toBeNull();
  const before = tf.memory().numTensors;
  expect(await selfTest()).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
});

test("auto says why WebGPU does not run and goes on to WebAssembly", async () => {
  const { report } = await startBackend("auto", ports);
  expect(report.chosen).toBe("wasm");
  expect(report.tried.map(({ backend, verdict }) => [backend, verdict])).toEqual([["webgpu", "refused"], ["wasm", "chosen"], ["cpu", "not_tried"]]);
  expect(report.tried[0]!.reason).toMatch(/no WebGPU/);
});

test("a start that hangs is given up", async () => {
  const silent: GpuPort = { requestAdapter: () => new Promise(() => {}) };
  const { report } = await startBackend("auto", { ...ports, gpu: silent, timeout: 1000 });
  expect(report.chosen).toBe("wasm");
  expect(report.tried[0]!.reason).toMatch(/did not answer within 1 s/);
});

test("an adapter request that throws is given up", async () => {
  const { report } = await startBackend("webgpu", { ...ports, gpu: { requestAdapter: () => Promise.reject(new Error("blocked by policy")) } });
  expect(report.tried[0]).toMatchObject({ verdict: "refused", reason: "blocked by policy" });
});

/** An adapter like a browser's, but for what a test says of it. */
const adapter = (asked: Partial<GpuAdapter>): GpuPort => ({
  requestAdapter: async () => ({ features: new Set<string>(), limits: {}, requestDevice: () => Promise.reject(new Error("limits are missing")), ...asked }),
});

test.each<[string, GpuPort, RegExp]>([
  ["there is none", { requestAdapter: async () => null }, /no adapter for it/],
  ["it refuses the device", adapter({}), /limits are missing/],
  ["its device never comes", adapter({ requestDevice: () => new Promise(() => {}) }), /the GPU device did not answer within 0.2 s/],
])("a GPU adapter is given up where %s", async (_, gpu, reason) => {
  const { report } = await startBackend("auto", { ...ports, gpu, timeout: 200 });
  expect(report.tried[0]).toMatchObject({ backend: "webgpu", verdict: "refused", reason: expect.stringMatching(reason) as string });
  expect(report.chosen).toBe("wasm");
});

test("a device that comes too late is given back", async () => {
  let destroyed = false;
  const device: GpuDevice = { lost: new Promise(() => {}), addEventListener: () => {}, destroy: () => { destroyed = true; } };
  const late = adapter({ requestDevice: () => new Promise((resolve) => { setTimeout(() => { resolve(device); }, 150); }) });
  await startBackend("auto", { ...ports, gpu: late, timeout: 50 });
  await expect.poll(() => destroyed).toBe(true);
});

test("backends that are given up are not tried; without any, that is said", async () => {
  const { report } = await startBackend("auto", ports, new Map([["webgpu", "it was lost twice"]]));
  expect(report.tried[0]).toEqual({ backend: "webgpu", verdict: "refused", reason: "it was lost twice", milliseconds: null });
  const all = new Map(report.tried.map(({ backend }) => [backend, "it broke"]));
  await expect(startBackend("auto", ports, all)).rejects.toThrow(/no backend is left: webgpu: it broke; wasm: it broke; cpu: it broke/);
});

test("a backend whose lookup gradient is wrong is refused, and the next one runs", async () => {
  await startBackend("wasm", ports);
  const right = tf.getKernel("UnsortedSegmentSum", "wasm");
  tf.unregisterKernel(right.kernelName, "wasm");
  tf.registerKernel({
    ...right,
    kernelFunc: (call) => {
      const x = right.kernelFunc(call) as tf.TensorInfo; // one output
      return tf.getKernel("Neg", "wasm").kernelFunc({ inputs: { x }, backend: tf.backend() });
    },
  });
  try {
    const { report } = await startBackend("wasm", ports);
    expect(report.chosen).toBe("cpu");
    expect(report.tried[0]).toMatchObject({ backend: "wasm", verdict: "refused" });
    expect(report.tried[0]!.reason).toMatch(/embedding lookup/);
  } finally {
    tf.unregisterKernel(right.kernelName, "wasm");
    tf.registerKernel(right);
  }
});
