import { pool, type BufferSource, type Pool } from "./pool.ts";
import { tape, type Tape } from "./tape.ts";

/** What is noted while a computation is recorded: its commands, its buffers, the data that it makes, and what it uses of the data that was there before. */
export interface Capture {
  readonly tape: Tape;
  readonly pool: Pool;
  readonly made: ReadonlySet<object>;
  readonly used: ReadonlySet<object>;
  /** Whether data that was there before may have been changed. */
  readonly mayHaveChangedOthers: boolean;
  make(data: object): void;
  use(data: object): void;
  /** A program was run whose one output is this. */
  write(output: object): void;
}

export function capture(source: BufferSource): Capture {
  const commands = tape();
  const made = new Set<object>();
  const used = new Set<object>();
  let programs = 0;
  let hasChangedOthers = false;
  return {
    tape: commands,
    pool: pool(source),
    made,
    used,
    // Commands that came another way may have more outputs than one.
    get mayHaveChangedOthers() { return hasChangedOthers || commands.commands !== programs; },
    make: (data) => void made.add(data),
    use: (data) => void used.add(data),
    write(output) {
      programs++;
      hasChangedOthers ||= !made.has(output);
    },
  };
}
