/** WebP (RFC 9649): lossy, lossless and extended. */
import { words } from "../../../../messages/en/pictures.ts";
import { startsWith } from "../../starts-with.ts";
import { Cursor, Malformed, Short } from "./cursor.ts";
import { orientationOf } from "./exif.ts";
import { upright, type PictureFormat, type PictureHead } from "./head.ts";

const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const HEADER = 12;

const ALPHA = 0x10;
const EXIF = 0x08;
const ANIMATION = 0x02;

type Size = { readonly width: number; readonly height: number };
const plain = ({ width, height }: Size, channels: 3 | 4): PictureHead =>
  ({ format: "webp", width, height, channels, bits: 8, orientation: 1, animated: false, cmyk: false });

function head(bytes: Uint8Array): PictureHead {
  const end = riffEnd(bytes);
  const cursor = new Cursor(bytes, HEADER, true);
  const kind = cursor.text(4);
  const length = cursor.u32();
  if (kind === "VP8 ") return plain(lossySize(cursor), 3);
  if (kind === "VP8L") return lossless(cursor);
  if (kind !== "VP8X") throw new Malformed(words.damaged("WebP"));
  const flags = cursor.u8();
  cursor.skip(3);
  const [width, height] = [cursor.u24() + 1, cursor.u24() + 1];
  const orientation = flags & EXIF ? orientationAfter(cursor, HEADER + 8 + padded(length), end) : 1;
  return { ...plain(upright(width, height, orientation), flags & ALPHA ? 4 : 3), orientation, animated: (flags & ANIMATION) !== 0 };
}

function lossySize(cursor: Cursor): Size {
  const tag = cursor.u24();
  const start = cursor.u24();
  if ((tag & 1) !== 0 || start !== 0x2a019d) throw new Malformed(words.damaged("WebP"));
  return { width: cursor.u16() & 0x3fff, height: cursor.u16() & 0x3fff };
}

function lossless(cursor: Cursor): PictureHead {
  if (cursor.u8() !== 0x2f) throw new Malformed(words.damaged("WebP"));
  const packed = cursor.u32();
  const size = { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  return plain(size, packed & 0x10000000 ? 4 : 3);
}

const padded = (length: number): number => length + (length & 1);

/** EXIF comes behind the pixels. */
function orientationAfter(cursor: Cursor, start: number, end: number): number {
  for (cursor.at = start; cursor.at < end; ) {
    const kind = cursor.text(4);
    const length = cursor.u32();
    if (kind === "EXIF") return orientationOf(withoutMark(cursor.take(length)));
    cursor.skip(padded(length));
  }
  return 1;
}

/** Some programs keep the mark that EXIF has in JPEG. */
const withoutMark = (exif: Uint8Array): Uint8Array => (startsWith(exif, [0x45, 0x78, 0x69, 0x66, 0, 0]) ? exif.subarray(6) : exif);

const riffEnd = (bytes: Uint8Array): number => new Cursor(bytes, RIFF.length, true).u32() + 8;

/** Every chunk ends within the file, and there are pixels among them: of an animation, its first frame's. */
function isWhole(bytes: Uint8Array): boolean {
  const end = riffEnd(bytes);
  if (end > bytes.length) throw new Short(end);
  const cursor = new Cursor(bytes, HEADER, true);
  let hasPixels = false;
  while (cursor.at + 8 <= end) {
    const kind = cursor.text(4);
    const length = cursor.u32();
    if (cursor.at + length > end) return false;
    hasPixels ||= kind === "VP8 " || kind === "VP8L" || kind === "ANMF";
    cursor.skip(padded(length));
  }
  return hasPixels;
}

export const webp: PictureFormat = { matches: (bytes) => startsWith(bytes, RIFF) && startsWith(bytes.subarray(8), WEBP), head, isWhole };
