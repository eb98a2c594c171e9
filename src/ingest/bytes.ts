/** Bytes that can be read anywhere, as those of a file can. */
import { Unreadable } from "./source.ts";

export interface Bytes {
  readonly size: number;
  /** The bytes from `from` to before `to`, both within the size. Throws `Unreadable` where they are not to be had. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
}

export const bytesOfBlob = (blob: Blob): Bytes => ({
  size: blob.size,
  read: (from, to) => blob.slice(from, to).arrayBuffer().then((buffer) => new Uint8Array(buffer), (cause: unknown) => { throw new Unreadable(cause); }),
});

const WINDOW = 1024 * 1024;

/** Reads ahead by a MiB, so that thousands of small reads in order become a few large ones. */
export class ReadingAhead implements Bytes {
  readonly #bytes: Bytes;
  #at = 0;
  #window = new Uint8Array(0);

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.size;
  }

  async read(from: number, to: number): Promise<Uint8Array> {
    if (from < this.#at || to > this.#at + this.#window.length) {
      const read = await this.#bytes.read(from, Math.min(Math.max(to, from + WINDOW), this.size));
      this.#window = read as Uint8Array<ArrayBuffer>; // only its bytes are used
      this.#at = from;
      return read.subarray(0, to - from);
    }
    return this.#window.subarray(from - this.#at, to - this.#at);
  }
}
