/** PNG, third edition: with frames (APNG) and EXIF. */
import { words } from "../../../../messages/en/pictures.ts";
import { crc32 } from "../../crc32.ts";
import { startsWith } from "../../starts-with.ts";
import { Cursor, Malformed } from "./cursor.ts";
import { orientationOf } from "./exif.ts";
import { upright, type PictureFormat, type PictureHead } from "./head.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** By colour type: channels, and the bits there may be. */
const COLOURS: Readonly<Record<number, { readonly channels: 1 | 3 | 4; readonly bits: readonly number[] }>> = {
  0: { channels: 1, bits: [1, 2, 4, 8, 16] },
  2: { channels: 3, bits: [8, 16] },
  3: { channels: 3, bits: [1, 2, 4, 8] },
  4: { channels: 4, bits: [8, 16] },
  6: { channels: 4, bits: [8, 16] },
};

/** The length and type of the next chunk; the cursor stands at its content. */
const nextChunk = (cursor: Cursor): { readonly length: number; readonly type: string } => ({ length: cursor.u32(), type: cursor.text(4) });
const CHECKSUM = 4;

function head(bytes: Uint8Array): PictureHead {
  const cursor = new Cursor(bytes, SIGNATURE.length);
  const { width, height, bits, colour } = header(cursor);
  let { channels } = colour;
  let animated = false;
  let orientation = 1;
  for (;;) {
    const { length, type } = nextChunk(cursor);
    if (type === "IDAT") return { format: "png", ...upright(width, height, orientation), channels, bits, animated, cmyk: false };
    if (type === "IEND") throw new Malformed(words.damaged("PNG"));
    if (type === "acTL") animated = new Cursor(cursor.take(length)).u32() > 1;
    else if (type === "eXIf") orientation = orientationOf(cursor.take(length));
    else cursor.skip(length);
    if (type === "tRNS") channels = 4;
    cursor.skip(CHECKSUM);
  }
}

function header(cursor: Cursor) {
  const start = cursor.at;
  const { length, type } = nextChunk(cursor);
  if (type !== "IHDR" || length !== 13) throw new Malformed(words.damaged("PNG"));
  const [width, height, bits, kind] = [cursor.u32(), cursor.u32(), cursor.u8(), cursor.u8()];
  cursor.skip(3);
  const checksum = cursor.u32();
  cursor.at = start + 4;
  const summed = crc32(0, cursor.take(4 + length));
  cursor.skip(CHECKSUM);
  const colour = COLOURS[kind];
  if (!colour?.bits.includes(bits) || summed !== checksum) throw new Malformed(words.damaged("PNG"));
  return { width, height, bits, colour };
}

/** Chunks without which there is no picture; damage in others is passed over, as decoders do. */
const isCritical = (type: string): boolean => /^[A-Z]/.test(type);

/** All chunks up to the end are there, and the checksums of those that matter are right: browsers would show what comes after a wrong one in black or grey. */
function isWhole(bytes: Uint8Array): boolean {
  const cursor = new Cursor(bytes, SIGNATURE.length);
  for (;;) {
    const start = cursor.at;
    const { length, type } = nextChunk(cursor);
    if (type === "IEND") return true;
    cursor.at = start + 4;
    const content = cursor.take(4 + length);
    const checksum = cursor.u32();
    if (isCritical(type) && crc32(0, content) !== checksum) return false;
  }
}

export const png: PictureFormat = { matches: (bytes) => startsWith(bytes, SIGNATURE), head, isWhole };
