/** Where buffers come from and go to. */
export interface BufferSource {
  create(size: number, usage: number, mapped: boolean): GPUBuffer;
  destroy(buffer: GPUBuffer): void;
}

/**
 * The buffers of one recording. What is released serves the commands that follow, as it will in each replay, for the device runs them
 * in their order. What was filled from JavaScript, uniforms among it, is held to the end: no command fills it again.
 */
export interface Pool {
  acquire(size: number, usage: number, mapped: boolean): GPUBuffer;
  release(buffer: GPUBuffer): void;
  readonly bytes: number;
  /** Destroys what is not in use, and the rest as it is released. */
  dispose(): void;
}

export function pool(source: BufferSource): Pool {
  const own = new Set<GPUBuffer>();
  const inUse = new Set<GPUBuffer>();
  const filled = new Set<GPUBuffer>();
  // By exact size, as TensorFlow.js does: to read a tensor is to copy its whole buffer.
  const free = new Map<string, GPUBuffer[]>();
  let isDisposed = false;

  const fresh = (size: number, usage: number, mapped: boolean): GPUBuffer => {
    const buffer = source.create(size, usage, mapped);
    own.add(buffer);
    if (mapped || usage & GPUBufferUsage.UNIFORM) filled.add(buffer);
    return buffer;
  };
  const freeOf = (size: number, usage: number): GPUBuffer[] => {
    const key = `${size} ${usage}`;
    const buffers = free.get(key) ?? [];
    free.set(key, buffers);
    return buffers;
  };
  return {
    get bytes() { return [...own].reduce((sum, { size }) => sum + size, 0); },
    acquire(size, usage, mapped) {
      const buffer = (mapped ? undefined : freeOf(size, usage).pop()) ?? fresh(size, usage, mapped);
      inUse.add(buffer);
      return buffer;
    },
    release(buffer) {
      if (!inUse.delete(buffer)) return;
      if (isDisposed) source.destroy(buffer);
      else if (!filled.has(buffer)) freeOf(buffer.size, buffer.usage).push(buffer);
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      for (const buffer of own) if (!inUse.has(buffer)) source.destroy(buffer);
    },
  };
}
