/** Sizes and channels of pictures against Pillow (test/golden/pictures.py). */
import { describe, expect, test } from "vitest";
import { fitted } from "../../../src/engine/data/pictures/fit.ts";
import type { Channels, Resize } from "../../../src/engine/data/pictures/media.ts";
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

  test("scaled in its own proportions: all of it amid zeros, or its middle over the whole size", () => {
    const grey = (width: number, height: number, value: (x: number) => number) =>
      raster({ width, height, rgba: Array.from({ length: width * height }, (_, i) => [...Array<number>(3).fill(value(i % width)), 255]).flat() });
    const scaled = (picture: ReturnType<typeof raster>, width: number, height: number, resize: Resize) => [...fitted(picture, { width, height, channels: 1, resize })];
    const wide = grey(8, 4, (x) => 10 * Math.floor(x / 2));
    const halves = scaled(wide, 4, 2, "interpolate");
    expect(scaled(wide, 4, 4, "interpolate_and_pad")).toEqual([0, 0, 0, 0, ...halves, 0, 0, 0, 0]);
    expect(scaled(wide, 2, 2, "interpolate_and_crop")).toEqual(scaled(grey(4, 4, (x) => 10 * Math.floor((x + 2) / 2)), 2, 2, "interpolate"));
    for (const resize of ["interpolate_and_pad", "interpolate_and_crop"] as const) {
      expect(scaled(wide, 4, 2, resize)).toEqual(halves);
      expect(scaled(grey(1, 60_000, () => 7), 3, 3, resize)).toEqual(resize === "interpolate_and_crop" ? Array(9).fill(7) : [0, 7, 0, 0, 7, 0, 0, 7, 0]);
    }
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
