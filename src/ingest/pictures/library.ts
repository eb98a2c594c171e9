import { readBitmap } from "../../engine/data/pictures/bitmap.ts";
import { fitted } from "../../engine/data/pictures/fit.ts";
import { looseMedia } from "../../engine/data/pictures/loose.ts";
import type { DecodePicture, Geometry, Media, PictureFacts } from "../../engine/data/pictures/media.ts";
import { isPictureUri } from "../../engine/data/pictures/uri.ts";
import { inLanes } from "./lanes.ts";
import { soundly } from "./sound.ts";

/** A picture that came with a table: what is known of it, and its bytes when they are asked for. */
export interface PictureFile {
  readonly path: string;
  readonly facts: PictureFacts;
  /** In bytes. */
  readonly size: number;
  /** Equal contents have equal digests. */
  readonly digest: string;
  /** Rejects where what it stood for is not to be had any more. */
  bytes(): Promise<Uint8Array>;
}

/** The pictures that came with a table, by the paths that its cells name. */
export class Library implements Media {
  readonly #files: ReadonlyMap<string, PictureFile>;
  readonly #decode: DecodePicture;
  readonly #loose: Media;

  constructor(files: readonly PictureFile[], decode: DecodePicture) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#decode = decode;
    this.#loose = looseMedia(soundly(decode));
  }

  get files(): Iterable<PictureFile> {
    return this.#files.values();
  }

  file(cell: string): PictureFile | null {
    return this.#files.get(cell.trim()) ?? null;
  }

  picture(cell: string): PictureFacts | null {
    return isPictureUri(cell) ? this.#loose.picture(cell) : (this.file(cell)?.facts ?? null);
  }

  pixels(cells: readonly (string | null)[], geometry: Geometry): Promise<readonly (Uint8Array | null)[]> {
    return inLanes(cells, (cell) => this.#pixelsOf(cell, geometry));
  }

  async #pixelsOf(cell: string | null, geometry: Geometry): Promise<Uint8Array | null> {
    if (cell === null) return null;
    if (isPictureUri(cell)) return (await this.#loose.pixels([cell], geometry))[0]!;
    const bytes = await this.file(cell)?.bytes().catch(() => null); // gone since the table was read: its reader names it
    if (!bytes) return null;
    const raster = readBitmap(bytes);
    return raster ? fitted(raster, geometry) : this.#decode(bytes, geometry);
  }
}
