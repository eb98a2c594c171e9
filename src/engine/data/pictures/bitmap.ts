import type { Raster } from "./fit.ts";

/** Uncompressed pictures as Windows bitmaps, the one format that needs no decoder: for made-up examples. */
const HEADER = 54;

/** A bitmap of 24 bits a pixel, red, green and blue from `colour`, from the upper left on. */
export function bitmap(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const line = 4 * Math.ceil((3 * width) / 4);
  const bytes = new Uint8Array(HEADER + line * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER, true);
  view.setUint32(14, 40, true); // the information header's own size
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) bytes.set([...colour(x, y)].reverse(), HEADER + (height - 1 - y) * line + 3 * x);
  }
  return bytes;
}

/** More pixels than any example has. */
const MOST = 2 ** 20;

/** A bitmap such as `bitmap` writes; null: anything else. */
export function readBitmap(bytes: Uint8Array): Raster | null {
  if (bytes.length < HEADER || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [start, width, height] = [view.getUint32(10, true), view.getInt32(18, true), view.getInt32(22, true)];
  const line = 4 * Math.ceil((3 * width) / 4);
  const isPlain = view.getUint16(28, true) === 24 && view.getUint32(30, true) === 0;
  if (!isPlain || width < 1 || height < 1 || width * height > MOST || bytes.length < start + line * height) return null;
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = start + (height - 1 - y) * line + 3 * x;
      rgba.set([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!], 4 * (y * width + x));
    }
  }
  return { width, height, rgba };
}
