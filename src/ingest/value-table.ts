/** Counts distinct cells by their bytes: a hash table in typed arrays, exact, of bounded size. */

export class ValueTable {
  /** For each value: where it first stood, and how often it occurs. */
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly counts: Uint32Array;
  size = 0;
  readonly #bytes: Uint8Array;
  readonly #limit: number;
  readonly #hashes: Uint32Array;
  /** Index of a value plus one; 0 is free. */
  readonly #slots: Uint32Array;

  /** Holds up to `limit` values whose bytes lie in `bytes`. */
  constructor(bytes: Uint8Array, limit: number) {
    this.#bytes = bytes;
    this.#limit = limit;
    this.starts = new Uint32Array(limit);
    this.lengths = new Uint32Array(limit);
    this.counts = new Uint32Array(limit);
    this.#hashes = new Uint32Array(limit);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * limit + 2)));
  }

  /** Count the value at [start, end); false when it is new and there is no room left. */
  add(start: number, end: number): boolean {
    const hash = hashOf(this.#bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let at = this.#slots[slot]!; at !== 0; at = this.#slots[slot]!) {
      if (this.#hashes[at - 1] === hash && this.#equals(at - 1, start, end)) {
        this.counts[at - 1]!++;
        return true;
      }
      slot = (slot + 1) & mask;
    }
    if (this.size === this.#limit) return false;
    this.#hashes[this.size] = hash;
    this.starts[this.size] = start;
    this.lengths[this.size] = end - start;
    this.counts[this.size] = 1;
    this.#slots[slot] = ++this.size;
    return true;
  }

  /** Indices of the most frequent values, at most `most`, the most frequent first; equally frequent ones as they were met. */
  mostFrequent(most: number): readonly number[] {
    const least = this.counts.slice(0, this.size).sort().at(-most) ?? 0;
    const often: number[] = [];
    for (let i = 0; i < this.size; i++) if (this.counts[i]! >= least) often.push(i);
    return often.sort((a, b) => this.counts[b]! - this.counts[a]! || a - b).slice(0, most);
  }

  #equals(value: number, start: number, end: number): boolean {
    const length = end - start;
    if (this.lengths[value] !== length) return false;
    const from = this.starts[value]!;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== this.#bytes[start + i]) return false;
    return true;
  }
}

/** FNV-1a, with its bits mixed once more because the table looks at the low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}
