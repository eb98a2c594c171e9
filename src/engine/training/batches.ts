import { seededRandom, shuffle } from "../data/random.ts";

/** The rows of one step. Every batch of a run has the same length; `count` of its rows are real and weigh 1. */
export interface Batch {
  /** [batch] rows of the training part. */
  readonly rows: Int32Array;
  /** [batch] 1 for real rows, 0 for those that fill up the last batch of an epoch. */
  readonly weights: Float32Array;
  readonly count: number;
}
export interface BatchOfEpoch extends Batch {
  /** Counts from 1 over the whole run. */
  readonly epoch: number;
}

/** In which order the rows of a part come in an epoch, each once. */
export interface Order {
  readonly rows: number;
  of(epoch: number): Uint32Array;
}

export const inOrder = (rows: number): Order => ({ rows, of: () => Uint32Array.from({ length: rows }, (_, row) => row) });

/** An order of its own for every epoch, which the seed and the epoch decide. */
export const shuffled = (rows: number, seed: number): Order => ({ rows, of: (epoch) => shuffle(inOrder(rows).of(epoch), seededRandom(seed, `epoch ${epoch}`)) });

/**
 * Batches without end, epoch after epoch. The last batch of an epoch is filled up with the epoch's last rows, which are at hand wherever
 * the rows lie: real ones, so that statistics over a batch stay honest. A last batch of a single row is left out. The first epoch is the one
 * after `epochs`; `taken` of its steps, and of those that follow, are passed over without going through their epochs.
 */
export function* batches(order: Order, batchSize: number, stepsPerEpoch: number, taken = 0, epochs = 0): Generator<BatchOfEpoch, never> {
  const { rows } = order;
  const passed = Math.floor(taken / stepsPerEpoch);
  for (let turn = passed + 1; ; turn++) {
    const epoch = epochs + turn;
    const ordered = order.of(epoch);
    for (let step = turn === passed + 1 ? taken % stepsPerEpoch : 0; step < stepsPerEpoch; step++) {
      const start = step * batchSize;
      const count = Math.min(batchSize, rows - start);
      yield {
        rows: Int32Array.from({ length: batchSize }, (_, i) => ordered[i < count ? start + i : rows - 1 - ((i - count) % rows)]!),
        weights: Float32Array.from({ length: batchSize }, (_, i) => (i < count ? 1 : 0)),
        count,
        epoch,
      };
    }
  }
}
