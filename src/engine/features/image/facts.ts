import type { Encodings } from "../../data/encoded.ts";
import type { Channels, Geometry, Media, PictureFacts } from "../../data/pictures/media.ts";
import type { Cell, Cells, CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor } from "../feature.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** What the training rows said of a column of pictures. */
export type ImageFacts = {
  readonly height: number;
  readonly width: number;
  readonly num_channels: Channels;
  readonly resize_method: Geometry["resize"];
  readonly standardize_image: "imagenet1k" | null;
  /** 0 to 255: what stands for a picture that is missing still. */
  readonly computed_fill_value: number;
};

type Read = Params<typeof preprocessing>;

/** Size and channels as given, else from the first pictures of the training rows: their mean size, the commonest channels. */
export function fit(cells: CellsInTurn, params: Read, complain: Complain, { media }: Pick<FitFor, "media">): ImageFacts {
  const looked = firstPictures(cells, media, params.infer_image_sample_size);
  const named = looked.length === 0 && !media.unseen ? firstNamed(cells) : null;
  if (named !== null) complain("error", words.none(named));
  const num_channels = params.num_channels ?? (params.infer_image_num_channels ? commonestChannels(looked) : 3);
  if (params.standardize_image && num_channels !== 3) complain("error", words.standardize(num_channels));
  return {
    ...sizeOf(params, looked, complain),
    num_channels,
    resize_method: params.resize_method,
    standardize_image: params.standardize_image,
    computed_fill_value: Math.round(params.fill_value ?? 127.5),
  };
}

function firstNamed(cells: CellsInTurn): Cell {
  for (const cell of cells) if (cell !== null) return cell;
  return null;
}

function firstPictures(cells: CellsInTurn, media: Media, most: number): readonly PictureFacts[] {
  const found: PictureFacts[] = [];
  for (const cell of cells) {
    const facts = cell === null ? null : media.picture(cell);
    if (facts) found.push(facts);
    if (found.length === most) break;
  }
  return found;
}

/** Where nothing is known: the size of the pictures of handwritten digits that everyone begins with. */
const UNKNOWN = 28;

function sizeOf(params: Read, looked: readonly PictureFacts[], complain: Complain): Pick<ImageFacts, "height" | "width"> {
  const asked = [params.height, params.width];
  if (asked.includes(null) && asked.some((side) => side !== null)) complain("error", words.oneSide);
  if (asked.includes(null) && !params.infer_image_dimensions) complain("error", words.noSize);
  const mean = (side: "height" | "width", most: number): number =>
    looked.length === 0 ? UNKNOWN : Math.max(1, Math.min(most, Math.round(looked.reduce((sum, facts) => sum + facts[side], 0) / looked.length)));
  const height = params.height ?? mean("height", params.infer_image_max_height);
  const width = params.width ?? mean("width", params.infer_image_max_width);
  const equal = Math.min(height, width);
  return params.requires_equal_dimensions ? { height: equal, width: equal } : { height, width };
}

/** Of equally common ones, the most channels; 3 where there is no picture. */
function commonestChannels(looked: readonly PictureFacts[]): Channels {
  const count = (wanted: Channels): number => looked.filter(({ channels }) => channels === wanted).length;
  return looked.length === 0 ? 3 : ([4, 3, 1] as const).reduce((best, channels) => (count(channels) > count(best) ? channels : best));
}

export const geometryOf = ({ height, width, num_channels, resize_method }: ImageFacts): Geometry => ({ height, width, channels: num_channels, resize: resize_method });

/** Pictures decoded at once. */
const AT_ONCE = 64;

/** Part `pixels`: [height, width, num_channels] bytes; an even grey where there is no picture that can be read. */
export async function encode(cells: Cells, facts: ImageFacts, media: Media): Promise<Encodings> {
  const geometry = geometryOf(facts);
  const shape = [facts.height, facts.width, facts.num_channels];
  const size = facts.height * facts.width * facts.num_channels;
  const unread: number[] = [];
  const data = new Uint8Array(cells.length * size).fill(facts.computed_fill_value);
  for (let from = 0; from < cells.length; from += AT_ONCE) {
    const pictures = await media.pixels(cells.slice(from, from + AT_ONCE), geometry);
    pictures.forEach((pixels, i) => {
      if (pixels) data.set(pixels, (from + i) * size);
      else if (cells[from + i] !== null) unread.push(from + i);
    });
  }
  return { pixels: { dtype: "uint8", shape, data, ...(unread.length > 0 && { unread }) } };
}
