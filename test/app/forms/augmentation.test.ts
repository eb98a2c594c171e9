import { expect, test } from "vitest";
import { batchOf, drawable, previewGeometry, waysOf } from "../../../src/app/forms/augmentation.ts";
import { describeLanguage } from "../../../src/engine/config/language.ts";

const family = describeLanguage().types["image"]!.input!.augmentation!;
const facts = (width: number, height: number) => ({ width, height, channels: 3 as const });

test("a list is read as it is written, and true as the usual one", () => {
  expect(waysOf(true, family)).toEqual([{ type: "random_horizontal_flip" }, { type: "random_rotate" }]);
  expect(waysOf([{ type: "mixup" }, 3], family)).toEqual([{ type: "mixup" }, {}]);
  expect([undefined, null, false, []].map((none) => waysOf(none, family))).toEqual([[], [], [], []]);
  expect(waysOf("random_rotate", family)).toBeNull();
});

test("the preview has the size of the config, or that of the pictures; of large ones the longer side is bounded", () => {
  const of = (preprocessing: unknown, ...pictures: readonly ReturnType<typeof facts>[]) => previewGeometry(preprocessing, pictures);
  expect(of({ height: 20, width: 30, num_channels: 1, resize_method: "crop_or_pad" }, facts(9, 9))).toEqual({ height: 20, width: 30, channels: 1, resize: "crop_or_pad" });
  expect(of({ height: 20, width: 30, resize_method: "interpolate_and_pad" }).resize).toBe("interpolate_and_pad");
  expect(of(null, facts(10, 20), facts(30, 40))).toEqual({ height: 30, width: 20, channels: 3, resize: "interpolate" });
  expect(of({ infer_image_max_height: 8, infer_image_max_width: 50 }, facts(100, 100))).toMatchObject({ height: 8, width: 50 });
  expect(of({ height: 384, width: 96 })).toMatchObject({ height: 192, width: 48 });
  expect(of({ height: "tall", width: -3 }, facts(7, 5))).toMatchObject({ height: 5, width: 7 });
});

test("a batch holds the pictures one after another, and is drawn as they are", () => {
  const rgba = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? 255 : 10 * i));
  const picture = { width: 2, height: 2, rgba, facts: facts(2, 2) };
  const geometry = { height: 2, width: 2, channels: 3 as const, resize: "interpolate" as const };
  const batch = batchOf([picture, { ...picture, rgba: Uint8Array.from(rgba, (value, i) => (i % 4 === 3 ? 255 : 255 - value)) }], geometry);
  expect(batch).toHaveLength(24);
  const [first, second] = drawable(batch, geometry);
  expect(first).toEqual({ width: 2, height: 2, rgba });
  expect(Array.from(second!.rgba.subarray(0, 4))).toEqual([255, 245, 235, 255]);
  expect(Array.from(drawable(Uint8Array.of(7, 9), { ...geometry, height: 1, channels: 1 })[0]!.rgba)).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
});
