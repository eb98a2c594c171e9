import sharp from "sharp";
import { expect, test } from "vitest";
import { decodePicture } from "../../../src/cli/pictures.ts";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import type { Geometry } from "../../../src/engine/data/pictures/media.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import { Library } from "../../../src/ingest/pictures/library.ts";
import { withMedia } from "../../../src/ingest/pictures/remote.ts";
import { KeptTables } from "../../support/kept-tables.ts";

const geometry: Geometry = { height: 2, width: 3, channels: 3, resize: "interpolate" };
const red = bitmap(3, 2, () => [250, 10, 20]);
const blue = await sharp({ create: { width: 6, height: 4, channels: 3, background: { r: 5, g: 6, b: 250 } } }).png().toBuffer();
const files = [
  { path: "pets/cat/red.bmp", file: new Blob([Uint8Array.from(red)]) },
  { path: "pets/dog/blue.png", file: new Blob([new Uint8Array(blue)]) },
  { path: "pets/dog/torn.png", file: new Blob([new Uint8Array(blue.subarray(0, 40))]) },
];
const inside = pictureUri(blue, "png");
const first = async (from: DataSets, cell: string) => Array.from((await from.pixels("p", [cell], geometry))[0] ?? []).slice(0, 3);

test("a folder's pictures are known, decoded, kept and found again; one that is torn is told", async () => {
  const store = new KeptTables();
  const sets = new DataSets(store, decodePicture);
  const opened = await sets.open("p", { name: "pets", files }, {});
  if (!opened.ok) throw new Error(opened.problems[0]!.message);
  expect(opened.value.notes.map(({ message }) => message).join()).toContain("torn.png");
  expect(await sets.cells("p", "image")).toEqual(["pets/cat/red.bmp", "pets/dog/blue.png"]);
  expect(await sets.cells("p", "label")).toEqual(["cat", "dog"]);
  expect((await sets.keep("p")).ok).toBe(true);

  const later = new DataSets(store, decodePicture);
  expect((await later.restore("p")).ok).toBe(true);
  for (const some of [sets, later]) {
    const { media } = withMedia(await some.table("p"), "p", some).table;
    expect(media!.picture("pets/dog/blue.png")).toEqual({ width: 6, height: 4, channels: 3 });
    expect(media!.picture("pets/dog/torn.png")).toBeNull();
    expect(await first(some, "pets/cat/red.bmp")).toEqual([250, 10, 20]);
    expect(await first(some, "pets/dog/blue.png")).toEqual([5, 6, 250]);
    expect(await some.pixels("p", [null, "elsewhere.png"], geometry)).toEqual([null, null]);
  }
  expect((await later.table("p")).fingerprint).toBe(opened.value.fingerprint);
});

test("once a data set is kept, its pictures come from there, and the files may go", async () => {
  const sets = new DataSets(new KeptTables(), decodePicture);
  let isGone = false;
  const leaving = files.map(({ path, file }) => ({ path, file: new Proxy(file, { get: (blob, key) => {
    if (isGone) throw new Error("gone");
    const value: unknown = Reflect.get(blob, key);
    return typeof value === "function" ? (value as () => unknown).bind(blob) : value;
  } }) }));
  expect((await sets.open("p", { name: "pets", files: leaving }, {})).ok).toBe(true);
  expect((await sets.keep("p")).ok).toBe(true);
  isGone = true;
  expect(await first(sets, "pets/dog/blue.png")).toEqual([5, 6, 250]);
  expect((await sets.keep("p")).ok).toBe(true); // again, as after a change
  expect(await first(sets, "pets/cat/red.bmp")).toEqual([250, 10, 20]);
});

test("a picture inside a cell is known as one beside the table is", async () => {
  const sets = new DataSets(null, decodePicture);
  await sets.open("p", { name: "t", text: `x,photo\n1,"${inside}"\n` }, {});
  const { media } = withMedia(await sets.table("p"), "p", sets).table;
  expect(media!.picture(inside)).toEqual({ width: 6, height: 4, channels: 3 });
  expect(media!.picture(inside.slice(0, 80))).toBeNull();
  expect(await first(sets, inside)).toEqual([5, 6, 250]);
});

test("a picture whose bytes are gone is none that can be read", async () => {
  const gone = new Library([{ path: "a.png", facts: { width: 1, height: 1, channels: 3 }, size: 1, digest: "", bytes: () => Promise.reject(new Error("gone")) }], decodePicture);
  expect(await gone.pixels(["a.png"], geometry)).toEqual([null]);
});

test("another picture under the same name is another data set", async () => {
  const prints = await Promise.all([red, bitmap(3, 2, () => [0, 0, 0])].map(async (bytes) => {
    const opened = await new DataSets().open("p", { name: "pets", files: [{ path: "cat/1.bmp", file: new Blob([Uint8Array.from(bytes)]) }] }, {});
    return opened.ok && opened.value.fingerprint;
  }));
  expect(new Set(prints).size).toBe(2);
});
