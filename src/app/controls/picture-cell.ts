import type { Control, PictureControl } from "../../engine/controls.ts";
import type { Cell } from "../../engine/data/table.ts";
import { isPictureUri, pictureUri } from "../../engine/data/pictures/uri.ts";

/** More bytes than a camera writes. */
const MOST = 64 * 2 ** 20;
/** A larger file is made smaller first: it goes to the model with every key that is typed in beside it. */
const LARGE = 256 * 2 ** 10;
/** The worker that decodes draws a picture at most so many times as large as what the model sees, and goes on from there (workers/pictures.ts). */
const LARGER = 3;

/** The picture as a cell, or why it is not taken: what a browser would draw although it is torn is refused as everywhere; null: it is no picture at all. */
export type PictureTaken = { readonly cell: string } | { readonly why: string | null };

/** A file as a cell of pictures, whatever its name and type say. Whether a sound one can be decoded shows later. */
export async function pictureCell(file: Blob, control: Pick<PictureControl, "height" | "width" | "resize">): Promise<PictureTaken> {
  if (file.size > MOST) return { why: null };
  const [{ pictureHead }, bytes] = await Promise.all([import("../../engine/data/pictures/look.ts"), bytesOf(file)]);
  const look = pictureHead(bytes, true);
  if (look.kind !== "picture") return { why: look.kind === "refused" ? look.why : null };
  const smaller = file.size > LARGE && control.resize !== "crop_or_pad" ? await reduced(file, control) : null;
  return { cell: smaller ? pictureUri(await bytesOf(smaller), "png") : pictureUri(bytes, look.head.format) };
}

/** A cell of the table as a form holds it: the picture itself in place of its path, which stays where it leads to none; `file` gives what a cell names. */
export async function heldCell(control: Control, cell: Cell, file: (cell: string) => Promise<Blob | null>): Promise<Cell> {
  if (control.kind !== "picture" || cell === null || isPictureUri(cell)) return cell;
  const found = await file(cell);
  const taken = found && (await pictureCell(found, control));
  return taken && "cell" in taken ? taken.cell : cell;
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

/** As the worker would draw it, and without loss, so that the model sees the same; null: it is small enough, or cannot be decoded. */
async function reduced(file: Blob, { height, width }: Pick<PictureControl, "height" | "width">): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image", premultiplyAlpha: "none" }).catch(() => null);
  if (!picture) return null;
  try {
    const scale = LARGER * Math.max(height / picture.height, width / picture.width);
    if (scale >= 1) return null;
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    const context = canvas.getContext("2d");
    if (!context) return null;
    context.imageSmoothingQuality = "medium";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    picture.close();
  }
}
