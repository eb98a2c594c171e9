/** One entry's bytes. Inflating stops at the size that the archive's list states, so that no entry costs more than it announces. */
import { Inflate } from "fflate";
import { words } from "../../messages/en/files.ts";
import type { Bytes } from "../bytes.ts";
import { Unreadable } from "../source.ts";
import { crc32 } from "../../engine/data/crc32.ts";
import { HEADER, STORED, type ListedEntry } from "./entry.ts";

/** What every entry's own header begins with. */
const SIGNATURE = 0x04034b50;

/** Of packed bytes: Deflate makes at most 33 MB of them, which is what inflating may go beyond the stated size. */
const PIECE = 32 * 1024;

/** The unpacked bytes in order. Throws `Unreadable` with the reason when they are not what the archive's list says. */
export async function* unpack(entry: ListedEntry, bytes: Bytes): AsyncGenerator<Uint8Array> {
  const start = await placeOf(entry, bytes);
  let size = 0;
  let sum = 0;
  for await (const piece of plain(entry, packed(entry, bytes, start))) {
    size += piece.length;
    sum = crc32(sum, piece);
    if (size > entry.size) throw Unreadable.because(words.archive.size);
    yield piece;
  }
  if (size !== entry.size) throw Unreadable.because(words.archive.size);
  if (sum !== entry.crc) throw Unreadable.because(words.archive.checksum);
}

/** Where the packed bytes begin: the header in front of them must say the same as the list. */
async function placeOf({ offset, method, packedSize }: ListedEntry, bytes: Bytes): Promise<number> {
  const inside = offset + HEADER <= bytes.size;
  const header = inside ? await bytes.read(offset, offset + HEADER) : new Uint8Array(HEADER);
  const view = new DataView(header.buffer, header.byteOffset, HEADER);
  const start = offset + HEADER + view.getUint16(26, true) + view.getUint16(28, true);
  const agrees = view.getUint32(0, true) === SIGNATURE && view.getUint16(8, true) === method && start + packedSize <= bytes.size;
  if (!agrees) throw Unreadable.because(words.archive.header);
  return start;
}

async function* packed({ packedSize }: ListedEntry, bytes: Bytes, start: number): AsyncGenerator<Uint8Array> {
  const end = start + packedSize;
  for (let at = start; at < end; at += PIECE) yield await bytes.read(at, Math.min(at + PIECE, end));
}

/** Up to so many bytes fflate is faster, which needs no stream: ten times for a few hundred. Beyond, the platform is, by up to six times. */
const SMALL = 16 * 1024;

function plain({ method, size }: ListedEntry, pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (method === STORED) return pieces;
  return size > SMALL ? inflatedByStream(pieces) : inflatedHere(pieces);
}

async function* inflatedHere(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => { ready.push(piece); });
  const push = (piece: Uint8Array, last: boolean): readonly Uint8Array[] => {
    try {
      inflate.push(piece, last);
    } catch {
      throw Unreadable.because(words.archive.broken);
    }
    return ready.splice(0);
  };
  for await (const piece of pieces) yield* push(piece, false);
  yield* push(new Uint8Array(0), true);
}

async function* inflatedByStream(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let failure: unknown = null;
  const input = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await pieces.next().catch((cause: unknown) => { throw (failure = cause); });
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>); // an archive's bytes are never shared
    },
    async cancel() {
      await pieces.return(undefined);
    },
  }, { highWaterMark: 0 });
  const reader = input.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const broken = (): never => { throw failure instanceof Unreadable ? failure : Unreadable.because(words.archive.broken); };
  try {
    for (let next = await reader.read().catch(broken); !next.done; next = await reader.read().catch(broken)) yield next.value;
  } finally {
    await reader.cancel().catch(() => null); // what has failed need not be released
  }
}
