/** Sizes and channels of pictures against Pillow (test/golden/pictures.py). */
import { describe, expect, test } from "vitest";
import { fitted } from "../../../src/engine/data/pictures/fit.ts";
import type { Channels } from "../../../src/engine/data/pictures/media.ts";
import golden from "../../golden/pictures.json" with { type: "json" };

const raster = ({ width, height, rgba }: { width: number; height: number; rgba: readonly number[] }) => ({ width, height, rgba: Uint8Array.from(rgba) });

/** Pillow counts in fixed point: a value that lies just between two may go either way. */
function near(found: Uint8Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  expect(Math.max(...wanted.map((value, i) => Math.abs(value - found[i]!)))).toBeLessThanOrEqual(1);
  expect(wanted.filter((value, i) => value !== found[i]).length / wanted.length).toBeLessThan(0.05);
}

describe("a picture in another size", () => {
  test.each(golden.resized.map((each) => [`${each.channels} channels, ${each.width} × ${each.height} to ${each.into.width} × ${each.into.height}`, each] as const))("%s: as Pillow's", (_, each) => {
    const channels = each.channels as Channels; // of the modes that the script names
    near(fitted(raster(each), { ...each.into, channels, resize: "interpolate" }), each.pixels);
  });

  test("of its own size stays as it is", () => {
    const rgba = Array.from({ length: 24 }, (_, i) => (i % 4 === 3 ? 255 : i));
    const plain = rgba.filter((_, i) => i % 4 !== 3);
    expect([...fitted(raster({ width: 3, height: 2, rgba }), { width: 3, height: 2, channels: 3, resize: "interpolate" })]).toEqual(plain);
  });

  test("cropped or padded keeps the middle", () => {
    const rgba = Array.from({ length: 12 }, (_, i) => [i + 1, i + 1, i + 1, 255]).flat();
    const middle = (width: number, height: number) => [...fitted(raster({ width: 4, height: 3, rgba }), { width, height, channels: 1, resize: "crop_or_pad" })];
    expect(middle(2, 1)).toEqual([6, 7]);
    expect(middle(6, 3)).toEqual([0, 1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 0, 0, 9, 10, 11, 12, 0]);
    expect(middle(2, 5)).toEqual([0, 0, 2, 3, 6, 7, 10, 11, 0, 0]);
  });
});

test("colours become grey as Pillow's, and what is transparent shows white", () => {
  const { width, height } = golden.grey;
  near(fitted(raster(golden.grey), { width, height, channels: 1, resize: "interpolate" }), golden.grey.pixels);
  const half = raster({ width: 1, height: 1, rgba: [100, 0, 200, 51] });
  expect([...fitted(half, { width: 1, height: 1, channels: 3, resize: "interpolate" })]).toEqual([224, 204, 244]);
  expect([...fitted(half, { width: 1, height: 1, channels: 4, resize: "interpolate" })]).toEqual([100, 0, 200, 51]);
  const [wide, flat] = [[100, 0, 200, 51], [224, 204, 244, 255]].map((pixel) => raster({ width: 8, height: 6, rgba: Array.from({ length: 48 }, () => pixel).flat() }));
  const smaller = { width: 3, height: 2, channels: 3, resize: "interpolate" } as const;
  expect([...fitted(wide!, smaller)]).toEqual([...fitted(flat!, smaller)]);
});
