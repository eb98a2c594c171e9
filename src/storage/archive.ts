/**
 * Reads the zip files that backups are, without loading them: the directory at the end, then each file by its place. Files are stored, not
 * compressed, so that nothing can swell; everything is checked against the length of the archive before it is believed.
 */
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";

export interface Archive {
  readonly names: readonly string[];
  /** In bytes; undefined when there is no such file. */
  length(name: string): number | undefined;
  /** Undefined when there is no such file, or when it does not lie where the directory says. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}
interface Entry { readonly name: string; readonly at: number; readonly length: number }

const END = { signature: 0x06054b50, length: 22, longestComment: 0xffff };
const DIRECTORY = { signature: 0x02014b50, length: 46, longest: 32 * 2 ** 20 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const ENCRYPTED = 1;

class NotOurs extends Error {}

export async function openArchive(file: Blob): Promise<Outcome<Archive>> {
  try {
    const entries = await readDirectory(file);
    return success({
      names: [...entries.keys()],
      length: (name) => entries.get(name)?.length,
      read: (name) => readEntry(file, entries.get(name)),
    });
  } catch (cause) {
    const reason = cause instanceof NotOurs ? cause.message : cause instanceof RangeError ? words.archive.torn : String(cause);
    return failure(error([], words.noBackup(reason)));
  }
}

async function readDirectory(file: Blob): Promise<ReadonlyMap<string, Entry>> {
  const tailAt = Math.max(0, file.size - END.length - END.longestComment);
  const tail = await viewOf(file, tailAt, file.size);
  let end = tail.byteLength - END.length;
  while (end >= 0 && tail.getUint32(end, true) !== END.signature) end -= 1;
  if (end < 0) throw new NotOurs(words.archive.noZip);
  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + length !== tailAt + end || length > DIRECTORY.longest) throw new NotOurs(words.archive.torn);
  const entries = entriesOf(await viewOf(file, start, start + length), count);
  const inOrder = entries.toSorted((a, b) => a.at - b.at);
  inOrder.forEach(({ at, name, length: size }, i) => {
    const next = inOrder[i + 1]?.at ?? start;
    if (at + LOCAL.length + size > next) throw new NotOurs(words.archive.overlaps(name));
  });
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function entriesOf(directory: DataView<ArrayBuffer>, count: number): readonly Entry[] {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let here = 0;
  while (entries.length < count) {
    if (directory.getUint32(here, true) !== DIRECTORY.signature) throw new NotOurs(words.archive.torn);
    const nameLength = directory.getUint16(here + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, directory.byteOffset + here + DIRECTORY.length, nameLength));
    const packed = directory.getUint32(here + 20, true);
    const length = directory.getUint32(here + 24, true);
    if (directory.getUint16(here + 8, true) & ENCRYPTED) throw new NotOurs(words.archive.encrypted);
    if (directory.getUint16(here + 10, true) !== 0 || packed !== length) throw new NotOurs(words.archive.repacked);
    if (!/^[\w-]+(\/[\w-]+)*\.[\w]+$/.test(name)) throw new NotOurs(words.archive.path(name));
    if (names.has(name)) throw new NotOurs(words.archive.twice(name));
    names.add(name);
    entries.push({ name, at: directory.getUint32(here + 42, true), length });
    here += DIRECTORY.length + nameLength + directory.getUint16(here + 30, true) + directory.getUint16(here + 32, true);
  }
  return entries;
}

async function readEntry(file: Blob, entry: Entry | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!entry) return undefined;
  const header = await viewOf(file, entry.at, entry.at + LOCAL.length);
  if (header.byteLength < LOCAL.length || header.getUint32(0, true) !== LOCAL.signature) return undefined;
  const start = entry.at + LOCAL.length + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = new Uint8Array(await file.slice(start, start + entry.length).arrayBuffer());
  return bytes.length === entry.length ? bytes : undefined;
}

const viewOf = async (file: Blob, start: number, end: number): Promise<DataView<ArrayBuffer>> => new DataView(await file.slice(start, end).arrayBuffer());
