/** Pictures from a camera: square, the size that picture trainers use, as JPEG files. */
import { error, failure, success, type Outcome } from "../../engine/schema/problem.ts";
import { words } from "../messages/en/camera.ts";
import { hasCamera } from "./has-camera.ts";

/** To be called when the user asked for it: the browser asks in turn. */
export async function openCamera(): Promise<Outcome<MediaStream>> {
  if (!hasCamera()) return failed(words.problems.none);
  try {
    return success(await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 } }, audio: false }));
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : "";
    if (name === "NotAllowedError") return failed(words.problems.refused);
    if (name === "NotFoundError" || name === "OverconstrainedError") return failed(words.problems.none);
    return failed(name === "NotReadableError" ? words.problems.busy : words.problems.other(String(cause)));
  }
}
const failed = (message: string): Outcome<never> => failure(error([], message));

/** Pixels of a side. */
const SIDE = 224;
const QUALITY = 0.92;

/** The middle of what the camera shows now; null: it shows nothing yet. */
export async function shotOf(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  const side = Math.min(videoWidth, videoHeight);
  if (side === 0) return null;
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "medium";
  context.drawImage(video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
