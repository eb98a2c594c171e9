import { expect, test } from "vitest";
import { filesOf, lackOf } from "../../../src/app/camera/piles.ts";

const shots = (n: number) => Array.from({ length: n }, (_, i) => new Blob([String(i)]));

test.each([
  ["few_classes", [{ name: "a", shots: shots(2) }, { name: "b", shots: [] }]],
  ["same_name", [{ name: "a", shots: shots(1) }, { name: " a", shots: shots(1) }]],
  ["no_name", [{ name: "../", shots: shots(1) }, { name: "b", shots: shots(1) }]],
  [null, [{ name: "a", shots: shots(1) }, { name: "b", shots: shots(1) }, { name: "", shots: [] }]],
] as const)("%s", (lack, piles) => expect(lackOf(piles)).toBe(lack));

test("a folder for each class, whatever its name", () => {
  expect(filesOf([{ name: "my cat", shots: shots(2) }, { name: "../dog/x\u0000", shots: shots(1) }, { name: "none", shots: [] }], "camera").map(({ path }) => path))
    .toEqual(["camera/my cat/0001.jpg", "camera/my cat/0002.jpg", "camera/dog x/0001.jpg"]);
});
