import * as tf from "../../src/engine/tf.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import { countGpu } from "../support/gpu-counts.ts";

/** What has been asked of the backend since counting began. */
export interface Counts {
  /** GPU dispatches on WebGPU, kernels elsewhere. */
  readonly calls: number;
  /** Times that numbers came from JavaScript into memory of the GPU. */
  readonly uploads: number;
  /** What it holds: buffers of the GPU, the heap of WebAssembly, or tensors. */
  readonly bytes: number;
}

/** Counts from now on, for the life of the worker: before the backend starts, so that all of its buffers are seen. */
export function startCounting(backend: BackendName): () => Counts {
  if (backend === "webgpu") {
    const gpu = countGpu();
    return () => {
      const { dispatches, uploads, bytes } = gpu.counts();
      return { calls: dispatches, uploads, bytes };
    };
  }
  let calls = 0;
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  engine.runKernel = (...args: Parameters<typeof runKernel>) => {
    calls++;
    return runKernel(...args);
  };
  return () => ({ calls, uploads: 0, bytes: backend === "wasm" ? heapOf(tf.backend()).byteLength : tf.memory().numBytes });
}

/** Of this engine's backend, or of the published one. */
function heapOf(backend: object): ArrayBufferLike {
  const { place, wasm } = backend as { place?: ArrayBufferLike; wasm?: { HEAPU8: Uint8Array } }; // one of the two, with what it calls its heap
  const heap = place ?? wasm?.HEAPU8.buffer;
  if (!heap) throw new Error("the bench knows no heap of this backend");
  return heap;
}
