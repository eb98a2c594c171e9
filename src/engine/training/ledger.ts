import { writeRows } from "../kernels/write-rows.ts";
import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import type { Batch } from "./batches.ts";

/** Rows of a round whose answers are kept for its training scores. Batches are shuffled, so that these are a fair sample. */
const MOST_ROWS = 65_536;
/** Numbers kept for one output: an output of many classes keeps fewer rows, so that a checkpoint stays small. */
const MOST_NUMBERS = 2 ** 22;

/** Rows of the training part, and what steps answered to them: [rows, units] for each output. */
export interface Answers {
  readonly rows: Int32Array;
  readonly logits: readonly Float32Array[];
}

/**
 * The answers that training steps gave anyway, kept on the device until they are read: training scores without a
 * second pass. They were given while the weights moved, so early rounds look worse than their validation scores.
 */
export interface Ledger {
  /** Takes down the logits, [batch, units] for each output, from the row `place` on; part of the repeated step. */
  note(logits: readonly Tensor[], place: Tensor): void;
  /** The place of a batch, which the step that follows will note. */
  place(batch: Batch): number;
  /** Everything since it was cleared. */
  read(): Promise<Answers>;
  /** The round is over. */
  clear(): void;
  dispose(): void;
}

/** For rounds of `rows` rows at most, the filled up ones included; `earlier`: answers of the round under way that were read before. */
export function ledger(units: readonly number[], rows: number, batchSize: number, repeater: Repeater, earlier?: Answers): Ledger {
  const most = Math.min(MOST_ROWS, MOST_NUMBERS / Math.max(...units));
  const capacity = Math.min(rows, Math.ceil(most) + batchSize);
  const books = units.map((width, k) => {
    const values = new Float32Array(capacity * width);
    values.set(earlier?.logits[k] ?? []);
    return tf.tensor(values, [capacity, width]);
  });
  const noted = new Int32Array(capacity);
  noted.set(earlier?.rows ?? []);
  let count = earlier?.rows.length ?? 0;
  return {
    note: (logits, place) => logits.forEach((rows, k) => writeRows(books[k]!, rows, place)),
    place(batch) {
      if (count >= most) return capacity; // beyond the end: not noted
      const place = count;
      noted.set(batch.rows.subarray(0, batch.count), place);
      count += batch.count; // the next batch overwrites the rows that only filled this one up
      return place;
    },
    async read() {
      const values = await Promise.all(books.map((book) => repeater.read(book)));
      return { rows: noted.slice(0, count), logits: values.map((data, k) => data.slice(0, count * units[k]!)) };
    },
    clear() { count = 0; },
    dispose: () => tf.dispose(books),
  };
}
