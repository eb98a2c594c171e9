import { seededRandom, shuffle } from "../data/random.ts";

/** The rows of one step. Every batch of a run has the same length; `count` of its rows are real and weigh 1. */
export interface Batch {
  /** [batch] rows of the training part. */
  readonly rows: Int32Array;
  /** [batch] 1 for real rows, 0 for those that fill up the last batch of an epoch. */
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Batches without end, epoch after epoch, each in an order of its own that the seed and the epoch decide. The last batch of
 * an epoch is filled up with the epoch's first rows: real ones, so that statistics over a batch stay honest. A last batch of a
 * single row is left out. The first epoch is the one after `epochs`; `taken` of its steps, and of those that follow, are passed over
 * without going through their epochs.
 */
export function* batches(
  rows: number, batchSize: number, stepsPerEpoch: number, seed: number, shuffled: boolean, taken = 0, epochs = 0,
): Generator<Batch, never> {
  const passed = Math.floor(taken / stepsPerEpoch);
  for (let epoch = passed + 1; ; epoch++) {
    const order = Uint32Array.from({ length: rows }, (_, row) => row);
    if (shuffled) shuffle(order, seededRandom(seed, `epoch ${epochs + epoch}`));
    for (let step = epoch === passed + 1 ? taken % stepsPerEpoch : 0; step < stepsPerEpoch; step++) {
      const start = step * batchSize;
      const count = Math.min(batchSize, rows - start);
      yield {
        rows: Int32Array.from({ length: batchSize }, (_, i) => order[i < count ? start + i : (i - count) % rows]!),
        weights: Float32Array.from({ length: batchSize }, (_, i) => (i < count ? 1 : 0)),
        count,
      };
    }
  }
}
