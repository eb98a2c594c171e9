import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Batch } from "./batches.ts";

/** Rows of a round whose answers are kept for its training scores. Batches are shuffled, so that these are a fair sample. */
const MOST_ROWS = 65_536;
/** Numbers kept for one output: an output of many classes keeps fewer rows, so that a checkpoint stays small. */
const MOST_NUMBERS = 2 ** 22;
/** Tensors waiting before they are joined into one. */
const JOIN = 64;

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
  /** Takes over the logits, [batch, units] for each output. */
  add(batch: Batch, logits: readonly Tensor[]): void;
  /** Everything since it was cleared; what was read lies on the device no longer. */
  read(): Promise<Answers>;
  /** The round is over. */
  clear(): void;
}

const nothing = (outputs: number): Answers => ({ rows: new Int32Array(0), logits: Array.from({ length: outputs }, () => new Float32Array(0)) });

/** earlier: answers of the round under way that were read before. */
export function ledger(outputs: number, earlier: Answers = nothing(outputs)): Ledger {
  const kept: Tensor[][] = Array.from({ length: outputs }, () => []);
  let read = earlier;
  let taken: Batch[] = [];
  let rows = earlier.rows.length;
  const forget = () => {
    kept.forEach((list) => tf.dispose(list.splice(0)));
    taken = [];
  };
  return {
    add(batch, logits) {
      const units = Math.max(...logits.map(({ size, shape }) => size / shape[0]));
      if (rows >= Math.min(MOST_ROWS, MOST_NUMBERS / units)) return void tf.dispose([...logits]);
      taken.push(batch);
      rows += batch.count;
      logits.forEach((tensor, k) => {
        const list = kept[k]!;
        list.push(tensor);
        if (list.length === JOIN) list.push(join(list.splice(0)));
      });
    },
    async read() {
      if (taken.length === 0) return read;
      const joined = kept.map((list) => join(list.splice(0)));
      const seen = taken;
      forget();
      try {
        const values = await Promise.all(joined.map((tensor) => tensor.data<"float32">()));
        read = {
          rows: Int32Array.from([...read.rows, ...seen.flatMap((batch) => [...batch.rows.subarray(0, batch.count)])]),
          logits: values.map((data, k) => joinedArrays(read.logits[k]!, withoutFilling(data, joined[k]!.size / joined[k]!.shape[0], seen))),
        };
        return read;
      } finally {
        tf.dispose(joined);
      }
    },
    clear() {
      forget();
      read = nothing(outputs);
      rows = 0;
    },
  };
}

function join(list: Tensor[]): Tensor {
  if (list.length === 1) return list[0]!;
  const joined = tf.keep(tf.concat(list, 0));
  tf.dispose(list);
  return joined;
}

function joinedArrays(first: Float32Array, second: Float32Array): Float32Array {
  if (first.length === 0) return second;
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The rows that fill up batches hold no training row of their own. */
function withoutFilling(data: Float32Array, units: number, taken: readonly Batch[]): Float32Array {
  const real = new Float32Array(taken.reduce((sum, { count }) => sum + count, 0) * units);
  let from = 0;
  let to = 0;
  for (const { rows, count } of taken) {
    real.set(data.subarray(from, from + count * units), to);
    from += rows.length * units;
    to += count * units;
  }
  return real;
}
