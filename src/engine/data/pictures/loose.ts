import { readBitmap } from "./bitmap.ts";
import { fitted } from "./fit.ts";
import type { DecodePicture, Geometry, Media } from "./media.ts";
import { bytesOfUri } from "./uri.ts";

const plainly: DecodePicture = async () => null;

/** The pictures that cells hold themselves: bitmaps, and with a decoder all that it can decode. A path leads nowhere. */
export function looseMedia(decode: DecodePicture = plainly): Media {
  const pixelsOf = async (cell: string | null, geometry: Geometry): Promise<Uint8Array | null> => {
    const bytes = cell === null ? null : bytesOfUri(cell);
    if (!bytes) return null;
    const raster = readBitmap(bytes);
    return raster ? fitted(raster, geometry) : decode(bytes, geometry);
  };
  return {
    picture(cell) {
      const bytes = bytesOfUri(cell);
      const raster = bytes && readBitmap(bytes);
      return raster ? { width: raster.width, height: raster.height, channels: 3 } : null;
    },
    pixels: (cells, geometry) => Promise.all(cells.map((cell) => pixelsOf(cell, geometry))),
  };
}

/** A table that came without files, where nothing decodes. */
export const NO_MEDIA: Media = looseMedia();

/** What is known of files before the table is: only what cells hold themselves. */
export const UNSEEN_MEDIA: Media = { ...NO_MEDIA, unseen: true };
