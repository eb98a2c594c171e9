/** What passes over a column have in common. */
import type { Column } from "../engine/data/table.ts";
import { Spellings } from "./spellings.ts";

/** Tells when about a quarter of a MiB or 16,384 cells have been looked at. */
export class Pause {
  #work = 0;
  after(bytes: number): boolean {
    this.#work += bytes + 16;
    if (this.#work < 262_144) return false;
    this.#work = 0;
    return true;
  }
}

/** Tells of rows, asked in their order, which are excluded. */
export class Skip {
  #next = 0;
  readonly #excluded: Uint32Array;

  constructor(excluded: Uint32Array) {
    this.#excluded = excluded;
  }

  is(row: number): boolean {
    if (this.#excluded[this.#next] !== row) return false;
    this.#next++;
    return true;
  }
}

/** How often each spelling of "missing" occurs. */
export class MissingCount {
  total = 0;
  #blank = 0;
  readonly #bytes: Uint8Array;
  readonly #spellings: Spellings;
  readonly #counts: number[];

  constructor({ bytes, missing }: Column) {
    this.#bytes = bytes;
    this.#spellings = new Spellings(missing);
    this.#counts = missing.map(() => 0);
  }

  /** Whether the trimmed cell at [start, end) is missing. */
  means(start: number, end: number): boolean {
    return start === end || this.#spellings.indexOf(this.#bytes, start, end) >= 0;
  }

  /** The same, and it is counted. */
  takes(start: number, end: number): boolean {
    if (!this.means(start, end)) return false;
    this.total++;
    if (start === end) this.#blank++;
    else this.#counts[this.#spellings.indexOf(this.#bytes, start, end)]!++;
    return true;
  }

  spellings(): Readonly<Record<string, number>> {
    const named = this.#spellings.words.map((word, i) => [word, this.#counts[i]!] as const);
    return Object.fromEntries([["", this.#blank] as const, ...named].filter(([, count]) => count > 0));
  }
}
