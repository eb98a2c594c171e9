/** How the form reads the list of ways to change pictures, and what its preview shows them on. */
import type { SideDescription } from "../../engine/config/language.ts";
import { fitted } from "../../engine/data/pictures/fit.ts";
import { RESIZES, type Geometry, type PictureFacts } from "../../engine/data/pictures/media.ts";
import type { Thumbnail } from "../../ingest/pictures/thumbnails.ts";
import type { Pixels } from "../pictures/draw.ts";
import { valueAt } from "./config-view.ts";

type Way = Readonly<Record<string, unknown>>;
/** The list as it is written; `true` stands for the usual ones. Null: something that is no list. */
export function waysOf(value: unknown, { usual }: Pick<NonNullable<SideDescription["augmentation"]>, "usual">): readonly Way[] | null {
  if (value === undefined || value === null || value === false) return [];
  if (value === true) return usual;
  return Array.isArray(value) ? value.map((way: unknown) => (typeof way === "object" && way !== null ? (way as Way) : {})) : null; // objects and arrays alike are indexed
}

/** Pixels of the longer side that are shown of larger ones: what small pictures have. */
const MOST = 192;

/** The size that the config brings these pictures to, or would, were they all: the engine takes the mean of the first hundred. */
export function previewGeometry(preprocessing: unknown, facts: readonly PictureFacts[]): Geometry {
  const number = (key: string): number | null => {
    const value = valueAt(preprocessing, [key]);
    return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
  };
  const side = (key: "height" | "width"): number =>
    number(key) ?? Math.min(number(`infer_image_max_${key}`) ?? 256, Math.round(facts.reduce((sum, each) => sum + each[key], 0) / Math.max(1, facts.length)));
  const [height, width] = [side("height"), side("width")];
  const scale = Math.min(1, MOST / Math.max(height, width));
  const channels = number("num_channels");
  return {
    height: Math.max(1, Math.round(height * scale)),
    width: Math.max(1, Math.round(width * scale)),
    channels: channels === 1 || channels === 4 ? channels : 3,
    resize: RESIZES.find((name) => name === valueAt(preprocessing, ["resize_method"])) ?? "interpolate",
  };
}

/** [pictures, height, width, channels] */
export function batchOf(pictures: readonly Thumbnail[], geometry: Geometry): Uint8Array {
  const size = geometry.height * geometry.width * geometry.channels;
  const batch = new Uint8Array(pictures.length * size);
  pictures.forEach((picture, i) => batch.set(fitted(picture, geometry), i * size));
  return batch;
}

/** Each picture of a batch, to be drawn. */
export function drawable(batch: Uint8Array, { height, width, channels }: Geometry): readonly Pixels[] {
  const places = height * width;
  return Array.from({ length: batch.length / (places * channels) }, (_, picture) => {
    const rgba = new Uint8Array(4 * places).fill(255);
    for (let place = 0; place < places; place++) {
      const from = (picture * places + place) * channels;
      for (let k = 0; k < (channels === 4 ? 4 : 3); k++) rgba[4 * place + k] = batch[from + (channels === 1 ? 0 : k)]!;
    }
    return { width, height, rgba };
  });
}
