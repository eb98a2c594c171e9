/** Long work in short stretches, so that a message (a cancel among them) is heard in between. */

/** Work that rests wherever it yields. */
export type Steps<T> = Generator<void, T, void>;

const STRETCH_MS = 25;

export class Pace {
  readonly signal: AbortSignal | undefined;
  #rested = performance.now();

  constructor(signal?: AbortSignal) {
    this.signal = signal;
  }

  get cancelled(): boolean {
    return this.signal?.aborted ?? false;
  }

  /** True when the last rest lies 25 ms back. */
  get due(): boolean {
    return performance.now() - this.#rested > STRETCH_MS;
  }

  /** Let waiting tasks run. */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
    this.#rested = performance.now();
  }

  /** Run steps to their end, resting when due; null when cancelled on the way. */
  async run<T>(steps: Generator<void, T, void>): Promise<T | null> {
    for (;;) {
      const step = steps.next();
      if (this.cancelled) return null;
      if (step.done) return step.value;
      if (this.due) await this.rest();
    }
  }
}

/** Run steps to their end at once. */
export function runAll<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
