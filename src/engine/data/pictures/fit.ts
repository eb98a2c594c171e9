import type { Channels, Geometry } from "./media.ts";

/** A decoded picture: [height, width, 4] red, green, blue and opacity, 0 to 255, colours not multiplied by the opacity. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** The picture in the geometry asked for: [height, width, channels], 0 to 255. */
export function fitted(raster: Raster, geometry: Geometry): Uint8Array {
  const { width, height, channels, resize } = geometry;
  if (resize === "crop_or_pad") return cropped(inChannels(raster, channels), raster, geometry);
  if (resize === "interpolate_and_pad") {
    const whole = { ...inProportion(raster, geometry), channels, resize: "interpolate" } as const;
    return cropped(fitted(raster, whole), whole, geometry);
  }
  if (resize === "interpolate_and_crop") return fitted(middleOf(raster, inProportion(geometry, raster)), { ...geometry, resize: "interpolate" });
  if (raster.width === width && raster.height === height) return inChannels(raster, channels);
  // Colours of an opaque picture are read where they lie.
  if (channels !== 1 && (channels === 4 || isOpaque(raster))) return scaled(raster.rgba, 4, raster, geometry);
  return scaled(inChannels(raster, channels), channels, raster, geometry);
}

interface Size { readonly width: number; readonly height: number }

/** The largest size with the sides' ratio of the first that lies within the second. */
function inProportion(of: Size, within: Size): Size {
  const scale = Math.min(within.width / of.width, within.height / of.height);
  const side = (key: keyof Size): number => Math.min(within[key], Math.max(1, Math.round(of[key] * scale)));
  return { width: side("width"), height: side("height") };
}

function middleOf({ width, height, rgba }: Raster, size: Size): Raster {
  const [top, left] = [Math.round((height - size.height) / 2), Math.round((width - size.width) / 2)];
  const middle = new Uint8Array(4 * size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const start = 4 * ((y + top) * width + left);
    middle.set(rgba.subarray(start, start + 4 * size.width), 4 * y * size.width);
  }
  return { ...size, rgba: middle };
}

function isOpaque({ rgba }: Raster): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
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
function cropped(from: Uint8Array, { width, height }: Size, geometry: Geometry): Uint8Array {
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

/** Lines first, then columns; rounded in between, as Pillow does. `stride`: numbers from one sample to the next. */
function scaled(from: Raster["rgba"], stride: number, { width, height }: Raster, geometry: Geometry): Uint8Array {
  const { channels } = geometry;
  const inLines = (channels === 3 ? colours : across)(from, stride, width, height, taps(width, geometry.width), channels);
  return down(inLines, geometry.width * channels, taps(height, geometry.height));
}

/** [lines, width, stride] → [lines, taps, channels] */
function across(from: Raster["rgba"], stride: number, width: number, lines: number, { first, count, shares, most }: Taps, channels: Channels): Uint8Array {
  const into = new Uint8Array(lines * first.length * channels);
  for (let line = 0, to = 0; line < lines; line++) {
    for (let i = 0; i < first.length; i++) {
      const start = (line * width + first[i]!) * stride;
      for (let k = 0; k < channels; k++) {
        let sum = 0.5;
        for (let t = 0; t < count[i]!; t++) sum += shares[i * most + t]! * from[start + t * stride + k]!;
        into[to++] = sum; // cut off below the point: rounded
      }
    }
  }
  return into;
}

/** The same for red, green and blue, three sums at once: most pictures come this way, and it takes a third of the time. */
function colours(from: Raster["rgba"], stride: number, width: number, lines: number, { first, count, shares, most }: Taps): Uint8Array {
  const into = new Uint8Array(lines * first.length * 3);
  for (let line = 0, to = 0; line < lines; line++) {
    for (let i = 0; i < first.length; i++, to += 3) {
      const start = (line * width + first[i]!) * stride;
      const end = start + count[i]! * stride;
      let red = 0.5;
      let green = 0.5;
      let blue = 0.5;
      for (let at = start, share = i * most; at < end; at += stride, share++) {
        const part = shares[share]!;
        red += part * from[at]!;
        green += part * from[at + 1]!;
        blue += part * from[at + 2]!;
      }
      into[to] = red;
      into[to + 1] = green;
      into[to + 2] = blue;
    }
  }
  return into;
}

/** [lines, row] → [taps, row]: whole lines are added up, which lie one number after another. */
function down(from: Uint8Array, row: number, { first, count, shares, most }: Taps): Uint8Array {
  const into = new Uint8Array(first.length * row);
  const sums = new Float64Array(row);
  for (let i = 0; i < first.length; i++) {
    sums.fill(0.5);
    for (let t = 0; t < count[i]!; t++) {
      const share = shares[i * most + t]!;
      const start = (first[i]! + t) * row;
      for (let k = 0; k < row; k++) sums[k]! += share * from[start + k]!;
    }
    for (let k = 0; k < row; k++) into[i * row + k] = sums[k]!;
  }
  return into;
}
