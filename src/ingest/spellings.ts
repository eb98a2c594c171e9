/** Finds cells that are one of a few words, by their bytes: no cell is turned into a string for it. */

const encoder = new TextEncoder();

export class Spellings {
  readonly words: readonly string[];
  /** First byte → indices of the words that begin with it. */
  readonly #byFirst: readonly (readonly number[] | undefined)[];
  readonly #encoded: readonly Uint8Array[];

  /** No word may be empty. */
  constructor(words: readonly string[]) {
    this.words = words;
    this.#encoded = words.map((word) => encoder.encode(word));
    const byFirst: number[][] = [];
    this.#encoded.forEach(([first], i) => (byFirst[first!] ??= []).push(i));
    this.#byFirst = byFirst;
  }

  /** Index of the word that stands at [start, end), or -1. */
  indexOf(bytes: Uint8Array, start: number, end: number): number {
    const near = this.#byFirst[bytes[start]!];
    if (near === undefined || start === end) return -1;
    for (const i of near) if (equals(this.#encoded[i]!, bytes, start, end)) return i;
    return -1;
  }
}

function equals(word: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word[i] !== bytes[start + i]) return false;
  return true;
}
