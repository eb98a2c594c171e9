import { describe, expect, test } from "vitest";
import { input, numbers } from "./open.ts";

const cells = ["red round", "green", "red green", null, "red"];

describe.each(["set", "bag"] as const)("%s", (type) => {
  test("items by frequency after what is unknown, as wide as the largest cell", () => {
    const { feature } = input(type, cells);
    expect(feature.facts).toMatchObject({ idx2str: ["<UNK>", "red", "green", "round"], str2freq: { red: 3, green: 2, round: 1 }, most_items: 2, rows: 5 });
    expect(feature.parts).toEqual({ ids: { dtype: "int32", shape: [2], below: 4 }, counts: { dtype: "float32", shape: [2, 1] } });
  });

  test("most frequent items first; unknown ones, missing cells and blanks are one unknown item", () => {
    const { feature } = input(type, cells);
    const rows = ["round red", "green", "never", null, ",", " "];
    expect(numbers(feature, "ids", rows)).toEqual([1, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(numbers(feature, "counts", rows)).toEqual([1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });

  test("of a cell with more items than any training row, the rarest are left out, and what is unknown before them", () => {
    expect(numbers(input(type, cells).feature, "ids", ["round never red green"])).toEqual([1, 2]);
  });

  test("lowercase applies to the vocabulary and to the cells alike", () => {
    const { feature } = input(type, ["Red", "red", "GREEN"], { lowercase: true });
    expect(feature.facts).toMatchObject({ idx2str: ["<UNK>", "red", "green"] });
    expect(numbers(feature, "ids", ["RED"])).toEqual([1]);
  });

  test("most_common, the unknown item by name, and the strategies", () => {
    expect(input(type, ["a a b", "b c", "b"], { most_common: 1 })).toMatchObject({ feature: { facts: { idx2str: ["<UNK>", "b"] } }, complaints: [expect.stringMatching(/^note: most_common keeps 1 of 3 items/)] });
    expect(input(type, ["<UNK> a"], {}).feature.facts).toMatchObject({ idx2str: ["<UNK>", "a"] });
    const filled = input(type, cells, { fill_value: "green" }).feature;
    expect(numbers(filled, "ids", [null])).toEqual(numbers(filled, "ids", ["green"]));
    const mode = input(type, ["a", "a", "b b", null], { missing_value_strategy: "fill_with_mode" }).feature;
    expect(numbers(mode, "ids", [null])).toEqual(numbers(mode, "ids", ["a"]));
    expect(input(type, [null]).complaints).toEqual([expect.stringMatching(/^note: the training rows hold no item/)]);
  });
});

test("a set holds an item once, a bag as often as it is there, unknown ones together", () => {
  const counts = (type: "set" | "bag") => numbers(input(type, ["a b c", "a"], {}).feature, "counts", ["a a b x y"]);
  expect(counts("set")).toEqual([1, 1, 1]);
  expect(counts("bag")).toEqual([2, 1, 2]);
});

test("a form offers the items, and writes them as the column does", () => {
  expect(input("set", ["a, b", "a"], { tokenizer: "comma" }).feature.control).toMatchObject({ kind: "items", options: ["a", "b"], complete: true, separator: ", ", single: false, repeats: false, typical: "a" });
  expect(input("bag", ["a b"], { tokenizer: "untokenized" }).feature.control).toMatchObject({ single: true, repeats: true });
});
