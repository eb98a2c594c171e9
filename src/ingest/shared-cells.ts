/**
 * A table for another worker. Where the page is isolated from others both see the same memory: a gigabyte of cells lies there once. Elsewhere
 * the other has a copy.
 */
import type { Column, Table } from "../engine/data/table.ts";
import { digestMoved } from "./fingerprint.ts";

/** The table as it can be sent, and what of it is to be moved instead of copied once more. isolated: do workers share memory? */
export function sendable(columns: Table["columns"], isolated: boolean): { readonly columns: Table["columns"]; readonly moved: readonly ArrayBuffer[] } {
  if (isolated) {
    columns.forEach(share);
    return { columns, moved: [] };
  }
  const moved: ArrayBuffer[] = [];
  const copied = columns.map((column) => {
    const [bytes, ends] = [column.bytes.slice(), column.ends.slice()];
    moved.push(bytes.buffer, ends.buffer);
    return { ...column, bytes, ends };
  });
  return { columns: copied, moved };
}

/** Puts a column's cells, which never change, where other workers see them: in its place, so that no more than one column is there twice. */
function share(column: Column): void {
  if (isShared(column.bytes)) return;
  const bytes = new Uint8Array(new SharedArrayBuffer(column.bytes.byteLength));
  const ends = new Uint32Array(new SharedArrayBuffer(column.ends.byteLength));
  bytes.set(column.bytes);
  ends.set(column.ends);
  digestMoved(column.bytes, bytes);
  Object.assign(column, { bytes, ends });
}

const isShared = ({ buffer }: Uint8Array): boolean => typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
