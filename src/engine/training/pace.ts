/** How long the device may run ahead of what has been read, in milliseconds. */
const AHEAD = 100;

/** What the screen is told between rounds. */
export interface Pace {
  /** A step was taken, whose loss `read` gives; true when a figure has newly been read. Waits only when the device is far behind. */
  step(read: () => Promise<number>, rows: number): Promise<boolean>;
  /** The latest loss that was read; before the first, the one that it began with. */
  readonly loss: number;
  readonly rowsPerSecond: number;
  /** A round's evaluation took place: its time is no step's. */
  pause(): void;
  /** Waits for what is under way. */
  settle(): Promise<void>;
}

/**
 * Reads a loss every so many steps that the device needs about 100 ms for them, and waits for a reading only when the next
 * one is due: the device is never idle, and never more than two such spans behind, so that a pause is felt at once.
 */
export function pace(now: () => number, before = NaN): Pace {
  let every = 1;
  let since = { steps: 0, rows: 0, at: now() };
  let loss = before;
  let rowsPerSecond = 0;
  let reading: Promise<void> | null = null;

  return {
    get loss() { return loss; },
    get rowsPerSecond() { return rowsPerSecond; },
    async step(read, rows) {
      since.steps++;
      since.rows += rows;
      if (since.steps < every) return false;
      const previous = reading;
      const current = read().then((value) => { loss = value; });
      reading = current;
      await (previous ?? current);
      const at = now();
      const spent = Math.max(at - since.at, 0.01);
      rowsPerSecond = (since.rows / spent) * 1000;
      every = Math.max(1, Math.min(Math.round((AHEAD / spent) * since.steps), 4 * every));
      since = { steps: 0, rows: 0, at };
      return true;
    },
    pause() { since = { steps: 0, rows: 0, at: now() }; },
    async settle() {
      await reading;
      reading = null;
    },
  };
}
