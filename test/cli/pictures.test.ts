import sharp from "sharp";
import { expect, test } from "vitest";
import { decodePicture } from "../../src/cli/pictures.ts";
import type { Geometry } from "../../src/engine/data/pictures/media.ts";

const geometry: Geometry = { height: 4, width: 6, channels: 3, resize: "crop_or_pad" };
const colours = Uint8Array.from({ length: 4 * 6 * 3 }, (_, i) => (i * 37) % 256);
const raw = () => sharp(colours, { raw: { width: 6, height: 4, channels: 3 } });

test.each([
  ["PNG", () => raw().png(), 0],
  ["lossless WebP", () => raw().webp({ lossless: true }), 0],
  ["JPEG", () => raw().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }), 6],
])("a %s is decoded as it was written", async (_, make, tolerance) => {
  const pixels = await decodePicture(await make().toBuffer(), geometry);
  pixels!.forEach((value, i) => expect(Math.abs(value - colours[i]!)).toBeLessThanOrEqual(tolerance));
  expect(pixels).toHaveLength(colours.length);
});

test("a picture lying on its side is turned upright", async () => {
  const lying = await raw().rotate(-90).png().toBuffer();
  const marked = await sharp(lying).withMetadata({ orientation: 6 }).png().toBuffer();
  expect(Array.from((await decodePicture(marked, geometry))!)).toEqual(Array.from(colours));
});

test("a colour profile is honoured: the colours are those that were meant, not the numbers that were stored", async () => {
  const wide = await raw().withIccProfile("p3").png().toBuffer();
  const stored = await sharp(wide).keepIccProfile().raw().toBuffer();
  const pixels = await decodePicture(wide, geometry);
  const farthest = (numbers: ArrayLike<number>): number => Math.max(...Array.from(numbers, (value, i) => Math.abs(value - colours[i]!)));
  expect(farthest(stored)).toBeGreaterThan(20);
  expect(farthest(pixels!)).toBeLessThanOrEqual(4);
});

test("four inks become three colours", async () => {
  const inks = await raw().toColourspace("cmyk").jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
  expect((await sharp(inks).metadata()).space).toBe("cmyk");
  expect(await decodePicture(inks, geometry)).toHaveLength(colours.length);
});

test("what is cut short or no picture is null", async () => {
  const png = await raw().png().toBuffer();
  expect(await decodePicture(png.subarray(0, png.length - 30), geometry)).toBeNull();
  expect(await decodePicture(new TextEncoder().encode("no picture"), geometry)).toBeNull();
});
