import sharp from "sharp";
import { expect, test } from "vitest";
import { decodePicture } from "../../../src/cli/pictures.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";

const wide = pictureUri(bitmap(40, 20, (x) => (x < 20 ? [255, 0, 0] : [0, 0, 255])), "bmp");
const tall = pictureUri(bitmap(3, 6, () => [1, 2, 3]), "bmp");
async function opened(): Promise<DataSets> {
  const sets = new DataSets();
  const set = await sets.open("d", { name: "t", text: `p,n\n"${wide}",1\n"${tall}",2\n,3\nlost.png,4\n"${tall}",5\n` }, {});
  expect(set.ok).toBe(true);
  return sets;
}

test("pictures within a square in their own proportions, never enlarged; null where there is none", async () => {
  const found = await (await opened()).thumbnails("d", "p", [3, 0, 1, 2], 10);
  expect(found.map((one) => one && [one.width, one.height])).toEqual([null, [10, 5], [3, 6], null]);
  expect([...found[1]!.rgba.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
  expect([...found[1]!.rgba.subarray(36, 40)]).toEqual([0, 0, 255, 255]);
  expect(found[1]!.facts).toEqual({ width: 40, height: 20, channels: 3 });
});

test("pictures of every format inside cells, with what is known of them", async () => {
  const packed = async (make: (picture: ReturnType<typeof sharp>) => ReturnType<typeof sharp>, type: string) =>
    pictureUri(await make(sharp({ create: { width: 30, height: 12, channels: 3, background: { r: 5, g: 6, b: 250 } } })).toBuffer(), type);
  const [png, jpeg] = [await packed((picture) => picture.png(), "png"), await packed((picture) => picture.jpeg(), "jpeg")];
  const sets = new DataSets(null, decodePicture);
  await sets.open("d", { name: "t", text: `p,n\n"${png}",1\n"${jpeg}",2\n"${png.slice(0, 90)}",3\n` }, {});
  const [first, second, torn] = await sets.thumbnails("d", "p", [0, 1, 2], 15);
  expect([first, second].map((one) => [one?.width, one?.height, one?.facts])).toEqual([png, jpeg].map(() => [15, 6, { width: 30, height: 12, channels: 3 }]));
  expect(Array.from(first!.rgba.subarray(0, 4))).toEqual([5, 6, 250, 255]);
  expect(torn).toBeNull();
  expect(await sets.pictureSummary("d", "p")).toMatchObject({ read: 2, sizes: [{ width: 30, height: 12, count: 2 }], samples: [0, 1] });
});

test("what a column of pictures holds", async () => {
  expect(await (await opened()).pictureSummary("d", "p")).toEqual({
    read: 3, sizes: [{ width: 3, height: 6, count: 2 }, { width: 40, height: 20, count: 1 }], otherSizes: 0, channels: [{ channels: 3, count: 3 }], samples: [0, 1, 4],
  });
});
