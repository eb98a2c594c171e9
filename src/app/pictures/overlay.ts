/** A map over a picture: the picture in grey, and over it the colours of heat. */
import type { PictureMap } from "../../engine/explanation/map.ts";
import type { Pixels } from "./draw.ts";

/** From little to most, red, green, blue: one scale of lightness, so that it is read without telling colours apart (inferno, van der Walt & Smith, 2015). */
const STOPS = [[0, 0, 4], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]] as const;

/** 0 to 1 → red, green, blue. */
export function heat(value: number): readonly [number, number, number] {
  const at = Math.max(0, Math.min(1, value)) * (STOPS.length - 1);
  const low = Math.min(STOPS.length - 2, Math.floor(at));
  const [from, to, share] = [STOPS[low]!, STOPS[low + 1]!, at - low];
  return [0, 1, 2].map((k) => Math.round(from[k]! + (to[k]! - from[k]!) * share)) as [number, number, number]; // three of three
}

/** Heat over what little of the picture it hides: opaque by so much at most. */
const OPAQUE = 0.72;
const LEAST = 0.3;

export function overlaid({ pixels, values, width, height, channels }: PictureMap): Pixels {
  const rgba = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = [0, 1, 2].map((k) => pixels[i * channels + (channels === 1 ? 0 : k)]!) as [number, number, number]; // grey, or at least three
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    const hot = heat(values[i]!);
    const cover = LEAST + (OPAQUE - LEAST) * values[i]!;
    for (let k = 0; k < 3; k++) rgba[4 * i + k] = Math.round(grey * (1 - cover) + hot[k]! * cover);
    rgba[4 * i + 3] = 255;
  }
  return { width, height, rgba };
}

/** The picture itself, as the model sees it. */
export function plain({ pixels, width, height, channels }: Omit<PictureMap, "values">): Pixels {
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let k = 0; k < 3; k++) rgba[4 * i + k] = pixels[i * channels + (channels === 1 ? 0 : k)]!;
    if (channels === 4) rgba[4 * i + 3] = pixels[i * channels + 3]!;
  }
  return { width, height, rgba };
}
