/**
 * Bytes to text. One streaming decoder reads the whole file: a character cut in two by a chunk's end stays whole, which
 * decoding chunk by chunk would break.
 */

import { startsWith } from "../engine/data/starts-with.ts";

/** What the first bytes say about the encoding. */
export interface EncodingGuess {
  /** A label that `TextDecoder` knows. */
  readonly encoding: string;
  /** False when nothing beyond ASCII was seen, so that a later byte may prove the guess wrong. */
  readonly certain: boolean;
}

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Byte order mark, else the zero bytes of UTF-16, else UTF-8 when the sample is valid UTF-8, else windows-1252. */
export function detectEncoding(sample: Uint8Array): EncodingGuess {
  for (const [encoding, mark] of BYTE_ORDER_MARKS) {
    if (startsWith(sample, mark)) return { encoding, certain: true };
  }
  const wide = utf16WithoutMark(sample);
  if (wide !== null) return { encoding: wide, certain: true };
  if (!isUtf8(sample)) return { encoding: "windows-1252", certain: true };
  return { encoding: "utf-8", certain: sample.some((byte) => byte >= 0x80) };
}

/**
 * In UTF-16 the ASCII characters (delimiters, digits, line ends) of a table carry a zero in their high byte: at odd
 * places in little endian, at even places in big endian. Tables in other scripts still have their delimiters.
 */
function utf16WithoutMark(sample: Uint8Array): string | null {
  const pairs = Math.min(sample.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (sample[2 * i] === 0) even++;
    if (sample[2 * i + 1] === 0) odd++;
  }
  // A zero byte here and there is dirt in a file of bytes: then no line ends in two bytes.
  const enough = (low: 0 | 1): number => pairs * (hasWideLineEnd(sample, pairs, low) ? 0.1 : 0.4);
  if (pairs >= 2 && odd > enough(0) && even * 20 < odd) return "utf-16le";
  if (pairs >= 2 && even > enough(1) && odd * 20 < even) return "utf-16be";
  return null;
}

/** Does a line feed or carriage return stand as two bytes, its own at `low` of a pair? */
function hasWideLineEnd(sample: Uint8Array, pairs: number, low: 0 | 1): boolean {
  for (let i = 0; i < pairs; i++) {
    const byte = sample[2 * i + low];
    if ((byte === 10 || byte === 13) && sample[2 * i + 1 - low] === 0) return true;
  }
  return false;
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    // Streaming, because the sample may end inside a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The decoder of a label, or null when the platform has no such encoding. */
export function decoderFor(encoding: string): TextDecoder | null {
  try {
    return new TextDecoder(encoding, { fatal: false });
  } catch {
    return null;
  }
}

/** The text of a stream of bytes, piece by piece; bytes that are no character become U+FFFD. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
