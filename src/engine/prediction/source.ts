import * as tf from "../tf.ts";
import type { Tensor, Tensor1D } from "../tf.ts";
import { rowSize, type Encoded, type PartShape } from "../data/encoded.ts";

/** Some rows of a batch: the places of the first, and of the one after the last. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/** How a repeated computation comes by the rows of a batch: its feed names or holds them. */
export interface Reader {
  /** Numbers of the feed for each row. */
  readonly width: number;
  /** [to - from, ...shape] of each column, out of `size · width` numbers of the feed; part of the repeated work. All rows where no share is named. */
  take(numbers: Tensor1D, size: number, share?: Share): readonly Tensor[];
}
/** Rows that a reader can be pointed at. */
export interface Source extends Reader {
  readonly rows: number;
  /** Fetches rows that are not at hand: `pack` is then asked for the very list, and for no other. Absent: all are. */
  bring?(rows: ArrayLike<number>): Promise<void>;
  /** Says to the reader which rows come next: `into` has `rows.length · width` numbers. */
  pack(rows: ArrayLike<number>, into: Float32Array): void;
  dispose(): void;
}

/** Columns come with the feed, one after another. float32 holds their integers exactly: token and class numbers, below 2²⁴. */
export function streamReader(columns: readonly PartShape[]): Reader {
  const widths = columns.map(rowSize);
  return {
    width: widths.reduce((sum, width) => sum + width, 0),
    take(numbers, size, { from, to } = { from: 0, to: size }) {
      let at = 0;
      return columns.map(({ shape, dtype }, k) => {
        const width = widths[k]!;
        const column = tf.reshape(tf.slice(numbers, [at + from * width], [(to - from) * width]), [to - from, ...shape]);
        at += size * width;
        return dtype === "int32" ? tf.cast(column, "int32") : column;
      });
    },
  };
}

/** A share of the numbers of a feed that has one for each row. */
export const shareOf = (numbers: Tensor1D, size: number, { from, to }: Share = { from: 0, to: size }): Tensor1D =>
  (to - from === size ? numbers : tf.slice(numbers, [from], [to - from]));

/** Rows from arrays: what a batch needs of them is uploaded with its feed. */
export const streamed = (rows: number, columns: readonly Encoded[], reader = streamReader(columns)): Source => ({
  ...reader,
  rows,
  pack(wanted, into) {
    let at = 0;
    for (const column of columns) {
      const width = rowSize(column);
      for (let i = 0; i < wanted.length; i++, at += width) {
        const from = wanted[i]! * width;
        for (let k = 0; k < width; k++) into[at + k] = column.data[from + k]!; // quicker than a view for each row
      }
    }
  },
  dispose: () => {},
});
