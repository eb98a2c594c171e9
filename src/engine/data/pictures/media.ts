/**
 * Files that cells name: pictures. A cell holds a path among the files that came with the table, or the picture itself as a `data:`
 * URI. What is known of a file without decoding it is at hand; its contents are asked for, and come decoded.
 */

/** What the first bytes of a picture say of it; sizes are those after it was turned upright. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** Grey, red-green-blue, or that with opacity. */
  readonly channels: Channels;
}
export type Channels = 1 | 3 | 4;

/**
 * Scaled to the size whatever its sides; cut and padded with zeros around its middle, in its own scale; or scaled in its own proportions: until all
 * of it fits, padded with zeros, or until it fills the size, its ends cut off.
 */
export const RESIZES = ["interpolate", "crop_or_pad", "interpolate_and_pad", "interpolate_and_crop"] as const;
export type Resize = (typeof RESIZES)[number];

/** How pictures of any size become arrays of one size. */
export interface Geometry {
  readonly height: number;
  readonly width: number;
  readonly channels: Channels;
  readonly resize: Resize;
}

export interface Media {
  /** Nobody has looked for the files that cells name: what is not found here may be there. */
  readonly unseen?: true;
  /** Null: there is no such picture, or it cannot be read. */
  picture(cell: string): PictureFacts | null;
  /** Of each cell [height, width, channels], 0 to 255; null where there is no picture that can be read. */
  pixels(cells: readonly (string | null)[], geometry: Geometry): Promise<readonly (Uint8Array | null)[]>;
}

/** Decodes a whole file; null: it is no picture that can be read. The browser and the command line each bring their own. */
export type DecodePicture = (bytes: Uint8Array, geometry: Geometry) => Promise<Uint8Array | null>;
