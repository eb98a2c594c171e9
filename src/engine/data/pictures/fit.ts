import type { Channels, Geometry } from "./media.ts";

/** A decoded picture: [height, width, 4] red, green, blue and opacity, 0 to 255, colours not multiplied by the opacity. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** The picture in the geometry asked for: [height, width, channels], 0 to 255. */
export function fitted(raster: Raster, geometry: Geometry): Uint8Array {
  const planes = inChannels(raster, geometry.channels);
  return geometry.resize === "crop_or_pad" ? cropped(planes, raster, geometry) : scaled(planes, raster, geometry);
}

/** ITU-R BT.601, as Pillow and torchvision turn colours into grey. */
const GREY = [0.299, 0.587, 0.114] as const;

/** What is transparent shows white where there is no channel for it: a drawing's paper. */
function inChannels({ width, height, rgba }: Raster, channels: Channels): Uint8Array {
  if (channels === 4) return Uint8Array.from(rgba);
  const into = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    const opacity = rgba[from + 3]!;
    const [red, green, blue] = [onPaper(rgba[from]!, opacity), onPaper(rgba[from + 1]!, opacity), onPaper(rgba[from + 2]!, opacity)];
    if (channels === 1) {
      into[to] = Math.round(GREY[0] * red + GREY[1] * green + GREY[2] * blue);
      continue;
    }
    into[to] = red;
    into[to + 1] = green;
    into[to + 2] = blue;
  }
  return into;
}

const onPaper = (value: number, opacity: number): number => (opacity === 255 ? value : Math.round((value * opacity + 255 * (255 - opacity)) / 255));

/** The middle, surrounded by zeros where the picture is smaller. */
function cropped(from: Uint8Array, { width, height }: Raster, geometry: Geometry): Uint8Array {
  const { channels } = geometry;
  const into = new Uint8Array(geometry.height * geometry.width * channels);
  const [top, left] = [Math.round((height - geometry.height) / 2), Math.round((width - geometry.width) / 2)];
  const columns = Math.min(width, geometry.width);
  for (let y = Math.max(0, -top); y < geometry.height && y + top < height; y++) {
    const start = ((y + top) * width + Math.max(0, left)) * channels;
    into.set(from.subarray(start, start + columns * channels), (y * geometry.width + Math.max(0, -left)) * channels);
  }
  return into;
}

/** Which samples of a line one sample of the scaled line is made of, and their shares. */
interface Taps { readonly first: Int32Array; readonly count: Int32Array; readonly shares: Float32Array; readonly most: number }

/**
 * Bilinear, its triangle as wide as the samples it joins, so that nothing of a large picture is skipped: as Pillow and torchvision with
 * `antialias`. Enlarged, plainly bilinear, samples in the middle of their pixels.
 */
function taps(from: number, to: number): Taps {
  const step = from / to;
  const reach = Math.max(1, step);
  const most = Math.ceil(2 * reach) + 1;
  const [first, count, shares] = [new Int32Array(to), new Int32Array(to), new Float32Array(to * most)];
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * step;
    const begin = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    let sum = 0;
    for (let k = begin; k < end; k++) sum += shares[i * most + k - begin] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
    for (let k = 0; k < end - begin; k++) shares[i * most + k]! /= sum;
    [first[i], count[i]] = [begin, end - begin];
  }
  return { first, count, shares, most };
}

/** Lines first, then columns; rounded in between, as Pillow does. */
function scaled(from: Uint8Array, { width, height }: Raster, geometry: Geometry): Uint8Array {
  const { channels } = geometry;
  if (width === geometry.width && height === geometry.height) return from;
  const across = resampled(from, taps(width, geometry.width), { lines: height, lineStride: width * channels, stride: channels, each: channels, intoLine: geometry.width * channels, intoStride: channels });
  const row = geometry.width * channels;
  return resampled(across, taps(height, geometry.height), { lines: 1, lineStride: 0, stride: row, each: row, intoLine: 0, intoStride: row });
}

/** How the samples of a line lie: `each` numbers at every sample, `stride` apart. */
interface Walk {
  readonly lines: number;
  readonly lineStride: number;
  readonly stride: number;
  readonly each: number;
  readonly intoLine: number;
  readonly intoStride: number;
}

function resampled(from: Uint8Array, { first, count, shares, most }: Taps, walk: Walk): Uint8Array {
  const samples = first.length;
  const into = new Uint8Array(walk.lines * samples * walk.each);
  for (let line = 0; line < walk.lines; line++) {
    for (let i = 0; i < samples; i++) {
      const start = line * walk.lineStride + first[i]! * walk.stride;
      const target = line * walk.intoLine + i * walk.intoStride;
      for (let k = 0; k < walk.each; k++) {
        let sum = 0.5;
        for (let t = 0; t < count[i]!; t++) sum += shares[i * most + t]! * from[start + t * walk.stride + k]!;
        into[target + k] = sum; // cut off below the point: rounded
      }
    }
  }
  return into;
}
