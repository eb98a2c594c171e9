import { pictureUri } from "../../engine/data/pictures/uri.ts";

/** More bytes than a camera writes. */
const MOST = 64 * 2 ** 20;

/** A file as a cell of pictures; null: it is too large, or says itself that it is no picture. Whether it can be decoded shows later. */
export async function pictureCell(file: File): Promise<string | null> {
  const [kind, type] = file.type.split("/");
  if (kind !== "image" || !type || type === "svg+xml" || file.size > MOST) return null;
  return pictureUri(new Uint8Array(await file.arrayBuffer()), type);
}
