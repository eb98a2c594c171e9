/** EXIF: only how the picture lies. */
import { Cursor, Short } from "./cursor.ts";

const ORIENTATION = 0x0112;

/** From 1 to 8, of a block in the form of TIFF; 1 where it says nothing or makes no sense. */
export function orientationOf(tiff: Uint8Array): number {
  try {
    return search(tiff);
  } catch (cause) {
    if (cause instanceof Short) return 1;
    throw cause;
  }
}

function search(tiff: Uint8Array): number {
  const little = tiff[0] === 0x49;
  const cursor = new Cursor(tiff, 4, little);
  cursor.at = cursor.u32();
  for (let entries = cursor.u16(); entries > 0; entries--) {
    const tag = cursor.u16();
    cursor.skip(6); // a short, once
    const value = cursor.u16();
    cursor.skip(2);
    if (tag === ORIENTATION) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
