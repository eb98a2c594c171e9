import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import type { Batch } from "./batches.ts";

/** Rows of a round whose answers are kept for its training scores. Batches are shuffled, so that these are a fair sample. */
const MOST_ROWS = 65_536;
/** Tensors waiting before they are joined into one. */
const JOIN = 64;

/**
 * The answers that training steps gave anyway, kept on the device and read once per round: training scores without a
 * second pass. They were given while the weights moved, so early rounds look worse than their validation scores.
 */
export interface Ledger {
  /** Takes over the logits, [batch, units] for each output. */
  add(batch: Batch, logits: readonly Tensor[]): void;
  /** Everything since the last reading: rows of the training part, and [rows, units] for each output. */
  read(): Promise<{ readonly rows: Int32Array; readonly logits: readonly Float32Array[] }>;
  dispose(): void;
}

export function ledger(outputs: number): Ledger {
  const kept: Tensor[][] = Array.from({ length: outputs }, () => []);
  let taken: Batch[] = [];
  let rows = 0;
  const dispose = () => {
    kept.forEach((list) => tf.dispose(list.splice(0)));
    taken = [];
    rows = 0;
  };
  return {
    add(batch, logits) {
      if (rows >= MOST_ROWS) return void tf.dispose([...logits]);
      taken.push(batch);
      rows += batch.count;
      logits.forEach((tensor, k) => {
        const list = kept[k]!;
        list.push(tensor);
        if (list.length === JOIN) list.push(join(list.splice(0)));
      });
    },
    async read() {
      const joined = kept.map((list) => join(list.splice(0)));
      const seen = taken;
      dispose();
      try {
        const values = await Promise.all(joined.map((tensor) => tensor.data<"float32">()));
        return {
          rows: Int32Array.from(seen.flatMap((batch) => [...batch.rows.subarray(0, batch.count)])),
          logits: values.map((data, k) => withoutFilling(data, joined[k]!.size / joined[k]!.shape[0], seen)),
        };
      } finally {
        tf.dispose(joined);
      }
    },
    dispose,
  };
}

function join(list: Tensor[]): Tensor {
  if (list.length === 1) return list[0]!;
  const joined = tf.keep(tf.concat(list, 0));
  tf.dispose(list);
  return joined;
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
