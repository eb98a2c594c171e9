import * as tf from "../../src/engine/tf.ts";

/** What has been asked of the device since counting began. */
export interface Counts {
  /** GPU dispatches on WebGPU, kernels elsewhere. */
  calls: number;
  /** Writes from JavaScript into memory of the GPU. */
  uploads: number;
}

/** Counts from now on, for the life of the worker. */
export function startCounting(): Counts {
  const counts = { calls: 0, uploads: 0 };
  if (tf.getBackend() === "webgpu") {
    const one = (what: keyof Counts) => () => void counts[what]++;
    before(GPUComputePassEncoder.prototype, "dispatchWorkgroups", one("calls"));
    before(GPUComputePassEncoder.prototype, "dispatchWorkgroupsIndirect", one("calls"));
    before(GPUQueue.prototype, "writeBuffer", one("uploads"));
    // A buffer that was made mapped, or mapped to be written, is filled through its range; one that is read is not.
    before(GPUBuffer.prototype, "getMappedRange", function (this: GPUBuffer) {
      if ((this.usage & GPUBufferUsage.MAP_READ) === 0) counts.uploads++;
    });
  } else {
    before(tf.engine(), "runKernel", () => void counts.calls++);
  }
  return counts;
}

/** Runs `extra` before each call of a method. */
function before<T extends object>(owner: T, method: keyof T, extra: (this: T) => void): void {
  const original = owner[method] as (...args: unknown[]) => unknown; // named as a method by each caller
  const counted = function (this: T, ...args: unknown[]): unknown {
    extra.call(this);
    return original.apply(this, args);
  };
  Object.assign(owner, { [method]: counted });
}

/** Bytes that the backend holds: buffers of the GPU with those kept for later, the heap of WebAssembly, or tensors. */
export function deviceBytes(): number {
  const memory: { numBytes: number; numBytesInGPU?: number } = tf.memory();
  if (tf.getBackend() === "wasm") return heapOf(tf.backend()).byteLength;
  return memory.numBytesInGPU ?? memory.numBytes;
}

/** Of this engine's backend, or of the published one. */
function heapOf(backend: object): ArrayBuffer {
  const { place, wasm } = backend as { place?: ArrayBuffer; wasm?: { HEAPU8: Uint8Array } }; // one of the two, with what it calls its heap
  const heap = place ?? wasm?.HEAPU8.buffer;
  if (!(heap instanceof ArrayBuffer)) throw new Error("the bench knows no heap of this backend");
  return heap;
}
