import { expect, test } from "vitest";
import { arranged, classesOf, filesOf, lackOf, withOneMore, type NumberedPile, type PresentClass } from "../../../src/app/camera/piles.ts";

const nameOf = (n: number): string => `Class ${n}`;
const there = (name: string, count = 3): PresentClass => ({ name, count, rows: [0] });
const pile = (id: number, name: string, n: number, present: PresentClass | null = null): NumberedPile => ({ id, name, shots: shots(n), present });
const shots = (n: number) => Array.from({ length: n }, (_, i) => new Blob([String(i)]));

test.each([
  ["no_shots", [pile(1, "a", 0), pile(2, "b", 0)]],
  ["no_shots", [pile(1, "a", 0, there("a")), pile(2, "b", 0, there("b"))]],
  ["few_classes", [pile(1, "a", 2), pile(2, "b", 0)]],
  ["few_classes", [pile(1, "a", 2, there("a"))]],
  ["same_name", [pile(1, "a", 1), pile(2, " a", 1)]],
  ["same_name", [pile(1, "a", 0, there("a")), pile(2, "a", 1)]],
  ["no_name", [pile(1, "../", 1), pile(2, "b", 1)]],
  [null, [pile(1, "a", 1), pile(2, "b", 1), pile(3, "", 0)]],
  [null, [pile(1, "a", 1, there("a")), pile(2, "b", 0, there("b"))]],
] as const)("%s", (lack, piles) => expect(lackOf(piles)).toBe(lack));

test("a folder for each class, whatever its name; a class that is there is called as it is", () => {
  const files = filesOf([pile(1, "my cat", 2), pile(2, "../dog/x\u0000", 1), pile(3, "none", 0), pile(4, "a/b", 1, there("a/b")), pile(5, "..", 1, there(".."))], "camera");
  expect(files.map(({ path, label }) => [path, label])).toEqual([
    ["camera/my cat/0001.jpg", "my cat"], ["camera/my cat/0002.jpg", "my cat"], ["camera/dog x/0001.jpg", "dog x"], ["camera/a b/0001.jpg", "a/b"], ["camera/-/0001.jpg", ".."],
  ]);
});

test("a table to be made begins with two classes, and more are called by the next number that is free", () => {
  const two = arranged([], [], nameOf);
  expect(two).toEqual([pile(1, "Class 1", 0), pile(2, "Class 2", 0)]);
  expect(withOneMore(two, nameOf).at(-1)).toEqual(pile(3, "Class 3", 0));
  expect(withOneMore([pile(4, "Class 2", 0), pile(7, "Class 3", 1)], nameOf).at(-1)).toEqual(pile(8, "Class 4", 0));
});

test("the classes of a table come first, and what was recorded before the window was closed is there again", () => {
  const present = [there("cat"), there("dog")];
  expect(arranged([], present, nameOf)).toEqual([pile(1, "cat", 0, present[0]), pile(2, "dog", 0, present[1])]);
  const recorded = [pile(1, "cat", 2, there("cat", 9)), pile(2, "fox", 1, there("fox")), pile(3, "owl", 0, there("owl")), pile(4, "new", 1)];
  expect(arranged(recorded, present, nameOf)).toEqual([pile(1, "cat", 2, present[0]), pile(6, "dog", 0, present[1]), pile(2, "fox", 1), pile(4, "new", 1)]);
});

test("the classes of a column: how many rows take part, and the latest of them", () => {
  const cells = ["b", null, "a", ...Array.from({ length: 6 }, () => "b")];
  expect(classesOf(cells, (row) => row === 2 || row === 4)).toEqual([{ name: "b", count: 6, rows: [5, 6, 7, 8] }]);
});
