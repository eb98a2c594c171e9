/** Pictures decoded by the browser, off the page's thread. */
import { fitted } from "../src/engine/data/pictures/fit.ts";
import type { Geometry } from "../src/engine/data/pictures/media.ts";

/** A picture is drawn no larger than so many times what is wanted of it: to read a camera's whole picture back costs more than to decode it. */
const LARGER = 3;

/** Turned upright as the file says, its colours in sRGB; null: the browser cannot decode it. */
export async function decodePicture(bytes: Uint8Array, geometry: Geometry): Promise<Uint8Array | null> {
  const picture = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { imageOrientation: "from-image", premultiplyAlpha: isJpeg(bytes) ? "default" : "none" }).catch(() => null); // made by a worker of ours: never shared memory
  if (!picture) return null;
  try {
    const scale = geometry.resize === "crop_or_pad" ? 1 : Math.min(1, LARGER * Math.max(geometry.width / picture.width, geometry.height / picture.height));
    const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
    const context = paperOf(width, height);
    if (!context) return null;
    context.drawImage(picture, 0, 0, width, height);
    return fitted({ width, height, rgba: context.getImageData(0, 0, width, height).data }, geometry);
  } finally {
    picture.close();
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
