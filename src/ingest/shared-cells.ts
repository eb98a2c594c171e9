/**
 * Tables for another worker. Where the page is isolated from others both see the same memory: a gigabyte of cells lies there once. Elsewhere the
 * other has a copy.
 */
import { free } from "../engine/data/free.ts";
import type { Column } from "../engine/data/table.ts";
import { digestMoved } from "./fingerprint.ts";

type Columns = readonly Column[];

/** Puts cells that were read where other workers see them. Nobody else may hold them: where they lay is freed at once, so that only one column is there twice. */
export function share(columns: Columns): void {
  const moved = new Map<Uint8Array, Pick<Column, "bytes" | "ends">>();
  for (const column of columns) {
    const { bytes, ends } = column;
    if (isShared(bytes)) continue;
    const there = moved.get(bytes) ?? { bytes: sharedBytes(bytes), ends: new Uint32Array(sharedBytes(ends).buffer) };
    if (!moved.has(bytes)) {
      digestMoved(bytes, there.bytes);
      free(bytes);
      free(ends);
    }
    moved.set(bytes, there);
    Object.assign(column, there); // what holds the column holds the same cells
  }
}

/** Columns as they can be sent, and what of them is to be moved there instead of being copied once more. */
export function sendable(columns: Columns): { readonly columns: Columns; readonly moved: readonly ArrayBuffer[] } {
  const moved: ArrayBuffer[] = [];
  const sent = columns.map((column) => {
    if (isShared(column.bytes)) return column;
    const [bytes, ends] = [column.bytes.slice(), column.ends.slice()];
    moved.push(bytes.buffer, ends.buffer);
    return { ...column, bytes, ends };
  });
  return { columns: sent, moved };
}

const isShared = ({ buffer }: Uint8Array): boolean => !(buffer instanceof ArrayBuffer);

function sharedBytes({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(byteLength));
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  return bytes;
}
