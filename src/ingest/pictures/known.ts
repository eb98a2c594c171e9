import type { Media } from "../../engine/data/pictures/media.ts";
import { isPictureUri } from "../../engine/data/pictures/uri.ts";

/** What is known of the pictures of cells. Those inside cells are looked at by readers of heads that are not loaded before the first one. */
export async function known(media: Media, cells: Iterable<string | null>): Promise<Pick<Media, "picture">> {
  for (const cell of cells) {
    if (cell === null || !isPictureUri(cell)) continue;
    const { factsOfUri } = await import("./uri-facts.ts");
    return { picture: (one) => (isPictureUri(one) ? factsOfUri(one) : media.picture(one)) };
  }
  return media;
}
