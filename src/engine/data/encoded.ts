/** Cells of one part of a feature as numbers: `data` is [rows, ...shape], row-major. */
export interface Encoded {
  readonly dtype: "float32" | "int32";
  /** Shape of one row: [] for a scalar per row, [time] for token ids. */
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}
/** The shape and type of a part, known before any row is encoded. */
export type PartShape = Pick<Encoded, "dtype" | "shape">;

export const rowSize = (part: PartShape): number => part.shape.reduce((a, b) => a * b, 1);

/** The given rows of a part, in their order. */
export function takeRows(part: Encoded, rows: ArrayLike<number>): Encoded {
  const size = rowSize(part);
  const data = part.dtype === "int32" ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) data.set(part.data.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return { ...part, data };
}
