/** What is kept of an archive's list: one small record for each entry. */
import type { Entry } from "@zip.js/zip.js/lib/zip-core-reader.js";

export interface ListedEntry {
  /** The path as it is written, in an encoding that is not known yet. */
  readonly name: Uint8Array;
  readonly directory: boolean;
  readonly symlink: boolean;
  readonly encrypted: boolean;
  readonly method: number;
  /** Where its own header begins. */
  readonly offset: number;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
}

/** zip.js's entry, some 5 kB in memory, without what is not needed. A name may come in UTF-8 beside the old one. */
export const listed = (entry: Entry): ListedEntry => ({
  name: entry.extraFieldUnicodePath?.valid ? new TextEncoder().encode(entry.filename) : entry.rawFilename.slice(),
  directory: entry.directory,
  symlink: entry.symlink,
  encrypted: entry.encrypted,
  method: entry.compressionMethod,
  offset: entry.offset,
  packedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  crc: entry.crc32 ?? 0, // only encrypted entries may have none
});

export const STORED = 0;
export const DEFLATED = 8;
/** Bytes in front of every entry's name. */
export const HEADER = 30;
