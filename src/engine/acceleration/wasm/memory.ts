/** Addresses and sizes are multiples of this, a cache line: two threads never write to the same one. */
const LINE = 64;
const PAGE = 65_536;
/** The module's own constants lie below. */
const BASE = PAGE;

interface Block { at: number; bytes: number }

/** Hands out stretches of a WebAssembly memory: the smallest free one that fits, neighbours joined again when they are given back. */
export interface Memory {
  take(bytes: number): number;
  give(at: number): void;
  sizeOf(at: number): number;
  /** Bytes in use. */
  readonly taken: number;
}

/** `grow` makes the memory at least so many pages long, or throws where there are no more. */
export function memory(grow: (pages: number) => void): Memory {
  const used = new Map<number, number>();
  const free: Block[] = []; // by address
  let end = BASE;
  let taken = 0;

  const fit = (bytes: number): number => {
    let best = -1;
    free.forEach((block, i) => {
      if (block.bytes >= bytes && (best < 0 || block.bytes < free[best]!.bytes)) best = i;
    });
    return best;
  };
  const place = (bytes: number): number => {
    const i = fit(bytes);
    if (i < 0) {
      const at = end;
      grow(Math.ceil((at + bytes) / PAGE));
      end = at + bytes;
      return at;
    }
    const block = free[i]!;
    const { at } = block;
    if (block.bytes === bytes) free.splice(i, 1);
    else Object.assign(block, { at: at + bytes, bytes: block.bytes - bytes });
    return at;
  };
  return {
    get taken() { return taken; },
    sizeOf: (at) => used.get(at)!, // taken before
    take(asked) {
      const bytes = Math.max(LINE, Math.ceil(asked / LINE) * LINE);
      const at = place(bytes);
      used.set(at, bytes);
      taken += bytes;
      return at;
    },
    give(at) {
      const bytes = used.get(at);
      if (bytes === undefined) throw new Error(`internal: no memory was taken at ${at}`);
      used.delete(at);
      taken -= bytes;
      const after = free.findIndex((block) => block.at > at);
      const i = after < 0 ? free.length : after;
      free.splice(i, 0, { at, bytes });
      join(free, i);
      join(free, i - 1);
    },
  };
}

/** Makes one of two blocks where the second begins at the end of the first. */
function join(free: Block[], i: number): void {
  const block = free[i];
  const next = free[i + 1];
  if (!block || !next || block.at + block.bytes !== next.at) return;
  block.bytes += next.bytes;
  free.splice(i + 1, 1);
}
