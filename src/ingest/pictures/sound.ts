import type { DecodePicture } from "../../engine/data/pictures/media.ts";

/** The same decoder, which takes no picture that is torn: browsers would paint what is missing in grey. For pictures that nobody has looked at before. */
export const soundly = (decode: DecodePicture): DecodePicture => async (bytes, geometry) => {
  const { pictureHead } = await import("../../engine/data/pictures/look.ts"); // most tables need it never, or late
  return pictureHead(bytes, true).kind === "picture" ? decode(bytes, geometry) : null;
};
