import type { Channels, Media, PictureFacts } from "../../engine/data/pictures/media.ts";

/** What a column of pictures holds, from what is known of each without decoding it. */
export interface PictureSummary {
  /** Cells with a picture that can be read. */
  readonly read: number;
  /** The commonest sizes, and how many more there are. */
  readonly sizes: readonly { readonly width: number; readonly height: number; readonly count: number }[];
  readonly otherSizes: number;
  readonly channels: readonly { readonly channels: Channels; readonly count: number }[];
  /** The first rows with a picture, counting from 0. */
  readonly samples: readonly number[];
}

const [SIZES, SAMPLES] = [3, 6];

export function summarise(media: Pick<Media, "picture">, cells: Iterable<string | null>): PictureSummary {
  const sizes = new Map<string, { width: number; height: number; count: number }>();
  const channels = new Map<Channels, number>();
  const samples: number[] = [];
  let [row, read] = [-1, 0];
  for (const cell of cells) {
    row += 1;
    const facts: PictureFacts | null = cell === null ? null : media.picture(cell);
    if (!facts) continue;
    read += 1;
    const key = `${facts.width}×${facts.height}`;
    const size = sizes.get(key) ?? { width: facts.width, height: facts.height, count: 0 };
    size.count += 1;
    sizes.set(key, size);
    channels.set(facts.channels, (channels.get(facts.channels) ?? 0) + 1);
    if (samples.length < SAMPLES) samples.push(row);
  }
  const commonest = [...sizes.values()].sort((a, b) => b.count - a.count);
  return {
    read,
    sizes: commonest.slice(0, SIZES),
    otherSizes: Math.max(0, commonest.length - SIZES),
    channels: [...channels].map(([key, count]) => ({ channels: key, count })).sort((a, b) => b.count - a.count),
    samples,
  };
}
