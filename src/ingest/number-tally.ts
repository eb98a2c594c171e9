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
    this.#mean += (distance * count) / this.count;
    this.#squares += count * distance * (value - this.#mean);
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    this.#integers &&= Number.isInteger(value);
  }

  /** Bins of equal width from the least to the greatest value; whole numbers of a short range get a bin each. */
  emptyHistogram(): Histogram {
    const range = this.#max - this.#min;
    return new Histogram(this.#min, range, range === 0 ? 1 : this.#integers ? Math.min(BINS, range + 1) : BINS);
  }

  /** `distinct` is the number of different numbers, null when unknown. The standard deviation divides by the number of values. */
  profile(histogram: Histogram, distinct: number | null): NumberProfile {
    return {
      min: this.#min,
      max: this.#max,
      mean: this.#mean,
      std: Math.sqrt(this.#squares / this.count),
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

  constructor(min: number, range: number, bins: number) {
    this.#min = min;
    this.#range = range;
    this.counts = new Array<number>(bins).fill(0);
  }

  add(value: number, count: number): void {
    const bins = this.counts.length;
    const share = this.#range === 0 ? 0 : (value - this.#min) / this.#range;
    const bin = Math.min(bins - 1, Math.floor(share * bins));
    this.counts[bin]! += count;
  }
}
