/** Seconds since the start without the pauses. */
export interface Stopwatch {
  seconds(): number;
  standstill(wait: () => Promise<void>): Promise<void>;
}

export function stopwatch(now: () => number): Stopwatch {
  const start = now();
  let paused = 0;
  return {
    seconds: () => (now() - start - paused) / 1000,
    async standstill(wait) {
      const at = now();
      await wait();
      paused += now() - at;
    },
  };
}
