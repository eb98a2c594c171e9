/** The list at the end of a zip archive (PKWARE's APPNOTE 6.3), read without believing it: every number is checked against the bytes that are there. */
import { words } from "../../messages/en/export.ts";

/** Where the bytes of one file lie, and how many they become. */
export interface Entry {
  readonly name: string;
  readonly deflated: boolean;
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/** What an archive may hold before it is taken for a mistake or an attack ("zip bomb"). */
export interface Limits { readonly entries: number; readonly bytes: number }

/** Why an archive is not opened, as the end of a sentence. */
export class Refusal extends Error {}

const [LOCAL, LISTED, LAST] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_SIZE, LISTED_SIZE, LAST_SIZE] = [30, 46, 22];
const LONGEST_COMMENT = 65_535;
const [STORED, DEFLATED] = [0, 8];

/** Does it begin like a zip archive, an empty one included? */
export function isZip(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const mark = viewOf(bytes).getUint32(0, true);
  return mark === LOCAL || mark === LAST;
}

/** The files of an archive, folders left out; throws a `Refusal` for what cannot be or should not be opened. */
export function entriesOf(zip: Uint8Array, limits: Limits): readonly Entry[] {
  const view = viewOf(zip);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new Refusal(words.zip.tooMany(limits.entries));
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + LISTED_SIZE > end || view.getUint32(at, true) !== LISTED) throw new Refusal(words.zip.damaged);
    const entry = entryAt(zip, view, at);
    if (!entry.name.endsWith("/")) entries.push(entry);
    at += LISTED_SIZE + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  refuseTricks(entries, limits);
  return entries;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The archive's last record stands before nothing but a comment. */
function endRecord(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - LAST_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - LAST_SIZE; at >= lowest; at--) {
    if (view.getUint32(at, true) === LAST && at + LAST_SIZE + view.getUint16(at + 20, true) <= view.byteLength) return at;
  }
  throw new Refusal(words.zip.damaged);
}

function entryAt(zip: Uint8Array, view: DataView, at: number): Entry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const [packed, size, local] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
  const name = new TextDecoder().decode(zip.subarray(at + LISTED_SIZE, at + LISTED_SIZE + view.getUint16(at + 28, true)));
  if (flags & 1) throw new Refusal(words.zip.locked);
  if (method !== STORED && method !== DEFLATED) throw new Refusal(words.zip.method(name));
  if (local + LOCAL_SIZE > view.byteLength || view.getUint32(local, true) !== LOCAL) throw new Refusal(words.zip.damaged);
  const start = local + LOCAL_SIZE + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > view.byteLength || (method === STORED && packed !== size)) throw new Refusal(words.zip.damaged);
  return { name, deflated: method === DEFLATED, start, end: start + packed, size };
}

/** Names that lead out of the archive or stand twice, files that share their bytes, and more bytes than anyone needs. */
function refuseTricks(entries: readonly Entry[], limits: Limits): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) throw new Refusal(words.zip.twice(name));
    seen.add(name);
    if (leadsOut(name)) throw new Refusal(words.zip.leadsOut(name));
  }
  const inOrder = entries.toSorted((a, b) => a.start - b.start);
  if (inOrder.some((entry, i) => i > 0 && entry.start < inOrder[i - 1]!.end)) throw new Refusal(words.zip.overlaps);
  if (entries.reduce((sum, { size }) => sum + size, 0) > limits.bytes) throw new Refusal(words.zip.tooLarge(limits.bytes));
}

const leadsOut = (name: string): boolean => /^(?:[/\\]|[A-Za-z]:)/.test(name) || name.split(/[/\\]/).includes("..") || name.includes("\0");
