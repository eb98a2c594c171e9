/** Pictures decoded in Node, by a package that not every platform has. */
import { fitted } from "../engine/data/pictures/fit.ts";
import type { Geometry } from "../engine/data/pictures/media.ts";
import { words } from "../messages/en/cli.ts";
import { Mistake } from "./terminal.ts";

/** As many pixels as the reader of files lets through. */
const MOST_PIXELS = 100_000_000;

type Sharp = typeof import("sharp").default;
let loaded: Promise<Sharp | null> | undefined;
const decoder = (): Promise<Sharp | null> => (loaded ??= import("sharp").then((module) => module.default, () => null));

/**
 * Turned upright as the file says, the first of an animated one, its colours in sRGB; null: it is no picture that can be read. Without the
 * package it is the user's mistake, with its cure.
 */
export async function decodePicture(bytes: Uint8Array, geometry: Geometry): Promise<Uint8Array | null> {
  const sharp = await decoder();
  if (!sharp) throw new Mistake(words.noDecoder);
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "truncated" }).rotate().toColourspace("srgb").ensureAlpha().raw();
  const decoded = await image.toBuffer({ resolveWithObject: true }).catch(() => null);
  return decoded && fitted({ width: decoded.info.width, height: decoded.info.height, rgba: decoded.data }, geometry);
}
