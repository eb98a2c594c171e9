/** What is asked of WebGPU, counted at its own doors: for tests and the bench. */

export interface GpuCounts {
  readonly dispatches: number;
  readonly passes: number;
  readonly submits: number;
  /** Times that numbers came from JavaScript: written to a buffer, or laid into one at its creation. */
  readonly uploads: number;
  readonly uploadedBytes: number;
  /** Buffers created. */
  readonly buffers: number;
  /** Bytes of the buffers that are there: created and not destroyed since the counting began. */
  readonly bytes: number;
}
export interface GpuCounter {
  /** Since the counting began, or since the last `reset`; bytes always since it began. */
  counts(): GpuCounts;
  reset(): void;
  /** Takes the counter out again. */
  end(): void;
}

/** Counts from now on, for every device of this thread. */
export function countGpu(): GpuCounter {
  const zero = { dispatches: 0, passes: 0, submits: 0, uploads: 0, uploadedBytes: 0, buffers: 0 };
  let seen = { ...zero };
  let bytes = 0;
  const alive = new WeakSet<GPUBuffer>();
  const upload = (size: number): void => {
    seen.uploads++;
    seen.uploadedBytes += size;
  };
  const ends = [
    heard(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => { seen.dispatches++; }),
    heard(GPUComputePassEncoder.prototype, "dispatchWorkgroupsIndirect", () => { seen.dispatches++; }),
    heard(GPUCommandEncoder.prototype, "beginComputePass", () => { seen.passes++; }),
    heard(GPUQueue.prototype, "submit", () => { seen.submits++; }),
    heard(GPUQueue.prototype, "writeBuffer", (given) => upload(writtenBytes(given as Parameters<GPUQueue["writeBuffer"]>))),
    heard(GPUDevice.prototype, "createBuffer", (given, made) => {
      const { size, mappedAtCreation } = given[0] as GPUBufferDescriptor;
      seen.buffers++;
      bytes += size;
      alive.add(made as GPUBuffer);
      if (mappedAtCreation === true) upload(size);
    }),
    heard(GPUBuffer.prototype, "destroy", (_, __, buffer) => {
      if (alive.delete(buffer)) bytes -= buffer.size;
    }),
  ];
  return {
    counts: () => ({ ...seen, bytes }),
    reset() { seen = { ...zero }; },
    end: () => ends.forEach((end) => end()),
  };
}

function writtenBytes([, , data, , size]: Parameters<GPUQueue["writeBuffer"]>): number {
  const unit = ArrayBuffer.isView(data) && "BYTES_PER_ELEMENT" in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return size === undefined ? data.byteLength : size * unit;
}

/** Tells of each call of a method with what it was given and what it made; the function that is returned takes it out. */
function heard<T extends object>(prototype: T, name: keyof T & string, told: (given: readonly unknown[], made: unknown, self: T) => void): () => void {
  const method = Reflect.get(prototype, name) as (...given: unknown[]) => unknown; // the callers name methods
  Reflect.set(prototype, name, function (this: T, ...given: unknown[]): unknown {
    const made = Reflect.apply(method, this, given);
    told(given, made, this);
    return made;
  });
  return () => { Reflect.set(prototype, name, method); };
}
