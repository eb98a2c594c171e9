/** Numbers out of bytes, in order, never beyond their end. */

/** The bytes end before the place that was asked for. */
export class Short extends Error {
  /** So many bytes from the start would have been enough, for now. */
  readonly needed: number;

  constructor(needed: number) {
    super("internal: bytes are missing");
    this.needed = needed;
  }
}

/** What the bytes say cannot be: the message is a sentence for the user. */
export class Malformed extends Error {}

export class Cursor {
  readonly #view: DataView;
  readonly little: boolean;
  at: number;

  constructor(bytes: Uint8Array, at = 0, little = false) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.little = little;
  }

  get ended(): boolean {
    return this.at >= this.#view.byteLength;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), this.little);
  }

  u24(): number {
    const [a, b, c] = [this.u8(), this.u8(), this.u8()];
    return this.little ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c;
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), this.little);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), this.little);
  }

  u64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), this.little));
  }

  /** So many bytes as Latin letters. */
  text(length: number): string {
    let text = "";
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.u8());
    return text;
  }

  skip(length: number): void {
    this.at += length;
  }

  /** What lies here, when bytes are read one after another; throws unless all of it is there. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
  }

  #advance(length: number): number {
    const start = this.at;
    if (start < 0 || start + length > this.#view.byteLength) throw new Short(start + length);
    this.at = start + length;
    return start;
  }
}
