import type { Locks } from "./storage.ts";

interface Queue { exclusive: Promise<unknown>; all: Promise<unknown>; count: number }

/** Locks for one tab or process: served in order; those who share go together. */
export function ownLocks(): Locks {
  const queues = new Map<string, Queue>();
  async function hold<T>(name: string, shared: boolean, work: () => Promise<T>): Promise<T> {
    const queue = queues.get(name) ?? { exclusive: Promise.resolve(), all: Promise.resolve(), count: 0 };
    queues.set(name, queue);
    queue.count += 1;
    const mine = (shared ? queue.exclusive : queue.all).then(work);
    const ended = mine.then(() => {}, () => {});
    queue.all = Promise.all([queue.all, ended]);
    if (!shared) queue.exclusive = ended;
    try {
      return await mine;
    } finally {
      queue.count -= 1;
      if (queue.count === 0) queues.delete(name);
    }
  }
  return {
    shared: (name, work) => hold(name, true, work),
    exclusive: (name, work) => hold(name, false, work),
    ifFree: async (name, work) => (queues.has(name) ? undefined : hold(name, false, work)),
  };
}

/** Web Locks hold across tabs and workers, and end with whoever held them. Undefined where the browser has none or refuses them. */
export async function webLocks(): Promise<Locks | undefined> {
  if (!("locks" in navigator)) return undefined;
  const { locks } = navigator;
  try {
    await locks.request("fidelio/probe", { mode: "shared" }, () => {});
  } catch {
    return undefined; // an opaque origin, such as a page opened from a file
  }
  return {
    shared: <T>(name: string, work: () => Promise<T>) => locks.request<Promise<T>>(name, { mode: "shared" }, work),
    exclusive: <T>(name: string, work: () => Promise<T>) => locks.request<Promise<T>>(name, work),
    ifFree: <T>(name: string, work: () => Promise<T>) => locks.request<Promise<T | undefined>>(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined)),
  };
}
