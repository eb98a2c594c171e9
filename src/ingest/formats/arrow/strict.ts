/** Messages that throw where they end: the decoder reads what lies beyond as zeros, and follows lengths that nothing is behind. */
import { contradiction } from "./contradiction.ts";

const wrapped = new WeakMap<Uint8Array, Uint8Array>();

/** In single bytes, of all messages without their bodies: far more than any file's. */
const MOST_READS = 200_000_000;
/** A stream may end without saying so: it is as if eight zeros followed, which do. */
const END = 8;

/**
 * A file or stream of messages as bytes, to be read one by one or cut into messages and bodies; these are strict too, until `plainOf`.
 * What is cut from `footer` on are names.
 */
export function strictly(bytes: Uint8Array, footer = Infinity): Uint8Array {
  const budget = { left: MOST_READS };
  return guarded(bytes, END, budget, (from, to) => {
    const part = bytes.subarray(from, to);
    return from >= footer ? part : guarded(part, 0, budget, null);
  });
}

/** The bytes themselves. */
export const plainOf = (bytes: Uint8Array): Uint8Array => wrapped.get(bytes) ?? bytes;

function guarded(bytes: Uint8Array, after: number, budget: { left: number }, subarray: ((from: number, to: number) => Uint8Array) | null): Uint8Array {
  const strict = new Proxy(bytes, {
    get(target, key) {
      const place = typeof key === "string" ? Number(key) : Number.NaN;
      if (!Number.isNaN(place)) {
        if (!(place >= 0 && place < target.length + after) || budget.left-- <= 0) throw contradiction();
        return target[place] ?? 0;
      }
      if (key === "subarray") return subarray ?? target.subarray.bind(target);
      return Reflect.get(target, key, target) as unknown;
    },
  });
  wrapped.set(strict, bytes);
  return strict;
}
