import { pool, type BufferSource, type Pool } from "./pool.ts";
import { tape, type Tape } from "./tape.ts";

/** What is noted while a computation is recorded: its commands, its buffers, and the data that it makes and uses. */
export interface Capture {
  readonly tape: Tape;
  readonly pool: Pool;
  readonly made: ReadonlySet<object>;
  readonly used: ReadonlySet<object>;
  /** Whether a kernel has written to what was there before. */
  readonly hasChangedOthers: boolean;
  make(data: object): void;
  use(inputs: readonly object[], output: object): void;
}

export function capture(source: BufferSource): Capture {
  const made = new Set<object>();
  const used = new Set<object>();
  let hasChangedOthers = false;
  return {
    tape: tape(),
    pool: pool(source),
    made,
    used,
    get hasChangedOthers() { return hasChangedOthers; },
    make: (data) => void made.add(data),
    use(inputs, output) {
      for (const data of [...inputs, output]) used.add(data);
      hasChangedOthers ||= !made.has(output);
    },
  };
}
