/** JPEG files made smaller as they are decoded: the same picture as from the whole, whichever way a browser takes. */
import { afterEach, expect, test, vi } from "vitest";
import { fitted } from "../../src/engine/data/pictures/fit.ts";
import type { Channels, Geometry } from "../../src/engine/data/pictures/media.ts";
import { decodePicture } from "../../workers/pictures.ts";
import { join } from "../ingest/archive/zips.ts";
import { app1 } from "../ingest/pictures/made.ts";

const [WIDTH, HEIGHT] = [403, 302];
const small = (channels: Channels = 3): Geometry => ({ width: 40, height: 30, channels, resize: "interpolate" });

/** Slopes with fine stripes and a red corner, upper left. */
async function photograph(colorSpace: PredefinedColorSpace = "srgb"): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d", { colorSpace })!;
  const image = context.createImageData(WIDTH, HEIGHT);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const isCorner = x < 80 && y < 60;
    image.data.set(isCorner ? [230, 20, 30, 255] : [x / 2 + 20 * (x % 2), y / 2 + 20 * (y % 3), 200 - x / 4, 255], 4 * at);
  }
  context.putImageData(image, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 })).arrayBuffer());
}

function lying(bytes: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  const [marker, content] = app1(orientation);
  return join([bytes.slice(0, 2), Uint8Array.of(0xff, marker, 0, content.length + 2), content, bytes.slice(2)]);
}

/** Decoded whole, drawn in its own size, and shrunk by the filter alone. */
async function wanted(bytes: Uint8Array<ArrayBuffer>, geometry: Geometry): Promise<Uint8Array> {
  const picture = await createImageBitmap(new Blob([bytes]));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(picture, 0, 0);
  return fitted({ width, height, rgba: context.getImageData(0, 0, width, height).data }, geometry);
}

function expectNear(found: Uint8Array | null, reference: Uint8Array): void {
  expect(found).toHaveLength(reference.length);
  const apart = Array.from(reference, (value, i) => Math.abs(value - found![i]!));
  expect(apart.reduce((a, b) => a + b) / apart.length).toBeLessThan(1.2);
  expect(apart.reduce((a, b) => Math.max(a, b))).toBeLessThan(25); // at the corner's edge
}

const Decoder = globalThis.ImageDecoder;
afterEach(() => {
  vi.restoreAllMocks();
  globalThis.ImageDecoder = Decoder;
});

test.each([1, 3, 4] as const)("a large JPEG in %i channels, decoded small or, where the browser cannot, whole", async (channels) => {
  const bytes = await photograph();
  const reference = await wanted(bytes, small(channels));
  const whole = vi.spyOn(globalThis, "createImageBitmap");
  expectNear(await decodePicture(bytes, small(channels)), reference);
  expect(whole).not.toHaveBeenCalled();
  Reflect.deleteProperty(globalThis, "ImageDecoder");
  expectNear(await decodePicture(bytes, small(channels)), reference);
  expect(whole).toHaveBeenCalledOnce();
});

test.each([3, 6, 8])("one that lies as %i says is turned upright", async (orientation) => {
  const bytes = lying(await photograph(), orientation);
  expectNear(await decodePicture(bytes, small()), await wanted(bytes, small()));
});

test("colours of another profile are brought to sRGB", async () => {
  const bytes = await photograph("display-p3");
  const pixels = await decodePicture(bytes, small());
  expectNear(pixels, await wanted(bytes, small()));
  expect(pixels![0]).toBeGreaterThan(240); // redder than sRGB's 230
});

test("one that is wanted in its own size, or nearly, or cut out of its middle, is decoded whole", async () => {
  const bytes = await photograph();
  const whole = vi.spyOn(globalThis, "createImageBitmap");
  for (const [width, height] of [[WIDTH, HEIGHT], [200, 150]] as const) {
    const geometry: Geometry = { width, height, channels: 3, resize: "interpolate" };
    expectNear(await decodePicture(bytes, geometry), await wanted(bytes, geometry));
  }
  expect(await decodePicture(bytes, { ...small(), resize: "crop_or_pad" })).toEqual(await wanted(bytes, { ...small(), resize: "crop_or_pad" }));
  expect(whole).toHaveBeenCalledTimes(6); // three of them by this test
});

test("what is no picture, or a torn one, is null", async () => {
  const bytes = await photograph();
  expect(await decodePicture(bytes.slice(0, 300), small())).toBeNull();
  expect(await decodePicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), small())).toBeNull();
  expect(await decodePicture(Uint8Array.from({ length: 400 }, (_, i) => bytes[i]!), small())).toBeNull();
});
