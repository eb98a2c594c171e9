/** BMP, of OS/2 and of Windows. */
import { words } from "../../../../messages/en/pictures.ts";
import { startsWith } from "../../starts-with.ts";
import { Cursor, Malformed } from "./cursor.ts";
import type { PictureFormat, PictureHead } from "./head.ts";

const INFO = 14;
const CORE = 12;
const SIZES = [CORE, 16, 40, 52, 56, 64, 108, 124];
const RUNS_8 = 1;
const RUNS_4 = 2;
const FIELDS = 3;
const ALPHA_FIELDS = 6;

interface Layout { readonly width: number; readonly height: number; readonly bits: number; readonly compression: number; readonly size: number }

function layout(bytes: Uint8Array): Layout {
  const cursor = new Cursor(bytes, INFO, true);
  const size = cursor.u32();
  const core = size === CORE;
  const width = core ? cursor.u16() : cursor.i32();
  const height = core ? cursor.u16() : Math.abs(cursor.i32()); // negative where the top row comes first
  cursor.skip(2);
  const bits = cursor.u16();
  const compression = core || size === 16 ? 0 : cursor.u32();
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits) || width < 0) throw new Malformed(words.damaged("BMP"));
  if (![0, RUNS_8, RUNS_4, FIELDS, ALPHA_FIELDS].includes(compression)) throw new Malformed(words.unusualBmp);
  return { width, height, bits, compression, size };
}

const ALPHA_MASK = INFO + 52;

function head(bytes: Uint8Array): PictureHead {
  const { width, height, bits, compression, size } = layout(bytes);
  const masked = bits === 32 && size >= 56 && compression >= FIELDS && new Cursor(bytes, ALPHA_MASK, true).u32() !== 0;
  return { format: "bmp", width, height, channels: masked ? 4 : 3, bits: Math.min(8, bits), orientation: 1, animated: false, cmyk: false };
}

/** Rows end at multiples of four bytes. Where runs are packed, only decoding tells. */
function isWhole(bytes: Uint8Array): boolean {
  const { width, height, bits, compression } = layout(bytes);
  if (compression === RUNS_8 || compression === RUNS_4) return true;
  const start = new Cursor(bytes, 10, true).u32();
  return start + 4 * Math.ceil((width * bits) / 32) * height <= bytes.length;
}

/** Two letters alone may begin a text. */
const matches = (bytes: Uint8Array): boolean => startsWith(bytes, [0x42, 0x4d]) && SIZES.includes(bytes[INFO] ?? 0) && startsWith(bytes.subarray(INFO + 1), [0, 0, 0]);

export const bmp: PictureFormat = { matches, head, isWhole };
