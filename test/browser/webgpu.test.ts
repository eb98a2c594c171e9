import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../src/engine/acceleration/backends.ts";
import type { BackendPorts } from "../../src/engine/acceleration/ports.ts";
import * as tf from "../../src/engine/tf.ts";
import { systemClock } from "../../src/engine/training/clock.ts";
import { runControl } from "../../src/engine/training/control.ts";
import type { TrainEvent } from "../../src/engine/training/events.ts";
import { runTraining } from "../../src/engine/training/run.ts";
import { contractChecks } from "../contract/checks/index.ts";
import { tinyHost, tinyTable, tinyYaml } from "../engine/training/tiny.ts";
import { requireDevice } from "../support/webgpu.ts";

const ports: BackendPorts = {
  gpu: navigator.gpu,
  timeout: 60_000,
};

describe("WebGPU", () => {
  let running: RunningBackend;
  beforeAll(async () => {
    (await requireDevice()).destroy();
    running = await startBackend("webgpu", ports);
  }, 120_000);
  afterAll(() => { tf.disposeVariables(); });

  test("runs on a device of our own and passes the self-test", () => {
    expect(running.report.tried[0]).toMatchObject({ backend: "webgpu", verdict: "chosen" });
    expect(running.report.device).toMatch(/swiftshader.*software adapter/i);
    expect(running.health.failure).toBeNull();
  });

  const training = () =>
    runTraining({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "webgpu" }, { host: tinyHost(tinyTable(60)), control: runControl(), clock: systemClock(), backend: async () => running });
  const listen = async (events: AsyncIterable<TrainEvent>, onRound: () => boolean) => {
    for await (const event of events) if (event.type === "round" && onRound()) break;
  };

  test("a run, and a cancelled one, leave as many tensors as before", { timeout: 60_000 }, async () => {
    const before = tf.memory().numTensors;
    await listen(training(), () => false);
    expect(tf.memory().numTensors).toBe(before);
    await listen(training(), () => true);
    expect(tf.memory().numTensors).toBe(before);
  });

  for (const { name, run } of contractChecks("tiny")) test(name, { timeout: 60_000 }, () => run(running.repeater));
});

test("a wrong lookup gradient is refused, and WebAssembly runs instead", { timeout: 120_000 }, async () => {
  const right = tf.getKernel("UnsortedSegmentSum", "webgpu");
  tf.unregisterKernel(right.kernelName, "webgpu");
  tf.registerKernel({
    ...right,
    kernelFunc: (call) => {
      const x = right.kernelFunc(call) as tf.TensorInfo; // one output
      return tf.getKernel("Neg", "webgpu").kernelFunc({ inputs: { x }, backend: call.backend });
    },
  });
  try {
    const { report } = await startBackend("auto", ports);
    expect(report.chosen).toBe("wasm");
    expect(report.tried[0]!.reason).toMatch(/self-test: embedding lookup/);
  } finally {
    tf.unregisterKernel(right.kernelName, "webgpu");
    tf.registerKernel(right);
  }
});
