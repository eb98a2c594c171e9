/** What tabs of one browser share, in this process: named locks, and a channel that reaches all others. */
import type { Channel, Envelope } from "../../../src/app/state/tab-messages.ts";
import type { Locks, LockWish } from "../../../src/app/workers/locks.ts";

export interface Browser { readonly locks: Locks | null; channel(): Channel; readonly version?: string }

/** Nobody else is there. */
export const silence: Channel = { post: () => {}, listen: () => {}, close: () => {} };

export function memoryBrowser(): { readonly locks: MemoryLocks; channel(): Channel } {
  const open = new Map<Channel, (envelope: Envelope) => void>();
  const channel = (): Channel => {
    const mine: Channel = {
      post: (envelope) => [...open].forEach(([other, listener]) => other !== mine && queueMicrotask(() => open.has(other) && listener(structuredClone(envelope)))),
      listen: (listener) => void open.set(mine, listener),
      close: () => void open.delete(mine),
    };
    return mine;
  };
  return { locks: new MemoryLocks(), channel };
}

/** As `navigator.locks` where only exclusive locks are asked for: first come, first served. */
export class MemoryLocks implements Locks {
  readonly #queues = new Map<string, (() => void)[]>();

  async request<T>(name: string, { ifAvailable = false, signal }: LockWish, held: (lock: unknown) => Promise<T>): Promise<T> {
    const waiting = this.#queues.get(name);
    if (waiting && ifAvailable) return held(null);
    if (waiting) await this.#wait(waiting, signal);
    else this.#queues.set(name, []);
    try {
      return await held({ name });
    } finally {
      this.#free(name);
    }
  }

  /** Is it held by somebody? */
  isHeld(name: string): boolean {
    return this.#queues.has(name);
  }

  #wait(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => resolve();
      waiting.push(turn);
      signal?.addEventListener("abort", () => {
        const place = waiting.indexOf(turn);
        if (place < 0) return;
        waiting.splice(place, 1);
        reject(new DOMException("aborted", "AbortError"));
      });
    });
  }

  #free(name: string): void {
    const next = this.#queues.get(name)?.shift();
    if (next) next();
    else this.#queues.delete(name);
  }
}
