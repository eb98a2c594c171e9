/** Pictures byte by byte: real headers around as few pixels as may be. */
import { zlibSync } from "fflate";
import { crc32 } from "../../../src/engine/data/crc32.ts";
import { bytesOf, join } from "../archive/zips.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const big = (value: number, size: number): number[] => Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256);
const little = (value: number, size: number): number[] => big(value, size).reverse();
const bytes = (...parts: readonly (readonly number[] | Uint8Array | string)[]): Bytes =>
  join(parts.map((part) => (typeof part === "string" ? Uint8Array.from(part, (letter) => letter.charCodeAt(0)) : Uint8Array.from(part))));

/** EXIF with nothing but an orientation, in either order of bytes. */
export function exif(orientation: number, order: "II" | "MM" = "II"): Bytes {
  const of = order === "II" ? little : big;
  return bytes(order, of(42, 2), of(8, 4), of(2, 2), of(0x0100, 2), of(4, 2), of(1, 4), of(9, 4), of(0x0112, 2), of(3, 2), of(1, 4), of(orientation, 2), [0, 0], of(0, 4));
}

export interface PngMade { width?: number; height?: number; bits?: number; kind?: number; chunks?: readonly (readonly [string, readonly number[] | Uint8Array])[]; pixels?: Uint8Array }

const chunk = (type: string, content: readonly number[] | Uint8Array): Bytes => {
  const body = bytes(type, content);
  return bytes(big(content.length, 4), body, big(crc32(0, body), 4));
};

/** Kinds: 0 grey, 2 colours, 3 palette, 4 grey with alpha, 6 colours with alpha. */
export function png({ width = 2, height = 3, bits = 8, kind = 2, chunks = [], pixels }: PngMade = {}): Bytes {
  const row = 1 + Math.ceil((width * bits * ({ 2: 3, 4: 2, 6: 4 }[kind] ?? 1)) / 8);
  const packed = zlibSync(pixels ?? new Uint8Array(Math.min(1000, row * height)));
  const header = [...big(width, 4), ...big(height, 4), bits, kind, 0, 0, 0];
  return bytes([0x89], "PNG\r\n", [0x1a, 0x0a], chunk("IHDR", header), ...chunks.map(([type, content]) => chunk(type, content)), chunk("IDAT", packed), chunk("IEND", []));
}

const segment = (marker: number, content: Uint8Array | readonly number[]): Bytes => bytes([0xff, marker], big(content.length + 2, 2), content);

export interface JpegMade { width?: number; height?: number; components?: number; bits?: number; frame?: number; before?: readonly (readonly [number, Uint8Array])[]; end?: boolean }

/** A header and a scan's start; the scan itself is noise with an escaped 0xFF in it. */
export function jpeg({ width = 5, height = 4, components = 3, bits = 8, frame = 0xc0, before = [], end = true }: JpegMade = {}): Bytes {
  const channels = Array.from({ length: components }, (_, i) => [i + 1, 0x11, 0]).flat();
  const scan = [components, ...Array.from({ length: components }, (_, i) => [i + 1, 0]).flat(), 0, 63, 0];
  return bytes(
    [0xff, 0xd8], ...before.map(([marker, content]) => segment(marker, content)), segment(0xdb, new Uint8Array(65)),
    segment(frame, [bits, ...big(height, 2), ...big(width, 2), components, ...channels]), segment(0xda, scan), [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4], end ? [0xff, 0xd9] : [],
  );
}

export const app1 = (orientation: number, order?: "II" | "MM"): readonly [number, Bytes] => [0xe1, bytes("Exif\0\0", exif(orientation, order))];

export interface GifMade { width?: number; height?: number; frames?: number; transparent?: boolean; trailer?: boolean }

export function gif({ width = 2, height = 2, frames = 1, transparent = false, trailer = true }: GifMade = {}): Bytes {
  const control = [0x21, 0xf9, 4, transparent ? 1 : 0, 0, 0, 0, 0];
  const image = [0x2c, 0, 0, 0, 0, ...little(width, 2), ...little(height, 2), 0, 2, 2, 0x4c, 0x01, 0];
  const comment = [0x21, 0xfe, 3, 1, 2, 3, 0];
  const all = Array.from({ length: frames }, () => [...control, ...image]).flat();
  return bytes("GIF89a", little(width, 2), little(height, 2), [0x80, 0, 0], new Uint8Array(6), comment, all, trailer ? [0x3b] : []);
}

const riff = (...chunks: readonly Uint8Array[]): Bytes => {
  const body = bytes("WEBP", ...chunks);
  return bytes("RIFF", little(body.length, 4), body);
};
const riffChunk = (type: string, content: Uint8Array): Bytes => bytes(type, little(content.length, 4), content, content.length % 2 ? [0] : []);

export const webpLossy = (width: number, height: number): Bytes =>
  riff(riffChunk("VP8 ", bytes([0x10, 0, 0, 0x9d, 0x01, 0x2a], little(width, 2), little(height, 2), [1, 2, 3])));

export const webpLossless = (width: number, height: number, alpha: boolean): Bytes =>
  riff(riffChunk("VP8L", bytes([0x2f], little((width - 1) + (height - 1) * 2 ** 14 + (alpha ? 2 ** 28 : 0), 4), [1, 2, 3])));

export function webpExtended(width: number, height: number, { alpha = false, animated = false, orientation = 1 } = {}): Bytes {
  const flags = (alpha ? 0x10 : 0) | (animated ? 2 : 0) | (orientation > 1 ? 8 : 0);
  const head = riffChunk("VP8X", bytes([flags, 0, 0, 0], little(width - 1, 3), little(height - 1, 3)));
  return riff(head, riffChunk("ANMF", new Uint8Array(33)), ...(orientation > 1 ? [riffChunk("EXIF", exif(orientation, "MM"))] : []));
}

export interface BmpMade { width?: number; height?: number; bits?: number; compression?: number; size?: number; alpha?: boolean }

export function bmp({ width = 3, height = 2, bits = 24, compression = 0, size = 40, alpha = false }: BmpMade = {}): Bytes {
  const rows = new Uint8Array(4 * Math.ceil((width * bits) / 32) * Math.abs(height));
  const core = size === 12;
  const info = core
    ? [...little(width, 2), ...little(height, 2), 1, 0, ...little(bits, 2)]
    : [...little(width, 4), ...little(height >>> 0, 4), 1, 0, ...little(bits, 2), ...little(compression, 4)];
  const header = new Uint8Array(size - 4);
  header.set(info);
  if (alpha) header[51] = 0xff; // the mask of transparency
  return bytes("BM", little(14 + size + rows.length, 4), little(0, 4), little(14 + size, 4), little(size, 4), header, rows);
}

const box = (type: string, ...content: readonly (readonly number[] | Uint8Array | string)[]): Bytes => {
  const body = bytes(...content);
  return bytes(big(body.length + 8, 4), type, body);
};
const full = (type: string, ...content: readonly (readonly number[] | Uint8Array | string)[]): Bytes => box(type, [0, 0, 0, 0], ...content);

export interface AvifMade { width?: number; height?: number; turn?: number; alpha?: boolean; depth?: number; grey?: boolean; brands?: readonly string[] }

/** The picture is item 2, after a tile of another size. */
export function avif({ width = 6, height = 4, turn = 0, alpha = false, depth = 8, grey = false, brands = ["avif", "mif1"] }: AvifMade = {}): Bytes {
  const flags = (depth > 8 ? 0x40 : 0) | (depth === 12 ? 0x20 : 0) | (grey ? 0x10 : 0);
  const properties = [
    full("ispe", big(1, 4), big(1, 4)), full("ispe", big(width, 4), big(height, 4)), box("av1C", [0x81, 0, flags, 0]), box("irot", [turn]),
    ...(alpha ? [full("auxC", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0")] : []),
  ];
  const ties = full("ipma", big(2, 4), big(1, 2), [1, 1], big(2, 2), [3, 0x82, 0x83, 0x84]);
  const meta = full("meta", full("hdlr", new Uint8Array(20)), full("pitm", big(2, 2)), box("iprp", box("ipco", ...properties), ties));
  return bytes(box("ftyp", brands[0] ?? "avif", [0, 0, 0, 0], ...brands), meta, box("mdat", bytesOf("pixels")));
}
