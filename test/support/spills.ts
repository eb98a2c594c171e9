/** Spills in memory, for tests: all are counted. */
import type { SpillStore } from "../../src/engine/api.ts";

export interface SpillsInMemory extends SpillStore {
  /** Spills that were made, and not removed. */
  readonly open: number;
  readonly made: number;
  /** Bytes that were read in all. */
  readonly read: number;
}

/** fails: called before each use of a file; what it throws is what the disk says. */
export function spillsInMemory(fails: (use: "create" | "write" | "read") => void = () => {}): SpillsInMemory {
  const counts = { open: 0, made: 0, read: 0 };
  return {
    get open() { return counts.open; },
    get made() { return counts.made; },
    get read() { return counts.read; },
    async create() {
      fails("create");
      counts.open++;
      counts.made++;
      let bytes = new Uint8Array(0);
      let isSealed = false;
      return {
        async write(given, at) {
          fails("write");
          if (isSealed) throw new Error("written to after it was sealed");
          if (at + given.length > bytes.length) {
            const longer = new Uint8Array(2 * (at + given.length));
            longer.set(bytes);
            bytes = longer;
          }
          bytes.set(given, at);
        },
        async seal() { isSealed = true; },
        async read(at, length) {
          await new Promise((resolve) => { setTimeout(resolve, 0); });
          fails("read");
          counts.read += length;
          return bytes.slice(at, at + length);
        },
        async remove() { counts.open--; },
      };
    },
  };
}
