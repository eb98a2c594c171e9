import type { Memory } from "./memory.ts";
import type { Call } from "./team.ts";

/** Something to do again: a call of a kernel, or other work. */
export interface Command {
  run(): void;
  /** What a helper thread may do in its stead; null for what only this one can. */
  readonly call: Call | null;
}

/**
 * The calls of one computation, to be issued again over the same memory. While it is recorded, memory that is given back serves
 * the calls that follow, as it will each time; what was filled from outside is held to the end, since no call fills it again.
 */
export interface Recording {
  add(command: Command): void;
  take(bytes: number): number;
  /** Memory that no later call may use. */
  takeForGood(bytes: number): number;
  give(at: number): void;
  /** The recording is complete. */
  close(): void;
  replay(): void;
  readonly commands: number;
  /** All there is to do, as calls; null where there is more to it. */
  readonly calls: readonly Call[] | null;
  readonly bytes: number;
  /** Memory that was taken and not given back. */
  readonly left: readonly number[];
  /** Gives back the memory that is not in use, and the rest as it is given. */
  dispose(): void;
}

export function recording(memory: Memory): Recording {
  const commands: Command[] = [];
  const own = new Set<number>();
  const inUse = new Set<number>();
  const lasting = new Set<number>();
  const free: number[] = [];
  let isOpen = true;
  let isDisposed = false;

  const fresh = (bytes: number): number => {
    const at = memory.take(bytes);
    own.add(at);
    inUse.add(at);
    return at;
  };
  const reused = (i: number): number => {
    const at = free.splice(i, 1)[0]!;
    inUse.add(at);
    return at;
  };
  const fit = (bytes: number): number => {
    let best = -1;
    free.forEach((at, i) => {
      const size = memory.sizeOf(at);
      if (size >= bytes && (best < 0 || size < memory.sizeOf(free[best]!))) best = i;
    });
    return best;
  };
  return {
    add: (command) => void commands.push(command),
    take(bytes) {
      const i = fit(bytes);
      return i < 0 ? fresh(bytes) : reused(i);
    },
    takeForGood(bytes) {
      const at = fresh(bytes);
      lasting.add(at);
      return at;
    },
    give(at) {
      inUse.delete(at);
      if (isDisposed) memory.give(at);
      else if (isOpen && !lasting.has(at)) free.push(at);
    },
    close() { isOpen = false; },
    replay() {
      for (const command of commands) command.run();
    },
    get commands() { return commands.length; },
    get calls() {
      const calls = commands.flatMap(({ call }) => call ?? []);
      return calls.length === commands.length ? calls : null;
    },
    get bytes() { return [...own].reduce((sum, at) => sum + memory.sizeOf(at), 0); },
    get left() { return [...inUse]; },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      for (const at of own) if (!inUse.has(at)) memory.give(at);
      commands.length = 0;
    },
  };
}
