import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { BufferSource, Pool } from "./pool.ts";

type Manager = WebGPUBackend["bufferManager"];

/** Who lends TensorFlow.js its buffers: its own manager, or the pool of a recording. */
export interface Buffers {
  /** For the pools; what they hold counts as the manager's. */
  readonly source: BufferSource;
  /** From now on, buffers come from this pool, from the manager's own for null; the function that is returned ends it. */
  from(pool: Pool | null): () => void;
  /** Destroys what the manager keeps for later, which it never does by itself. */
  drain(): void;
}

/** Takes its place before the manager, for good. Every buffer goes back to where it came from. */
export function lendBuffers(manager: Manager): Buffers {
  const acquire = manager.acquireBuffer.bind(manager);
  const release = manager.releaseBuffer.bind(manager);
  const lenders = new WeakMap<GPUBuffer, Pool>();
  let lender: Pool | null = null;

  manager.acquireBuffer = (size, usage, mapped = false, reuse = true) => {
    if (lender === null) return acquire(size, usage, mapped, reuse);
    const buffer = lender.acquire(size, usage, mapped);
    lenders.set(buffer, lender);
    return buffer;
  };
  manager.releaseBuffer = (buffer, reuse = true) => {
    const owner = lenders.get(buffer);
    if (owner) owner.release(buffer);
    else release(buffer, reuse);
  };
  return {
    source: {
      create: (size, usage, mapped) => acquire(size, usage, mapped, false),
      destroy: (buffer) => release(buffer, false),
    },
    from(pool) {
      const before = lender;
      lender = pool;
      return () => { lender = before; };
    },
    drain() {
      for (const buffers of freeOf(manager).values()) {
        for (const buffer of buffers.splice(0)) {
          manager.numBytesAllocated -= buffer.size;
          buffer.destroy();
        }
      }
    },
  };
}

/** Private in its types; there is no other way to what it keeps. */
const freeOf = (manager: Manager) => (manager as unknown as { readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]> }).freeBuffers;
