/** A column that grows cell by cell: one buffer of UTF-8, doubled when full and trimmed at the end. */

const encoder = new TextEncoder();

/** Above this length the platform's encoder is faster than a loop. */
const SHORT = 32;

export class ColumnBuilder {
  #bytes = new Uint8Array(256);
  #used = 0;
  #ends = new Uint32Array(64);
  #rows = 0;

  add(cell: string): void {
    const { length } = cell;
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    if (this.#used + 3 * length > this.#bytes.length) this.#growBytes(this.#used + 3 * length);
    if (this.#rows === this.#ends.length) this.#growEnds();
    this.#used = length > SHORT ? this.#encode(cell) : this.#copyAscii(cell);
    this.#ends[this.#rows++] = this.#used;
  }

  addMissing(): void {
    this.add("");
  }

  /** The trimmed buffers; the builder is empty afterwards, so that a wide table never lies in memory twice. */
  finish(): { readonly bytes: Uint8Array; readonly ends: Uint32Array } {
    const built = { bytes: this.#bytes.slice(0, this.#used), ends: this.#ends.slice(0, this.#rows) };
    this.#bytes = new Uint8Array(0);
    this.#ends = new Uint32Array(0);
    this.#used = this.#rows = 0;
    return built;
  }

  #copyAscii(cell: string): number {
    const bytes = this.#bytes;
    let at = this.#used;
    for (let i = 0; i < cell.length; i++) {
      const code = cell.charCodeAt(i);
      if (code > 0x7f) return this.#encode(cell);
      bytes[at++] = code;
    }
    return at;
  }

  #encode(cell: string): number {
    return this.#used + encoder.encodeInto(cell, this.#bytes.subarray(this.#used)).written;
  }

  #growBytes(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #growEnds(): void {
    const larger = new Uint32Array(2 * this.#ends.length);
    larger.set(this.#ends);
    this.#ends = larger;
  }
}
