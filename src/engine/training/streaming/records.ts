import { rowSize, type Encoded, type Numbers, type PartShape } from "../../data/encoded.ts";

/** A row as bytes: its columns one after another, each from a multiple of four on, numbers in the machine's order. */
export interface RecordLayout {
  /** Of one row. */
  readonly bytes: number;
  readonly columns: readonly (PartShape & { readonly size: number; readonly offset: number })[];
}

export function recordLayout(parts: readonly PartShape[]): RecordLayout {
  let bytes = 0;
  const columns = parts.map(({ dtype, shape }) => {
    const size = rowSize({ dtype, shape });
    const offset = bytes;
    bytes += 4 * Math.ceil((dtype === "uint8" ? size : 4 * size) / 4);
    return { dtype, shape, size, offset };
  });
  return { bytes, columns };
}

/** So many rows of the columns as records. */
export function toRecords(layout: RecordLayout, columns: readonly Encoded[], rows: number): Uint8Array {
  const records = new Uint8Array(layout.bytes * rows);
  layout.columns.forEach(({ dtype, size, offset }, k) => {
    const into = viewOf(records, dtype);
    const [first, stride] = inNumbers(into, offset, layout.bytes);
    copyRuns(columns[k]!.data, 0, size, into, first, stride, size, rows);
  });
  return records;
}

/** Numbers of column k of so many records, put down from `at` on. records: begins at a multiple of four. */
export function copyColumn(layout: RecordLayout, k: number, records: Uint8Array, rows: number, into: Numbers | Uint16Array, at: number): void {
  const { dtype, size, offset } = layout.columns[k]!;
  const from = viewOf(records, dtype);
  const [first, stride] = inNumbers(from, offset, layout.bytes);
  copyRuns(from, first, stride, into, at, size, size, rows);
}

const inNumbers = ({ BYTES_PER_ELEMENT: width }: Numbers, offset: number, bytes: number) => [offset / width, bytes / width] as const;

function viewOf(records: Uint8Array, dtype: PartShape["dtype"]): Numbers {
  const { buffer, byteOffset, byteLength } = records;
  if (dtype === "uint8") return records;
  return dtype === "int32" ? new Int32Array(buffer, byteOffset, byteLength / 4) : new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** Numbers of a row from which on to copy them as a run is quicker than one by one. */
const RUN = 32;

function copyRuns(from: Numbers, first: number, stride: number, into: Numbers | Uint16Array, at: number, step: number, size: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const [start, target] = [first + row * stride, at + row * step];
    if (size >= RUN) into.set(from.subarray(start, start + size), target);
    else for (let i = 0; i < size; i++) into[target + i] = from[start + i]!;
  }
}
