/** Pictures by their bytes, whatever their names say: what they are, or why they cannot be used. Nothing is decoded. */
import { words } from "../../../messages/en/pictures.ts";
import { avif } from "./formats/avif.ts";
import { bmp } from "./formats/bmp.ts";
import { Malformed, Short } from "./formats/cursor.ts";
import { gif } from "./formats/gif.ts";
import type { PictureFormat, PictureHead } from "./formats/head.ts";
import { jpeg } from "./formats/jpeg.ts";
import { png } from "./formats/png.ts";
import { otherFormat } from "./formats/others.ts";
import { webp } from "./formats/webp.ts";

/** Decoding takes four bytes for each: 400 MB. */
export const MOST_PIXELS = 100_000_000;
/** Of one side; no browser draws more. */
export const LONGEST_SIDE = 65_535;

const formats: readonly PictureFormat[] = [jpeg, png, gif, webp, bmp, avif];

export type Look =
  | { readonly kind: "picture"; readonly head: PictureHead }
  /** Look again with at least so many bytes from the start. */
  | { readonly kind: "more"; readonly bytes: number }
  /** A picture, or meant to be one, that cannot be used. */
  | { readonly kind: "refused"; readonly why: string }
  /** Something else than a picture. */
  | { readonly kind: "other" };

/** So many bytes tell every format from every other. */
export const TELLING = 132;

/**
 * What the first bytes of a file say; `complete` when these are all it has. A picture of more than 100 million pixels, or with a side of more than 65,535,
 * is refused by its size. With all bytes at hand a picture that is torn is refused, too: browsers would show what is missing in grey.
 */
export function pictureHead(bytes: Uint8Array, complete: boolean): Look {
  if (bytes.length === 0 && complete) return { kind: "refused", why: words.empty };
  if (bytes.length < TELLING && !complete) return { kind: "more", bytes: TELLING };
  const format = formats.find(({ matches }) => matches(bytes));
  if (!format) {
    const why = otherFormat(bytes);
    return why === null ? { kind: "other" } : { kind: "refused", why };
  }
  try {
    const head = format.head(bytes);
    const why = sizeRefusal(head) ?? (complete ? tear(format, bytes) : null);
    return why === null ? { kind: "picture", head } : { kind: "refused", why };
  } catch (cause) {
    if (cause instanceof Malformed) return { kind: "refused", why: cause.message };
    if (!(cause instanceof Short)) throw cause;
    return complete ? { kind: "refused", why: words.truncated } : { kind: "more", bytes: Math.max(cause.needed, bytes.length + 1) };
  }
}

function sizeRefusal({ width, height }: PictureHead): string | null {
  if (width < 1 || height < 1) return words.noPixels;
  const tooMany = width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE;
  return tooMany ? words.tooManyPixels(width, height, MOST_PIXELS, LONGEST_SIDE) : null;
}

function tear(format: PictureFormat, bytes: Uint8Array): string | null {
  try {
    return format.isWhole(bytes) ? null : words.torn;
  } catch (cause) {
    if (cause instanceof Short) return words.truncated;
    if (cause instanceof Malformed) return words.torn;
    throw cause;
  }
}
