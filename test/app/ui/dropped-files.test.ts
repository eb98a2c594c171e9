import { expect, test } from "vitest";
import { filesIn } from "../../../src/app/ui/dropped-files.ts";

test("all files of a clipboard are taken, and those of one name get names of their own", () => {
  const files = ["image.png", "image.png", "t.csv", "image.png", "README", "README", "image-2.png"].map((name) => new File([name], name));
  const list = Object.assign(files, { item: (i: number) => files[i] ?? null });
  expect(filesIn({ files: list }).map(({ path }) => path)).toEqual(["image.png", "image-2.png", "t.csv", "image-3.png", "README", "README-2", "image-2-2.png"]);
  expect(filesIn(null)).toEqual([]);
});
