import { Zip, ZipPassThrough } from "fflate";

/** Zip files of the usual kind end here. */
export const LARGEST_ZIP = 2 ** 32 - 2 ** 24;

export interface ZipWriter {
  add(file: string, bytes: Uint8Array): void;
  /** Of what was added so far, in bytes. */
  length(): number;
  end(): Blob;
}

/** Files are stored as they are, and handed to the browser one by one: no more than one is in memory, if it moves large blobs to the disk. */
export function zipWriter(): ZipWriter {
  const parts: Blob[] = [];
  let length = 0;
  let chunks: BlobPart[] = [];
  const zip = new Zip((fault, chunk) => {
    if (fault) throw fault;
    chunks.push(chunk);
  });
  const flush = () => {
    const part = new Blob(chunks);
    length += part.size;
    parts.push(part);
    chunks = [];
  };
  return {
    add(file, bytes) {
      const entry = new ZipPassThrough(file);
      zip.add(entry);
      entry.push(bytes, true);
      flush();
    },
    length: () => length,
    end() {
      zip.end();
      flush();
      return new Blob(parts, { type: "application/zip" });
    },
  };
}
