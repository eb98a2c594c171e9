/** Sums over the numbers of a column, kept in one pass. */
import type { NumberProfile } from "../engine/data/profile.ts";

const BINS = 20;

export class NumberTally {
  count = 0;
  #min = Infinity;
  #max = -Infinity;
  #mean = 0;
  /** Sum of squared distances from the mean so far (Welford 1962; West 1979 with counts). */
  #squares = 0;
  #integers = true;

  add(value: number, count: number): void {
    this.count += count;
    const distance = value - this.#mean;
    const share = count / this.count;
    // Weighed before they are added: two numbers of opposite sign near the largest there is differ by more than that.
    this.#mean = this.#mean * (1 - share) + value * share;
    this.#squares += count * distance * (value - this.#mean);
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    this.#integers &&= Number.isInteger(value);
  }

  /** Bins of equal width from the least to the greatest value; whole numbers of a short range get a bin each. */
  emptyHistogram(): Histogram {
    const range = this.#max - this.#min;
    return new Histogram(this.#min, this.#max, range === 0 ? 1 : this.#integers ? Math.min(BINS, range + 1) : BINS);
  }

  /** `distinct` is the number of different numbers, null when unknown. The standard deviation divides by the number of values. */
  profile(histogram: Histogram, distinct: number | null): NumberProfile {
    return {
      min: this.#min,
      max: this.#max,
      mean: this.#mean,
      std: Math.min(Math.sqrt(this.#squares / this.count), Number.MAX_VALUE),
      integers: this.#integers,
      consecutive: this.#integers && distinct === this.#max - this.#min + 1,
      histogram: histogram.counts,
    };
  }
}

export class Histogram {
  readonly counts: number[];
  readonly #min: number;
  readonly #range: number;
  /** A half where the range itself is more than a number can hold. */
  readonly #scale: number;

  constructor(min: number, max: number, bins: number) {
    this.#scale = Number.isFinite(max - min) ? 1 : 0.5;
    this.#min = min * this.#scale;
    this.#range = max * this.#scale - this.#min;
    this.counts = new Array<number>(bins).fill(0);
  }

  add(value: number, count: number): void {
    const bins = this.counts.length;
    const share = this.#range === 0 ? 0 : (value * this.#scale - this.#min) / this.#range;
    const bin = Math.min(bins - 1, Math.floor(share * bins));
    this.counts[bin]! += count;
  }
}
