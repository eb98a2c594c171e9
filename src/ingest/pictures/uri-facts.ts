import type { PictureFacts } from "../../engine/data/pictures/media.ts";
import { bytesOfUri } from "../../engine/data/pictures/uri.ts";
import { pictureHead } from "../../engine/data/pictures/look.ts";

/** What a picture inside a cell says of itself; null: it is none that can be read. */
export function factsOfUri(cell: string): PictureFacts | null {
  const bytes = bytesOfUri(cell);
  const look = bytes && pictureHead(bytes, true);
  if (look?.kind !== "picture") return null;
  const { width, height, channels } = look.head;
  return { width, height, channels };
}
