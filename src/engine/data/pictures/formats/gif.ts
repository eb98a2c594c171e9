/** GIF, 87a and 89a. */
import { words } from "../../../../messages/en/pictures.ts";
import { startsWith } from "../../starts-with.ts";
import { Cursor, Malformed, Short } from "./cursor.ts";
import type { PictureFormat, PictureHead } from "./head.ts";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9;

/** A palette's bytes, by the flags in front of it. */
const paletteSize = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);

function skipBlocks(cursor: Cursor): void {
  for (let length = cursor.u8(); length > 0; length = cursor.u8()) cursor.skip(length);
}

/** Up to the next image; null at the end. Transparency is said in a block before it. */
function nextImage(cursor: Cursor): { readonly transparent: boolean } | null {
  let transparent = false;
  for (;;) {
    const kind = cursor.u8();
    if (kind === IMAGE) return { transparent };
    if (kind === TRAILER) return null;
    if (kind !== EXTENSION) throw new Malformed(words.damaged("GIF"));
    if (cursor.u8() === CONTROL) {
      cursor.skip(1);
      transparent = (cursor.u8() & 1) === 1;
      cursor.skip(3);
    }
    skipBlocks(cursor);
  }
}

function skipImage(cursor: Cursor): void {
  cursor.skip(8);
  cursor.skip(paletteSize(cursor.u8()) + 1);
  skipBlocks(cursor);
}

function begin(bytes: Uint8Array) {
  const cursor = new Cursor(bytes, 6, true);
  const [width, height, flags] = [cursor.u16(), cursor.u16(), cursor.u8()];
  cursor.skip(2 + paletteSize(flags));
  return { cursor, width, height, bits: (flags & 7) + 1 };
}

function head(bytes: Uint8Array): PictureHead {
  const { cursor, ...size } = begin(bytes);
  const first = nextImage(cursor);
  if (first === null) throw new Malformed(words.damaged("GIF"));
  skipImage(cursor);
  return { format: "gif", ...size, channels: first.transparent ? 4 : 3, orientation: 1, animated: hasAnother(cursor), cmyk: false };
}

/** What follows the first picture may be damaged: that one is all that is used. */
function hasAnother(cursor: Cursor): boolean {
  try {
    return !cursor.ended && nextImage(cursor) !== null;
  } catch (cause) {
    if (cause instanceof Short || cause instanceof Malformed) return false;
    throw cause;
  }
}

/** Of several frames the first is used, and must be there. */
function isWhole(bytes: Uint8Array): boolean {
  const { cursor } = begin(bytes);
  nextImage(cursor);
  skipImage(cursor);
  return true;
}

export const gif: PictureFormat = {
  matches: (bytes) => startsWith(bytes, [0x47, 0x49, 0x46, 0x38]) && (bytes[4] === 0x37 || bytes[4] === 0x39) && bytes[5] === 0x61,
  head,
  isWhole,
};
