import * as tf from "../tf.ts";
import type { Tensor1D } from "../tf.ts";

/** What changes from step to step. */
export interface StepNumbers<T> {
  /** Names or holds the rows of the batch, as its source has it. */
  readonly batch: T;
  /** [batch size] 0 for rows that only fill up the batch. */
  readonly weights: T;
  /** What the optimizer needs to know of this step. */
  readonly rates: T;
  /** [1] steps taken before this one. */
  readonly step: T;
  /** [1] where the ledger takes down the answers. */
  readonly place: T;
}

/** Where each of these lies in the one tensor that is uploaded before a step. */
export interface FeedLayout {
  readonly length: number;
  /** Views of an array of that length. */
  views(values: Float32Array): StepNumbers<Float32Array>;
  /** The same of the tensor; part of the repeated work. */
  parts(feed: Tensor1D): StepNumbers<Tensor1D>;
}

export function feedLayout(batch: number, weights: number, rates: number): FeedLayout {
  const lengths = [batch, weights, rates, 1, 1] as const;
  const each = <T>(make: (at: number, length: number) => T): StepNumbers<T> => {
    let at = 0;
    const next = (length: number): T => make((at += length) - length, length);
    return { batch: next(lengths[0]), weights: next(lengths[1]), rates: next(lengths[2]), step: next(lengths[3]), place: next(lengths[4]) };
  };
  return {
    length: lengths.reduce<number>((sum, length) => sum + length, 0),
    views: (values) => each((at, length) => values.subarray(at, at + length)),
    parts: (feed) => each((at, length) => tf.slice(feed, [at], [length])),
  };
}
