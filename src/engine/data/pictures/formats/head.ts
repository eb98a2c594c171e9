/** What a picture's first bytes say of it. */

export interface PictureHead {
  readonly format: "jpeg" | "png" | "gif" | "webp" | "bmp" | "avif";
  /** In pixels, upright: the turn that `orientation` asks for is applied, as browsers apply it when they decode. */
  readonly width: number;
  readonly height: number;
  /** Grey, colours, or colours with transparency. */
  readonly channels: 1 | 3 | 4;
  /** Of each channel, or of an index into a palette. */
  readonly bits: number;
  /** How EXIF says the stored pixels lie, from 1 (upright) to 8; 1 where nothing is said. */
  readonly orientation: number;
  /** More than one frame. */
  readonly animated: boolean;
  /** Stored as amounts of ink. */
  readonly cmyk: boolean;
}

/** Width and height as one sees them: EXIF's 5 to 8 lie on their side. */
export const upright = (width: number, height: number, orientation: number): Pick<PictureHead, "width" | "height" | "orientation"> =>
  orientation >= 5 ? { width: height, height: width, orientation } : { width, height, orientation };

/** A format of pictures that browsers decode. */
export interface PictureFormat {
  readonly matches: (bytes: Uint8Array) => boolean;
  /** Throws `Short` where more bytes are needed, `Malformed` where they cannot be a picture. */
  readonly head: (bytes: Uint8Array) => PictureHead;
  /** Is all of the (first) picture there, as far as its structure tells? Asked with all bytes of a file whose head was read; throws `Short` where its end is missing, `Malformed` counts as no. */
  readonly isWhole: (bytes: Uint8Array) => boolean;
}
