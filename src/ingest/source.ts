/** Where bytes come from: a file, a stream, or chunks made in memory. */

export type ByteSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** Small enough that the work on one piece takes a few milliseconds, whatever size the source hands out. */
const PIECE = 256 * 1024;

/** The source's bytes in order, in pieces of at most 256 KiB. Leaving the loop early releases the source. */
export async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks(source)) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

// Not every browser lets `for await` run over a stream, so the reader is used.
async function* chunks(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (!("getReader" in source)) {
    yield* source;
    return;
  }
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
