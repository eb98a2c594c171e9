/** The parts of a workbook: a zip archive of XML files, unpacked piece by piece. */
import { BlobReader, configure, ZipReader, type FileEntry } from "@zip.js/zip.js";
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";

// The policy refuses workers made from blobs; this is a worker already.
configure({ useWebWorkers: false });

/** Parts of one workbook, and the bytes of one part unpacked: more is no spreadsheet. */
const MOST_PARTS = 10_000;
const LARGEST_PART = 4 * 1024 ** 3;

export class Archive {
  readonly #parts: ReadonlyMap<string, FileEntry>;

  private constructor(parts: ReadonlyMap<string, FileEntry>) {
    this.#parts = parts;
  }

  static async open(blob: Blob): Promise<Archive> {
    const parts = new Map<string, FileEntry>();
    try {
      for await (const entry of new ZipReader(new BlobReader(blob)).getEntriesGenerator()) {
        if (parts.size >= MOST_PARTS) throw new Refusal(words.formats.excel.tooManyParts(MOST_PARTS));
        if (!entry.directory) parts.set(entry.filename.replaceAll("\\", "/").replace(/^\//, ""), entry);
      }
    } catch (cause) {
      throw cause instanceof Refusal ? cause : new Refusal(words.formats.excel.damaged(words.formats.excel.noDirectory));
    }
    return new Archive(parts);
  }

  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** Names of parts. */
  get paths(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** The text of a part in pieces, and how far through it they are, as a share of one; nothing where there is no such part. */
  async *text(path: string): AsyncGenerator<{ readonly text: string; readonly share: number }> {
    const part = this.#parts.get(path);
    if (!part) return;
    if (part.encrypted) throw new Refusal(words.formats.excel.encrypted);
    const decoder = new TextDecoder();
    let bytes = 0;
    for await (const piece of unpacked(part, path)) {
      bytes += piece.length;
      if (bytes > LARGEST_PART) throw new Refusal(words.formats.tooLarge(LARGEST_PART));
      yield { text: decoder.decode(piece, { stream: true }), share: Math.min(1, bytes / Math.max(1, part.uncompressedSize)) };
    }
    yield { text: decoder.decode(), share: 1 };
  }
}

async function* unpacked(part: FileEntry, path: string): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const done = part.getData(writable).then(() => null, (cause: unknown) => cause ?? new Error("unknown"));
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done: ended, value } = await reader.read();
      if (ended) break;
      yield value;
    }
  } catch {
    throw new Refusal(words.formats.excel.damaged(path));
  } finally {
    await reader.cancel().catch(() => null); // what has failed or ended need not be released
  }
  if ((await done) !== null) throw new Refusal(words.formats.excel.damaged(path));
}
