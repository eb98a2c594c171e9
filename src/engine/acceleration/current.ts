import { startBackend, type RunningBackend } from "./backends.ts";
import type { BackendPorts } from "./ports.ts";
import type { BackendWish } from "./report.ts";

/** The one backend that runs; tensors live and die with it. */
export interface CurrentBackend {
  /** The running one when it answers the wish and is sound; else `onChange` is called, and another is started. */
  use(wish: BackendWish): Promise<RunningBackend>;
  /** Whatever runs or is being started; null before the first use. */
  settled(): Promise<RunningBackend | null>;
  /** Work during which the backend will not change. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

export function currentBackend(ports: BackendPorts, onChange: () => void): CurrentBackend {
  let running: RunningBackend | null = null;
  let wished: BackendWish | null = null;
  let changes: Promise<unknown> = Promise.resolve();
  const work = new Set<Promise<unknown>>();

  async function change(wish: BackendWish): Promise<RunningBackend> {
    const fits = wish === wished || wish === running?.report.chosen;
    if (running && fits && running.health.failure === null) return running;
    await Promise.allSettled(work);
    onChange();
    running = null;
    running = await startBackend(wish, ports);
    wished = wish;
    return running;
  }
  return {
    use(wish) {
      const next = changes.then(() => change(wish));
      changes = next.catch(() => {}); // told to the caller; the next wish may still be met
      return next;
    },
    async settled() {
      await changes;
      return running;
    },
    async during(task) {
      const doing = task();
      work.add(doing);
      try {
        return await doing;
      } finally {
        work.delete(doing);
      }
    },
  };
}
