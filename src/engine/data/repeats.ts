/** Cells tend to repeat: one text for all that read alike costs a pointer each, where a text each costs several times its letters. */

/** Texts that are remembered; a new one takes the place of another. */
const SLOTS = 2 ** 17;
/** In bytes; what is longer hardly ever repeats. */
const LONGEST = 32;

/** What was made of short runs of the bytes, for as long as they are remembered. */
export class Repeats<T> {
  readonly #bytes: Uint8Array;
  readonly #starts = new Uint32Array(SLOTS);
  /** One more than the bytes of a run; 0: free. */
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #made: (T | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** What `make` makes of the run from `start` to `end`, or has made of another of the same bytes. */
  of(start: number, end: number, make: () => T): T {
    const length = end - start;
    if (length > LONGEST) return make();
    let hash = length;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ this.#bytes[i]!, 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.#isAt(slot, start, length)) return this.#made[slot] as T; // put there with its length
    this.#starts[slot] = start;
    this.#lengths[slot] = length + 1;
    return (this.#made[slot] = make());
  }

  #isAt(slot: number, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length + 1) return false;
    const other = this.#starts[slot]!;
    for (let i = 0; i < length; i++) if (this.#bytes[other + i] !== this.#bytes[start + i]) return false;
    return true;
  }
}

/** So many cells are worth it. */
export const MANY_CELLS = SLOTS;
