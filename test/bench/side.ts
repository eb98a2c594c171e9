import type { Scalar } from "../../src/engine/tf.ts";
import * as tf from "../../src/engine/tf.ts";

/** One of the two that are compared, ready to train: data on the device, first weights set. */
export interface Side {
  /** One step on the next batch; the combined loss before the update, the caller's to dispose. */
  step(): Scalar;
  dispose(): void;
}

/** A few steps in a row, timed. */
export interface Block {
  /** Milliseconds of the worker's own time, one figure per step: from the call to its return, the device not waited for. */
  readonly own: readonly number[];
  /** Milliseconds until the device had done all of them. */
  readonly wall: number;
  /** GPU dispatches on WebGPU, kernel calls elsewhere. */
  readonly calls: number;
}

export async function timeBlock(side: Side, steps: number, counter: { calls: number }): Promise<Block> {
  const own: number[] = [];
  const callsBefore = counter.calls;
  const start = performance.now();
  let last: Scalar | null = null;
  for (let i = 0; i < steps; i++) {
    last?.dispose();
    const before = performance.now();
    last = side.step();
    own.push(performance.now() - before);
  }
  await last?.data(); // a reading waits for all that came before it
  last?.dispose();
  return { own, wall: performance.now() - start, calls: counter.calls - callsBefore };
}

/** The losses of the next steps, read one by one. */
export async function losses(side: Side, steps: number): Promise<number[]> {
  const seen: number[] = [];
  for (let i = 0; i < steps; i++) {
    const loss = side.step();
    seen.push((await loss.data<"float32">())[0]!);
    loss.dispose();
  }
  return seen;
}

/** Counts what a step asks of the backend from now on. */
export function countCalls(): { calls: number } {
  const counter = { calls: 0 };
  if (tf.getBackend() === "webgpu") {
    const encoder = GPUComputePassEncoder.prototype;
    const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = encoder;
    encoder.dispatchWorkgroups = function (...args) {
      counter.calls++;
      return dispatchWorkgroups.apply(this, args);
    };
    encoder.dispatchWorkgroupsIndirect = function (...args) {
      counter.calls++;
      return dispatchWorkgroupsIndirect.apply(this, args);
    };
  } else {
    const engine = tf.engine();
    const runKernel = engine.runKernel.bind(engine);
    engine.runKernel = (...args: Parameters<typeof runKernel>) => {
      counter.calls++;
      return runKernel(...args);
    };
  }
  return counter;
}
