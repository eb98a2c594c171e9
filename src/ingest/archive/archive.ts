/**
 * Zip archives from anywhere, read as if they were built to do harm. The list of entries is read by zip.js; each file's bytes are unpacked
 * when they are asked for, in pieces, and never beyond what the list announces.
 */
import {
  ERR_AMBIGUOUS_ARCHIVE, ERR_BAD_FORMAT, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_EOCDR_NOT_FOUND, ERR_SPLIT_ZIP_FILE, ZipReader,
} from "@zip.js/zip.js/lib/zip-core-reader.js";
import { error, failure, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/files.ts";
import { words as reading } from "../../messages/en/ingest.ts";
import { ReadingAhead, type Bytes } from "../bytes.ts";
import type { GivenFile, Refused } from "../files.ts";
import { Pace } from "../pace.ts";
import { Unreadable } from "../source.ts";
import { directoryOf } from "./directory.ts";
import { listed, type ListedEntry } from "./entry.ts";
import { usualLimits, type Limits } from "./limits.ts";
import { unpack } from "./unpack.ts";

export interface Archive {
  /** Those that can be read, in the archive's order. Asked for in that order, their bytes are read once from front to back. */
  readonly files: readonly GivenFile[];
  readonly refused: readonly Refused[];
  readonly notes: readonly Problem[];
  /** Files that a system left there and nobody asked for. */
  readonly passedOver: number;
}

const failed = (message: string): Outcome<never> => failure(error([], message));

/**
 * Open a zip archive: Zip64, Deflate and stored files; links, encrypted, repeated, overlapping and outsized files and paths that lead out of it
 * are listed in `refused`. Archives inside it stay files. Fails with a sentence where there is no list of entries to be read, and when cancelled.
 */
export async function openArchive(source: Bytes, signal?: AbortSignal, limits: Limits = usualLimits): Promise<Outcome<Archive>> {
  const pace = new Pace(signal);
  const bytes = new ReadingAhead(source);
  const entries: ListedEntry[] = [];
  try {
    // Names are checked here, one by one; zip.js would refuse the whole archive for one of them.
    const options = { useWebWorkers: false, filenameValidation: "tolerant" } as const;
    for await (const entry of new ZipReader(new ListReader(bytes, limits), options).getEntriesGenerator()) {
      if (entries.push(listed(entry)) > limits.entries) return failed(words.archive.tooMany(limits.entries));
      if (pace.due) await pace.rest();
      if (pace.cancelled) return failed(reading.cancelled);
    }
  } catch (cause) {
    return failed(cause instanceof Unreadable ? cause.message : sentenceOf(cause));
  }
  const { readable, ...rest } = directoryOf(entries, limits);
  const files = readable.map(({ path, entry }): GivenFile => ({ path, size: entry.size, pieces: () => unpack(entry, bytes) }));
  return success({ files, ...rest });
}

function sentenceOf(cause: unknown): string {
  switch (cause instanceof Error ? cause.message : "") {
    case ERR_EOCDR_NOT_FOUND: case ERR_BAD_FORMAT: return words.archive.none;
    case ERR_SPLIT_ZIP_FILE: return words.archive.split;
    case ERR_ENCRYPTED_CENTRAL_DIRECTORY: return words.archive.secret;
    case ERR_AMBIGUOUS_ARCHIVE: return words.archive.contradicts;
    default: return words.archive.damaged;
  }
}

/** How zip.js is handed the bytes: by place and length, of which no more than a sensible list is read at once. */
class ListReader {
  readonly #bytes: Bytes;
  readonly #limits: Limits;

  constructor(bytes: Bytes, limits: Limits) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  get size(): number {
    return this.#bytes.size;
  }

  async readUint8Array(from: number, length: number): Promise<Uint8Array> {
    if (length > this.#limits.list) throw Unreadable.because(words.archive.listTooLarge(length, this.#limits.list));
    return this.#bytes.read(from, Math.max(from, Math.min(from + length, this.size)));
  }

  /** Wanted by the type and by readers that cannot go to a place. */
  get readable(): ReadableStream<Uint8Array> {
    throw new Error("internal: an archive is read by place");
  }
}
