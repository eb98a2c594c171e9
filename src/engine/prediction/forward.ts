import * as tf from "../tf.ts";
import type { LayersModel, Tensor } from "../tf.ts";
import { rowSize, type Encoded } from "../data/encoded.ts";

/** Where a forward pass takes its inputs: `size` rows from `start` on, in the model's order of inputs. */
export interface Rows {
  readonly rows: number;
  take(start: number, size: number): readonly Tensor[];
}

/** Batches whose answers are under way at once: the device stays busy while the first are read. */
const IN_FLIGHT = 4;

/**
 * The logits of every row, [rows, units] for each output. Every batch has the same shape: the last one reaches back into the
 * rows before it. Reads are asynchronous, and `breathe` lets messages in between batches.
 */
export async function forward(
  model: LayersModel, source: Rows, batchSize: number, breathe: () => Promise<void>,
): Promise<readonly Float32Array[]> {
  const unitsOf = (shape: tf.Shape) => tf.util.sizeFromShape(shape.slice(1) as number[]); // only the batch is left open
  const results = model.outputs.map(({ shape }) => new Float32Array(source.rows * unitsOf(shape)));
  const size = Math.min(batchSize, source.rows);
  const pending: Promise<void>[] = [];
  try {
    for (let start = 0; start < source.rows; start += size) {
      const from = Math.min(start, source.rows - size);
      const logits = tf.tidy(() => answers(model, source.take(from, size)));
      pending.push(collect(logits, results, from, source.rows));
      if (pending.length >= IN_FLIGHT) await pending.shift();
      await breathe();
    }
    await Promise.all(pending);
    return results;
  } finally {
    await Promise.allSettled(pending); // after a failure, the others still have tensors to give back
  }
}

/** Rows that lie on the device already. */
export const fromTensors = (rows: number, inputs: readonly Tensor[]): Rows => ({
  rows,
  take: (start, size) => inputs.map((input) => (size === rows ? input : tf.slice(input, start, size))),
});

/**
 * Rows from arrays. Fewer rows than a batch are filled up to a power of two with their last row, so that a form's single row
 * and a file's batches use a handful of shapes.
 */
export function fromArrays(rows: number, inputs: readonly Encoded[]): Rows {
  return {
    rows,
    take: (start, size) => inputs.map((input) => {
      const width = rowSize(input);
      const padded = 2 ** Math.ceil(Math.log2(size));
      const data = input.dtype === "int32" ? new Int32Array(padded * width) : new Float32Array(padded * width);
      data.set(input.data.subarray(start * width, (start + size) * width));
      for (let row = size; row < padded; row++) data.copyWithin(row * width, (size - 1) * width, size * width);
      return tf.tensor(data, [padded, ...input.shape], input.dtype);
    }),
  };
}

function answers(model: LayersModel, inputs: readonly Tensor[]): Tensor[] {
  const made = model.apply([...inputs], { training: false }) as Tensor | Tensor[]; // applied to tensors, a model makes tensors
  return Array.isArray(made) ? made : [made];
}

/** Reads a batch's logits into their place; rows beyond the end only filled the batch up. */
async function collect(logits: readonly Tensor[], results: readonly Float32Array[], from: number, rows: number): Promise<void> {
  try {
    const values = await Promise.all(logits.map((tensor) => tensor.data<"float32">()));
    values.forEach((data, k) => {
      const units = results[k]!.length / rows;
      results[k]!.set(data.subarray(0, Math.min(data.length, (rows - from) * units)), from * units);
    });
  } finally {
    tf.dispose([...logits]);
  }
}
