import { expect, test } from "vitest";
import { heldCell } from "../../../src/app/controls/picture-cell.ts";

const control = { kind: "picture", height: 8, width: 8, resize: "crop_or_pad", typical: "" } as const;

test("a cell that names a picture is held as the picture, and as the name it is where that leads to none", async () => {
  const picture = new Blob([Uint8Array.of(1, 2)], { type: "image/png" });
  expect(await heldCell(control, "a.png", async () => picture)).toBe("data:image/png;base64,AQI=");
  expect(await heldCell(control, "lost.png", async () => null)).toBe("lost.png");
  expect(await heldCell(control, "note.txt", async () => new Blob(["no"], { type: "text/plain" }))).toBe("note.txt");
  expect(await heldCell(control, null, async () => picture)).toBeNull();
});
