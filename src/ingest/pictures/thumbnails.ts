import type { Media, PictureFacts } from "../../engine/data/pictures/media.ts";
import { known } from "./known.ts";
import { inLanes } from "./lanes.ts";

/** A picture made small, to be looked at: [height, width, 4] red, green, blue and opacity, 0 to 255. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** Of the picture itself. */
  readonly facts: PictureFacts;
}

/** Of each cell its picture within a square of `side` pixels, in its own proportions and never enlarged; null where there is none that can be read. */
export async function thumbnails(media: Media, cells: readonly (string | null)[], side: number): Promise<readonly (Thumbnail | null)[]> {
  const heads = await known(media, cells);
  return inLanes(cells, async (cell) => {
    const facts = cell === null ? null : heads.picture(cell);
    if (!facts) return null;
    const scale = Math.min(1, side / Math.max(facts.width, facts.height));
    const [width, height] = [Math.max(1, Math.round(facts.width * scale)), Math.max(1, Math.round(facts.height * scale))];
    const [rgba] = await media.pixels([cell], { width, height, channels: 4, resize: "interpolate" });
    return rgba ? { width, height, rgba, facts } : null;
  });
}
