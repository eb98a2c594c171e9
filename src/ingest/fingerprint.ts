/** A name for a table's contents, so that a run can say what it was trained on and a restored table can be checked. */
import type { Column, Table } from "../engine/data/table.ts";

interface Digested { readonly path: string; readonly digest: string }

/** SHA-256 in hexadecimal over names, cells, missing spellings and decimal signs, the pictures that came along, and the rows left out: equal tables, equal fingerprints. */
export async function fingerprintOf(table: Table, pictures: Iterable<Digested> = []): Promise<string> {
  const columns: unknown[] = [];
  for (const column of table.columns) {
    const { name, missing, decimal } = column;
    columns.push({ name, missing, decimal, cells: await cellsDigest(column) });
  }
  const files = Array.from(pictures, ({ path, digest }) => [path, digest]);
  const excluded = Array.from(table.changed?.excluded ?? []);
  return sha256(new TextEncoder().encode(JSON.stringify({ rows: table.rows, columns, ...(files.length > 0 && { files }), ...(excluded.length > 0 && { excluded }) })));
}

/** Cells never change, so a column's digest is computed once however often its missing spellings do. */
const digests = new WeakMap<Uint8Array, Promise<string>>();

function cellsDigest({ bytes, ends }: Column): Promise<string> {
  const known = digests.get(bytes);
  if (known) return known;
  const digest = Promise.all([sha256(bytes), sha256(new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength))]).then((both) => both.join(" "));
  digests.set(bytes, digest);
  return digest;
}

/** The same cells lie elsewhere from now on. */
export function digestMoved(from: Uint8Array, to: Uint8Array): void {
  const known = digests.get(from);
  if (known) digests.set(to, known);
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice(); // browsers hash no shared memory
  const digest = await crypto.subtle.digest("SHA-256", own);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
