import { afterEach, expect, test, vi } from "vitest";
import { heldCell, pictureCell } from "../../../src/app/controls/picture-cell.ts";
import { isPictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { words } from "../../../src/messages/en/pictures.ts";
import { png } from "../../ingest/pictures/made.ts";

const control = { kind: "picture", height: 8, width: 8, resize: "interpolate", typical: "" } as const;
/** Large enough to be made smaller first. */
const large = png({ chunks: [["tEXt", new Uint8Array(300_000).fill(65)]] });
const damaged = large.with(large.length - 20, large.at(-20)! ^ 1);

afterEach(() => vi.unstubAllGlobals());

test("a cell that names a picture is held as the picture, and as the name it is where that leads to none", async () => {
  const held = await heldCell(control, "a.png", async () => new Blob([png()]));
  expect(held !== null && isPictureUri(held)).toBe(true);
  expect(await heldCell(control, "lost.png", async () => null)).toBe("lost.png");
  expect(await heldCell(control, "note.txt", async () => new Blob(["no"], { type: "image/png" }))).toBe("note.txt");
  expect(await heldCell(control, null, async () => new Blob([png()]))).toBeNull();
});

test("a torn picture is refused as everywhere, however large, and not drawn first: what a browser draws of it is whole", async () => {
  const drawn = vi.fn(async () => ({ width: 2, height: 3, close: () => {} }));
  vi.stubGlobal("createImageBitmap", drawn);
  for (const torn of [large.subarray(0, large.length - 30), png().subarray(0, 60)]) {
    expect(await pictureCell(new Blob([torn], { type: "image/png" }), control)).toEqual({ why: words.truncated });
  }
  expect(await pictureCell(new Blob([damaged], { type: "image/png" }), control)).toEqual({ why: words.torn });
  expect(drawn).not.toHaveBeenCalled();
  expect(await pictureCell(new Blob([large], { type: "image/png" }), control)).toHaveProperty("cell");
  expect(drawn).toHaveBeenCalledOnce();
});

test("what is no picture is none whatever it is called, and what is one needs no name", async () => {
  expect(await pictureCell(new Blob(["just a text, of more bytes than tell a picture from all else".repeat(4)], { type: "image/jpeg" }), control)).toEqual({ why: null });
  expect(await pictureCell(new Blob(["<svg xmlns='http://www.w3.org/2000/svg'/>"], { type: "image/svg+xml" }), control)).toEqual({ why: words.other.svg });
  expect(await pictureCell(new Blob([png()]), control)).toHaveProperty("cell", expect.stringMatching(/^data:image\/png;/));
});
