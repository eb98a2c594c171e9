/** Seconds since the start without the pauses, and with those that went before. */
export interface Stopwatch {
  seconds(): number;
  standstill(wait: () => Promise<void>): Promise<void>;
}

export function stopwatch(now: () => number, before = 0): Stopwatch {
  const start = now();
  let paused = 0;
  return {
    seconds: () => before + (now() - start - paused) / 1000,
    async standstill(wait) {
      const at = now();
      await wait();
      paused += now() - at;
    },
  };
}
