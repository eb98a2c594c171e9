import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumbers } from "../../../src/engine/data/number-lists.ts";
import { tokenizers } from "../../../src/engine/data/tokenizers.ts";

describe("lists of numbers", () => {
  test.each<[string, readonly number[] | null]>([
    ["0.5 1 -2", [0.5, 1, -2]],
    ["[0.5, 1, -2]", [0.5, 1, -2]],
    ["(1;2)", [1, 2]],
    ["1|2|3e2", [1, 2, 300]],
    ["[ 1.\n  2. ]", [1, 2]],
    ["7", [7]],
    ["1,,2", null],
    ["1 2, 3", null],
    ["1 two 3", null],
    ["[1, 2", null],
    ["", null],
    ["[]", null],
    ["1e999 1", null],
    ["NaN 1", null],
  ])("%j", (cell, numbers) => expect(parseNumbers(cell)).toEqual(numbers));

  test("any list comes back from each way to write it", () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0), { minLength: 1, maxLength: 20 }), (numbers) => {
      for (const cell of [JSON.stringify(numbers), numbers.join(" "), numbers.join(";"), `(${numbers.join(" | ")})`]) expect(parseNumbers(cell)).toEqual(numbers);
    }));
  });
});

describe("lists of items", () => {
  test.each([
    ['["a b", "c"]', ["a b", "c"]],
    ["['it\\'s', 'b, c']", ["it's", "b, c"]],
    ["[a, b ,  ]", ["a", "b"]],
    ["a, b", ["a", "b"]],
    ["[]", []],
    ['{"x"}', ["x"]],
    ['["open, b', ['["open', "b"]],
  ])("%j as other programs write them", (cell, items) => expect(tokenizers.list(cell)).toEqual(items));

  test("of any texts, as JSON", () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z ,'\][]{0,8}[a-z]$/)), (items) => {
      expect(tokenizers.list(JSON.stringify(items))).toEqual(items);
    }));
  });

  test("at bars and at semicolons", () => {
    expect(tokenizers.bar(" a | b|c")).toEqual(["a", "b", "c"]);
    expect(tokenizers.semicolon("a; b;")).toEqual(["a", "b", ""]);
  });
});
