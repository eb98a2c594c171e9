import { logSumExp } from "../losses/classes.ts";
import type { SequenceScored } from "./sequence.ts";

/** A split's answers, condensed as they come: the likeliest class and the truth's surprise at each position, whatever the number of classes. */
export interface SequenceAnswers {
  /** logits: [n, time, classes] of the rows from `from` on. */
  take(logits: Float32Array, from: number): void;
  /** All rows, or those that were drawn, which may be drawn more than once. */
  scored(drawn?: Uint32Array): SequenceScored;
}

/** truth: [rows, time], −1 on padding; labels: [classes]. */
export function sequenceAnswers(truth: Int32Array, time: number, labels: readonly string[]): SequenceAnswers {
  const classes = labels.length;
  const all = { truth, predicted: new Int32Array(truth.length), surprise: new Float32Array(truth.length) };
  return {
    take(logits, from) {
      for (let step = 0; step * classes < logits.length; step++) {
        const own = logits.subarray(step * classes, (step + 1) * classes);
        const at = from * time + step;
        all.predicted[at] = own.reduce((best, z, c) => (z > own[best]! ? c : best), 0);
        if (truth[at]! >= 0) all.surprise[at] = logSumExp(own) - own[truth[at]!]!;
      }
    },
    scored(drawn) {
      const places = drawn && Uint32Array.from({ length: drawn.length * time }, (_, i) => drawn[Math.floor(i / time)]! * time + (i % time));
      const chosen = places
        ? { truth: Int32Array.from(places, (at) => all.truth[at]!), predicted: Int32Array.from(places, (at) => all.predicted[at]!), surprise: Float32Array.from(places, (at) => all.surprise[at]!) }
        : all;
      return { labels, time, ...chosen };
    },
  };
}
