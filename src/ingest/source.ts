/** Where bytes come from: a file, a stream, or chunks made in memory. */
import { words } from "../messages/en/ingest.ts";

export type ByteSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** The source failed: what it stood for is not to be had any more. The message is a sentence for the user. */
export class Unreadable extends Error {
  constructor(cause: unknown, sentence = words.unreadable(String(cause))) {
    super(sentence);
  }

  /** Where the reason is known. */
  static because(sentence: string): Unreadable {
    return new Unreadable(null, sentence);
  }
}

/** Small enough that the work on one piece takes a few milliseconds, whatever size the source hands out. */
const PIECE = 256 * 1024;

/** The source's bytes in order, in pieces of at most 256 KiB. Leaving the loop early releases the source; one that fails throws `Unreadable`. */
export async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  const input = chunks(source);
  try {
    for (let next = await read(input); !next.done; next = await read(input)) {
      for (let at = 0; at < next.value.length; at += PIECE) yield next.value.subarray(at, at + PIECE);
    }
  } finally {
    await input.return(undefined).catch(() => null); // what has failed need not be released
  }
}

const read = (input: AsyncGenerator<Uint8Array>): Promise<IteratorResult<Uint8Array, unknown>> =>
  input.next().catch((cause: unknown) => { throw cause instanceof Unreadable ? cause : new Unreadable(cause); });

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
