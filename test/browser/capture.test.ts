/** Capture and replay on WebGPU: the same numbers as plain JavaScript, exact counts, and a sentence where it cannot be. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../src/engine/acceleration/backends.ts";
import { DeviceFailure } from "../../src/engine/acceleration/health.ts";
import type { BackendPorts } from "../../src/engine/acceleration/ports.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { RecordingBackend } from "../../src/engine/acceleration/webgpu/backend.ts";
import * as tf from "../../src/engine/tf.ts";
import { countGpu, type GpuCounter } from "../support/gpu-counts.ts";
import { multitaskStep } from "../support/multitask-step.ts";

const ports: BackendPorts = { gpu: navigator.gpu, timeout: 60_000, patience: 20_000 };
const STEPS = 10;

const start = async (backend: BackendName): Promise<RunningBackend> => {
  const running = await startBackend(backend, ports);
  expect(running.report.chosen).toBe(backend);
  return running;
};
const gpu = (): RecordingBackend => tf.backend() as RecordingBackend; // while WebGPU runs

/** Losses of some steps, and the weights after them. */
async function trained({ repeater }: RunningBackend): Promise<readonly Float32Array[]> {
  const step = multitaskStep(repeater);
  const losses: Float32Array[] = [];
  for (let i = 0; i < STEPS; i++) losses.push((await repeater.read(step.take(i))).slice());
  const weights = await Promise.all(step.variables.map((variable) => variable.data<"float32">()));
  expect(step.repeated.why).toBeNull();
  step.dispose();
  return [...losses, ...weights];
}

const far = (ours: readonly Float32Array[], theirs: readonly Float32Array[]): number =>
  Math.max(...ours.flatMap((values, k) => [...values].map((value, i) => Math.abs(value - theirs[k]![i]!) / Math.max(1, Math.abs(theirs[k]![i]!)))));

describe("a recorded computation", () => {
  let oracle: readonly Float32Array[];
  let running: RunningBackend;
  let counter: GpuCounter;
  beforeAll(async () => {
    oracle = await trained(await start("cpu"));
    running = await start("webgpu");
    counter = countGpu();
  }, 120_000);
  beforeEach(() => counter.reset());
  afterAll(() => counter.end());

  test("trains as plain JavaScript does, with other rows and rates at each step", { timeout: 60_000 }, async () => {
    const ours = await trained(running);
    expect(new Set(oracle.slice(0, STEPS).map(([loss]) => loss)).size).toBe(STEPS);
    expect(far(ours, oracle)).toBeLessThan(1e-4);
    expect(running.health.failure).toBeNull();
  });

  test("asks for its dispatches in one pass, for one upload, and for no buffer", { timeout: 60_000 }, async () => {
    const step = multitaskStep(running.repeater);
    await step.take(0).data();
    const { commands, uploads } = step.repeated.captured!;
    expect(uploads).toBe(1);
    counter.reset();
    for (let i = 1; i < 4; i++) step.take(i);
    const { bytes, ...counts } = counter.counts();
    expect(counts).toEqual({ dispatches: 3 * commands, passes: 3, submits: 3, uploads: 3, uploadedBytes: 3 * step.feedBytes, buffers: 0 });
    step.dispose();
    expect(bytes - counter.counts().bytes).toBeGreaterThan(0);
  });

  test("counts what it is made of, and frees it", async () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const feed = running.repeater.feed(6);
    gpu().uploadToGPU(x.dataId);
    const before = { ...counter.counts(), tensors: tf.memory().numTensors };
    // Three results of [2, 3]: the second and the third use what the first and the second have left.
    const repeated = running.repeater.repeat(() => {
      const sum = tf.add(x, tf.reshape(feed.tensor, [2, 3]));
      return [tf.square(tf.square(tf.neg(tf.neg(sum))))];
    });
    repeated.run();
    const [dispatches, uniforms, numbers] = [5, 5, 24];
    expect(repeated.captured).toMatchObject({ commands: dispatches, uploads: 1 });
    expect(repeated.captured!.bytes).toBeLessThan(uniforms * 80 + 3 * numbers);
    feed.write(Float32Array.of(1, 1, 1, 1, 1, 1));
    expect([...await running.repeater.read(repeated.run()[0]!)]).toEqual([16, 81, 256, 625, 1296, 2401]);
    feed.write(Float32Array.of(0, 0, 0, 0, 0, 1));
    expect([...await running.repeater.read(repeated.run()[0]!)]).toEqual([1, 16, 81, 256, 625, 2401]);
    repeated.dispose();
    expect(tf.memory().numTensors).toBe(before.tensors);
    expect(gpu().bufferManager.getNumFreeBuffers()).toBeGreaterThanOrEqual(0);
    expect(counter.counts().bytes).toBeLessThanOrEqual(before.bytes);
    feed.dispose();
    x.dispose();
  });

  test("state that the first step makes is there at the second, which is recorded", async () => {
    let state: tf.Tensor | null = null;
    const repeated = running.repeater.repeat(() => {
      state ??= tf.keep(tf.fill([3], 2));
      return [tf.mul(state, 3)];
    });
    expect([...await repeated.run()[0]!.data()]).toEqual([6, 6, 6]);
    expect(repeated.captured).toBeNull();
    expect([...await repeated.run()[0]!.data()]).toEqual([6, 6, 6]);
    expect(repeated.captured).toMatchObject({ commands: 1 });
    expect(repeated.why).toBeNull();
    repeated.dispose();
    expect([...await state!.data()]).toEqual([2, 2, 2]);
    state!.dispose();
  });

  test("a computation that replaces a variable is done anew each time, and says which", async () => {
    const variable = tf.variable(tf.tensor1d([1, 2]), true, "replaced");
    const tensors = tf.memory().numTensors;
    const repeated = running.repeater.repeat(() => {
      variable.assign(tf.add(variable, 1));
      return [tf.mul(variable, 10)];
    });
    for (let i = 1; i <= 4; i++) expect([...await repeated.run()[0]!.data()]).toEqual([10 * (1 + i), 10 * (2 + i)]);
    expect(repeated.captured).toBeNull();
    expect(repeated.why).toMatch(/it replaces weights .*: replaced/);
    repeated.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    expect([...await variable.data()]).toEqual([5, 6]);
    variable.dispose();
  });

  test("a computation that breaks off while it is recorded is done anew, and nothing of it is lost", async () => {
    let calls = 0;
    const repeated = running.repeater.repeat(() => {
      const x = tf.add(tf.tensor1d([1, 2]), 1);
      if (calls++ % 2 === 0) throw new Error("no memory for this");
      return [x];
    });
    expect([...await repeated.run()[0]!.data()]).toEqual([2, 3]);
    expect([...await repeated.run()[0]!.data()]).toEqual([2, 3]);
    expect(repeated.captured).toBeNull();
    expect(repeated.why).toMatch(/broke off while it was recorded: no memory for this/);
    repeated.dispose();
    const tensors = tf.memory().numTensors;
    const hopeless = running.repeater.repeat(() => { throw new Error("always"); });
    expect(() => hopeless.run()).toThrow("always");
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("a command that no replay could issue is a reason to compute anew", async () => {
    const source = tf.add(tf.tensor1d([1, 2]), 0);
    const repeated = running.repeater.repeat(() => {
      gpu().ensureCommandEncoderReady();
      return [tf.add(source, 1)];
    });
    repeated.run();
    expect(repeated.captured).toMatchObject({ commands: 1 });
    repeated.dispose();
    const reading = running.repeater.repeat(() => {
      const made = tf.add(source, 1);
      void made.data();
      return [made];
    });
    for (let i = 0; i < 3; i++) expect([...await reading.run()[0]!.data()]).toEqual([2, 3]);
    expect(reading.why).toBe("it reads what the GPU has computed");
    reading.dispose();
    source.dispose();
  });

  test("buffers that others have used are given back when a recording ends", async () => {
    const made = Array.from({ length: 20 }, (_, i) => tf.add(tf.fill([100 + i], 1), 1));
    await made[0]!.data();
    tf.dispose(made);
    const before = counter.counts().bytes;
    const repeated = running.repeater.repeat(() => [tf.fill([2], 1)]);
    repeated.run();
    repeated.dispose();
    expect(gpu().memory().numBytesAllocatedInGPU).toBe(gpu().memory().numBytesInGPU);
    expect(counter.counts().bytes).toBeLessThan(before);
  });
});

describe("what goes wrong in a replay", () => {
  test("a refused command ends the step with its reason, and no number is read", { timeout: 60_000 }, async () => {
    const { repeater, health } = await start("webgpu");
    const variable = tf.variable(tf.add(tf.tensor1d([1, 2]), 1));
    const repeated = repeater.repeat(() => [tf.mul(variable, 2)]);
    expect([...await repeated.run()[0]!.data()]).toEqual([4, 6]);
    (gpu().tensorMap.get(variable.dataId).resource as GPUBuffer).destroy();
    const [result] = repeated.run();
    await expect(result!.data()).rejects.toThrow(DeviceFailure);
    expect(health.failure).toMatch(/the GPU refused a command/);
    expect(() => repeated.run()).toThrow(DeviceFailure);
    tf.disposeVariables();
  });

  test("a program that does not compile ends the step in which it is recorded", { timeout: 60_000 }, async () => {
    const { repeater, health } = await start("webgpu");
    const program = {
      variableNames: [], outputShape: [4], workgroupSize: [64, 1, 1] as [number, number, number], dispatchLayout: { x: [0] }, dispatch: [1, 1, 1] as [number, number, number],
      size: true, shaderKey: "broken", getUserCode: () => "fn main(index : i32) { this is no program }",
    };
    const repeated = repeater.repeat(() => {
      const made = gpu().runWebGPUProgram(program, [], "float32");
      return [tf.engine().makeTensorFromTensorInfo(made)];
    });
    const [result] = repeated.run();
    await expect(result!.data()).rejects.toThrow(DeviceFailure);
    expect(health.failure).toMatch(/the GPU refused a command/);
  });

  test("a lost device ends a step that waits, and those that follow", { timeout: 60_000 }, async () => {
    const { repeater } = await start("webgpu");
    const repeated = repeater.repeat(() => [tf.fill([2], 3)]);
    await repeated.run()[0]!.data();
    gpu().device.destroy();
    await expect(repeated.run()[0]!.data()).rejects.toThrow(DeviceFailure);
    expect(() => repeated.run()).toThrow(/the GPU was lost/);
    repeated.dispose();
  });
});
