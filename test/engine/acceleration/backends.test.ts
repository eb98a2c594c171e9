import { afterEach, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { GpuPort } from "../../../src/engine/acceleration/ports.ts";
import { selfTest } from "../../../src/engine/acceleration/self-test.ts";
import * as tf from "../../../src/engine/tf.ts";
import { wasmFolder } from "../../support/node-host.ts";

const ports = { gpu: null, wasm: wasmFolder, timeout: 10_000 };

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
