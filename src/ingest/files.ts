/** Files among others, of an archive, a chosen folder or a disk: paths and bytes, read when they are wanted. */
import { words } from "../messages/en/files.ts";
import { bytesOfBlob, type Bytes } from "./bytes.ts";
import type { Pace } from "./pace.ts";
import { Unreadable } from "./source.ts";

export interface GivenFile {
  /** Relative, with "/" between folders, never leading out of its root; unique among the files it came with. */
  readonly path: string;
  /** Size in bytes, unpacked. */
  readonly size: number;
  /** The bytes in order, in pieces of a few MiB at most; may be asked for again. Throws `Unreadable` where they are not to be had. */
  readonly pieces: () => AsyncGenerator<Uint8Array>;
  /** The file itself, where it lies open. */
  readonly blob?: Blob;
}

/** A file that was not taken, and the sentence that says why. */
export interface Refused { readonly path: string; readonly why: string }

/** A file whose bytes lie open somewhere. */
export const fileOf = (path: string, bytes: Bytes): GivenFile => ({ path, size: bytes.size, pieces: () => cut(bytes) });

/** The files of a folder that a user chose: their paths begin with the folder's name. */
export const filesOf = (files: readonly { readonly path: string; readonly file: Blob }[]): GivenFile[] =>
  files.map(({ path, file }) => ({ ...fileOf(path, bytesOfBlob(file)), blob: file }));

const PIECE = 256 * 1024;

async function* cut(bytes: Bytes): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.size; at += PIECE) yield await bytes.read(at, Math.min(at + PIECE, bytes.size));
}

/** All bytes of a file; throws `Unreadable` when it has more than `most`. */
export async function wholeOf(file: GivenFile, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > most) throw Unreadable.because(words.tooLarge(file.size, most));
  const whole = new Uint8Array(file.size);
  let at = 0;
  for await (const piece of file.pieces()) {
    if (at + piece.length > whole.length) throw Unreadable.because(words.grew);
    whole.set(piece, at);
    at += piece.length;
  }
  return whole.subarray(0, at);
}

/** Small pieces are put together, so that a blob has few parts. */
const PART = 4 * 1024 * 1024;

/** A file as a blob, whose bytes the platform need not hold in memory; null when cancelled. Throws `Unreadable`. */
export async function blobOf(file: GivenFile, pace: Pace): Promise<Blob | null> {
  if (file.blob) return file.blob;
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of file.pieces()) {
    waiting.push(piece.slice());
    length += piece.length;
    if (length > PART) {
      parts.push(new Blob(waiting));
      [waiting, length] = [[], 0];
    }
    if (pace.due) await pace.rest();
    if (pace.cancelled) return null;
  }
  return new Blob([...parts, ...waiting]);
}

/** What systems leave beside people's files: previews, folder settings, forks of the Macintosh. */
const BOOKKEEPING = /(?:^|\/)(?:__MACOSX\/|\.git\/|\.ipynb_checkpoints\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/i;

export const isBookkeeping = (path: string): boolean => BOOKKEEPING.test(path);

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** In small letters and without its point: "csv" of `a/b.CSV`; "" where there is none. */
export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
