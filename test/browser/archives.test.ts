/** What Node cannot show of archives and pictures: that the list is read in a browser, and that headers say what the browser then decodes. */
import { describe, expect, test } from "vitest";
import { openArchive } from "../../src/ingest/archive/archive.ts";
import { bytesOfBlob } from "../../src/ingest/bytes.ts";
import { pictureHead } from "../../src/engine/data/pictures/look.ts";
import { surveyOf } from "../../src/ingest/folder/survey.ts";
import { join, zipOf } from "../ingest/archive/zips.ts";
import { app1, avif, bmp, gif, jpeg, png } from "../ingest/pictures/made.ts";

/** A picture with noise in it, 31 wide and 17 high, as the browser itself writes it. */
async function drawn(type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(31, 17);
  const context = canvas.getContext("2d")!;
  for (let i = 0; i < 31 * 17; i++) {
    context.fillStyle = `rgb(${(i * 7) % 256} ${(i * 31) % 256} ${(i * 101) % 256} / ${0.3 + (i % 7) / 10})`;
    context.fillRect(i % 31, Math.floor(i / 31), 1, 1);
  }
  const blob = await canvas.convertToBlob({ type });
  if (blob.type !== type) throw new Error(`this browser writes no ${type}`);
  return new Uint8Array(await blob.arrayBuffer());
}

const decoded = (bytes: Uint8Array<ArrayBuffer>): Promise<{ width: number; height: number } | null> =>
  createImageBitmap(new Blob([bytes])).then(({ width, height }) => ({ width, height }), () => null);

/** The JPEG with a block of EXIF behind its first two bytes. */
function turned(bytes: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  const [marker, content] = app1(orientation);
  return join([bytes.slice(0, 2), Uint8Array.of(0xff, marker, 0, content.length + 2), content, bytes.slice(2)]);
}

describe("headers say what is decoded", () => {
  test.each(["image/png", "image/jpeg", "image/webp"])("%s", async (type) => {
    const bytes = await drawn(type);
    const size = await decoded(bytes);
    expect(size).toEqual({ width: 31, height: 17 });
    expect(pictureHead(bytes, true)).toMatchObject({ kind: "picture", head: size! });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("a JPEG lying as %i says", async (orientation) => {
    const bytes = turned(await drawn("image/jpeg"), orientation);
    expect(pictureHead(bytes, true)).toMatchObject({ head: { ...(await decoded(bytes))!, orientation } });
  });

  test("pictures that tests put together", async () => {
    for (const bytes of [png({ kind: 0, bits: 16 }), png({ kind: 6 }), bmp(), bmp({ height: -2 }), bmp({ size: 124, bits: 32, compression: 0 })]) {
      expect(pictureHead(bytes, true)).toMatchObject({ head: (await decoded(bytes))! });
    }
  });

  test("what is refused, the browser cannot decode either", async () => {
    const whole = await drawn("image/jpeg");
    for (const bytes of [whole.slice(0, whole.length - 60), jpeg({ frame: 0xc3 }), avif({ brands: ["heic"] }), gif().slice(0, 20)]) {
      expect(pictureHead(bytes, true).kind).toBe("refused");
      expect(await decoded(bytes)).toBeNull();
    }
  });
});

test("an archive of a browser's own file: stored, packed, and packed by more than is inflated at once", async () => {
  const [small, large] = [await drawn("image/png"), join([await drawn("image/jpeg"), crypto.getRandomValues(new Uint8Array(40_000))])];
  const file = new File([zipOf([{ name: "a/1.png", data: small, method: 0 }, { name: "a/2.png", data: small }, { name: "b/3.jpg", data: large }, { name: "b/4.png", data: small, crc: 1 }])], "a.zip");
  const archive = await openArchive(bytesOfBlob(file));
  if (!archive.ok) throw new Error(archive.problems[0]!.message);
  const survey = await surveyOf(archive.value.files);
  if (!survey.ok) throw new Error(survey.problems[0]!.message);
  expect(survey.value.pictures.map(({ path, facts: { width, height } }) => [path, width, height])).toEqual([["a/1.png", 31, 17], ["a/2.png", 31, 17], ["b/3.jpg", 31, 17]]);
  expect(survey.value.refused.map(({ path }) => path)).toEqual(["b/4.png"]);
  expect(await survey.value.pictures[2]!.bytes()).toEqual(large);
});
