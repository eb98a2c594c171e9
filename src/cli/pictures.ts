/** Pictures decoded in Node, by a package that not every platform has. */
import { fitted } from "../engine/data/pictures/fit.ts";
import type { Geometry } from "../engine/data/pictures/media.ts";

/** As many pixels as the reader of files lets through. */
const MOST_PIXELS = 100_000_000;

type Sharp = typeof import("sharp").default;
let loaded: Promise<Sharp | null> | undefined;
const decoder = (): Promise<Sharp | null> => (loaded ??= import("sharp").then((module) => module.default, () => null));

export const canDecodePictures = async (): Promise<boolean> => (await decoder()) !== null;

/** Turned upright as the file says, the first of an animated one, its colours in sRGB; null: it is no picture that can be read, or nothing here decodes. */
export async function decodePicture(bytes: Uint8Array, geometry: Geometry): Promise<Uint8Array | null> {
  const sharp = await decoder();
  if (!sharp) return null;
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "truncated" }).rotate().toColourspace("srgb").ensureAlpha().raw();
  const decoded = await image.toBuffer({ resolveWithObject: true }).catch(() => null);
  return decoded && fitted({ width: decoded.info.width, height: decoded.info.height, rgba: decoded.data }, geometry);
}
