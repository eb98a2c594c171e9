import type { Bytes } from "../../src/ingest/bytes.ts";

export const bytesInMemory = (bytes: Uint8Array): Bytes => ({ size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) });
