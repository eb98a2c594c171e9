import { rowSize, type Encoded, type Numbers, type PartShape } from "../../data/encoded.ts";
import { widthOfType, type Width } from "../../kernels/gather-rows/pack.ts";

/** A row as bytes: its columns one after another, each number in as few of them as hold what may come, from a multiple of these on, in the machine's order. */
export interface RecordLayout {
  /** Of one row: a multiple of four. */
  readonly bytes: number;
  readonly columns: readonly (PartShape & { readonly size: number; readonly width: Width; readonly offset: number })[];
}

const upTo = (bytes: number, width: Width): number => width * Math.ceil(bytes / width);

export function recordLayout(parts: readonly PartShape[]): RecordLayout {
  let bytes = 0;
  const columns = parts.map((part) => {
    const [size, width] = [rowSize(part), widthOfType(part)];
    const offset = upTo(bytes, width);
    bytes = offset + width * size;
    return { ...part, size, width, offset };
  });
  return { bytes: upTo(bytes, 4), columns };
}

/** So many rows of the columns as records. */
export function toRecords(layout: RecordLayout, columns: readonly Encoded[], rows: number): Uint8Array {
  const records = new Uint8Array(layout.bytes * rows);
  layout.columns.forEach(({ dtype, size, width, offset }, k) => {
    copyRuns(columns[k]!.data, 0, size, viewOf(records, width, dtype), offset / width, layout.bytes / width, size, rows);
  });
  return records;
}

/** Numbers of column k of so many records, put down from `at` on. records: begins at a multiple of four. */
export function copyColumn(layout: RecordLayout, k: number, records: Uint8Array, rows: number, into: Numbers | Uint16Array, at: number): void {
  const { dtype, size, width, offset } = layout.columns[k]!;
  copyRuns(viewOf(records, width, dtype), offset / width, layout.bytes / width, into, at, size, size, rows);
}

function viewOf(records: Uint8Array, width: Width, dtype: PartShape["dtype"]): Numbers | Uint16Array {
  const { buffer, byteOffset, byteLength } = records;
  if (width === 1) return records;
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return dtype === "int32" ? new Int32Array(buffer, byteOffset, byteLength / 4) : new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** Numbers of a row from which on to copy them as a run is quicker than one by one. */
const RUN = 32;

function copyRuns(from: Numbers | Uint16Array, first: number, stride: number, into: Numbers | Uint16Array, at: number, step: number, size: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const [start, target] = [first + row * stride, at + row * step];
    if (size >= RUN) into.set(from.subarray(start, start + size), target);
    else for (let i = 0; i < size; i++) into[target + i] = from[start + i]!;
  }
}
