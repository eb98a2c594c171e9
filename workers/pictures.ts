/** Pictures decoded by the browser, off the page's thread. */
import { fitted } from "../src/engine/data/pictures/fit.ts";
import type { Geometry } from "../src/engine/data/pictures/media.ts";

/** A picture is drawn no larger than so many times what is wanted of it: to read a camera's whole picture back costs more than to decode it. */
const LARGER = 3;

interface Size { readonly width: number; readonly height: number }

/** Turned upright as the file says, its colours in sRGB; null: the browser cannot decode it. */
export async function decodePicture(bytes: Uint8Array, geometry: Geometry): Promise<Uint8Array | null> {
  const picture = (await reduced(bytes, geometry)) ?? (await whole(bytes));
  if (!picture) return null;
  try {
    const { width, height } = drawnSize("displayWidth" in picture ? { width: picture.displayWidth, height: picture.displayHeight } : picture, geometry);
    const context = paperOf(width, height);
    if (!context) return null;
    context.drawImage(picture, 0, 0, width, height);
    return fitted({ width, height, rgba: context.getImageData(0, 0, width, height).data }, geometry);
  } finally {
    picture.close();
  }
}

function drawnSize({ width, height }: Size, geometry: Geometry): Size {
  const scale = geometry.resize === "crop_or_pad" ? 1 : Math.min(1, LARGER * Math.max(geometry.width / width, geometry.height / height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const whole = (bytes: Uint8Array): Promise<ImageBitmap | null> =>
  createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { imageOrientation: "from-image", premultiplyAlpha: isJpeg(bytes) ? "default" : "none" }).catch(() => null); // made by a worker of ours: never shared memory

/**
 * A JPEG that is much larger than what is drawn of it, decoded to about that size where the browser can: a decoder leaves out the finer waves of each
 * block, which is less work and blurs less than a canvas that shrinks the whole. Its bytes need not be wrapped up for the browser, either. Null:
 * decode the whole.
 */
async function reduced(bytes: Uint8Array, geometry: Geometry): Promise<VideoFrame | null> {
  if (!isJpeg(bytes) || !("ImageDecoder" in globalThis)) return null;
  const { plainSize } = await import("../src/engine/data/pictures/formats/jpeg.ts"); // most tables need it never
  const size = plainSize(bytes);
  const wanted = size && drawnSize(size, geometry);
  if (!wanted || wanted.width >= size.width) return null;
  const decoder = new ImageDecoder({ type: "image/jpeg", data: bytes as Uint8Array<ArrayBuffer>, desiredWidth: wanted.width, desiredHeight: wanted.height }); // as above
  try {
    return (await decoder.decode()).image;
  } catch {
    return null;
  } finally {
    decoder.close();
  }
}

/** It has no opacity, and to ask that colours be kept from it takes a browser a quarter longer. */
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

let paper: OffscreenCanvasRenderingContext2D | null = null;

/** An empty canvas of that size; the same one as long as pictures have the same size. */
function paperOf(width: number, height: number): OffscreenCanvasRenderingContext2D | null {
  if (paper?.canvas.width === width && paper.canvas.height === height) paper.clearRect(0, 0, width, height);
  else paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (paper) paper.imageSmoothingQuality = "medium";
  return paper;
}
