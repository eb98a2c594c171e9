/** JPEG (ITU-T T.81), with EXIF's orientation and Adobe's four inks. */
import { words } from "../../../../messages/en/pictures.ts";
import { startsWith } from "../../starts-with.ts";
import { Cursor, Malformed, Short } from "./cursor.ts";
import { orientationOf } from "./exif.ts";
import { upright, type PictureFormat, type PictureHead } from "./head.ts";

const START = 0xd8;
const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;

/** Starts of frames; of these all browsers decode the baseline, extended and progressive ones, in eight bits. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isUsual = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;

const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= START);

/** The next byte after 0xFF that is a marker. What lies before it is skipped, as decoders do. */
function nextMarker(cursor: Cursor): number {
  for (let before = cursor.u8(); ; ) {
    const byte = cursor.u8();
    if (before === 0xff && byte !== 0 && byte !== 0xff) return byte;
    before = byte;
  }
}

/** The next marker and the segment after it, whose length is given without its own two bytes. */
function nextSegment(cursor: Cursor): { readonly marker: number; readonly length: number } {
  const marker = nextMarker(cursor);
  if (standsAlone(marker)) return { marker, length: 0 };
  const length = marker === END ? 2 : cursor.u16();
  if (length < 2) throw new Malformed(words.damaged("JPEG"));
  return { marker, length: length - 2 };
}

function head(bytes: Uint8Array): PictureHead {
  const cursor = new Cursor(bytes, 2);
  let orientation = 1;
  for (;;) {
    const { marker, length } = nextSegment(cursor);
    if (isFrame(marker)) return frame(cursor, marker, orientation);
    if (marker === SCAN || marker === END) throw new Malformed(words.damaged("JPEG"));
    if (marker === APP1 && length > 14) orientation = exifIn(cursor.take(length)) ?? orientation;
    else cursor.skip(length);
  }
}

/** The size of a JPEG that lies as it is stored, in grey or in colours; null: of any other, or of none. */
export function plainSize(bytes: Uint8Array): Pick<PictureHead, "width" | "height"> | null {
  if (!jpeg.matches(bytes)) return null;
  try {
    const { width, height, orientation, cmyk } = head(bytes);
    return orientation === 1 && !cmyk ? { width, height } : null;
  } catch (cause) {
    if (cause instanceof Malformed || cause instanceof Short) return null;
    throw cause;
  }
}

function frame(cursor: Cursor, marker: number, orientation: number): PictureHead {
  const bits = cursor.u8();
  const height = cursor.u16();
  const width = cursor.u16();
  const components = cursor.u8();
  if (![1, 3, 4].includes(components)) throw new Malformed(words.damaged("JPEG"));
  if (!isUsual(marker) || bits !== 8) throw new Malformed(words.unusualJpeg);
  const channels = components === 1 ? 1 : 3;
  return { format: "jpeg", ...upright(width, height, orientation), channels, bits, animated: false, cmyk: components === 4 };
}

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

const exifIn = (segment: Uint8Array): number | null => (startsWith(segment, EXIF) ? orientationOf(segment.subarray(EXIF.length)) : null);

const RESTART = 0xd0;
const isRestart = (marker: number): boolean => marker >= RESTART && marker < RESTART + 8;

/**
 * From the first segment to the mark of the end, scan by scan. Within a scan's data only marks of restart may stand, in their turn; any other that is no
 * segment's says that the data are damaged, which a decoder would paint in grey without a word. What a scan's bits mean is not looked at.
 */
function isWhole(bytes: Uint8Array): boolean {
  const cursor = new Cursor(bytes, 2);
  let scans = 0;
  for (;;) {
    const { marker, length } = nextSegment(cursor);
    if (marker === END) return scans > 0;
    if (standsAlone(marker)) return false;
    cursor.skip(length);
    if (marker !== SCAN) continue;
    scans += 1;
    if (!skipScan(bytes, cursor)) return false;
  }
}

/** Puts the cursor at the mark after a scan's data; false where marks stand in them that cannot. */
function skipScan(bytes: Uint8Array, cursor: Cursor): boolean {
  let restarts = 0;
  for (let at = bytes.indexOf(0xff, cursor.at); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === 0 || marker === 0xff) continue; // a byte of data, or filling before a mark
    if (marker === undefined) break;
    if (isRestart(marker)) {
      if (marker !== RESTART + (restarts++ % 8)) return false;
      continue;
    }
    cursor.at = at;
    return marker >= 0xc0;
  }
  throw new Short(bytes.length + 2);
}

export const jpeg: PictureFormat = { matches: (bytes) => startsWith(bytes, [0xff, START, 0xff]), head, isWhole };
