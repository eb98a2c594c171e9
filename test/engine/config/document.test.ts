import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { locate, parseDocument } from "../../../src/engine/config/document.ts";

const problemOf = (text: string) => {
  const { problems, value } = parseDocument(text);
  expect(value).toBeUndefined();
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe("parseDocument", () => {
  it("reads YAML 1.2 core as plain data", () => {
    expect(parseDocument("a: 1\nb: [yes, true, null, 1e-3, '5']\nc:\n- x: {}\n1: one\n").value).toEqual({ a: 1, b: ["yes", true, null, 0.001, "5"], c: [{ x: {} }], 1: "one" });
    expect(parseDocument("").value).toBeNull();
    expect(parseDocument("# only a comment\n").value).toBeNull();
  });

  it("follows anchors and merges blocks, own keys first", () => {
    expect(parseDocument("a: &base {x: 1, y: 2}\nb:\n  <<: *base\n  y: 3\nc: *base\n").value).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 }, c: { x: 1, y: 2 } });
  });

  it.each([
    ["a twin key", "a: 1\nb: 2\na: 3", ["3:1 'a' stands twice in this block; keep one"]],
    ["a tab", "a:\n\tb: 1", ["2:1 a tab indents this line; YAML wants spaces"]],
    ["bad indentation", "a:\n  b: 1\n c: 2", ["3:1 this line is indented unlike its neighbours; the keys of one block start in the same column"]],
    ["two colons", "a: b: c", ["1:4 a second ':' where a value was expected; put the value in quotes, or the block on lines of its own"]],
    ["an open quote", 'a: "abc\nb: 1', ["2:5 something is not closed: Missing closing \"quote"]],
    ["a tag", "a: !!python/object x", ["1:4 a config is plain data; tags such as !name are not part of it"]],
    ["a tag that YAML knows", "a: 1\nb: !!binary R0lG", ["2:13 a config is plain data; tags such as !name are not part of it"]],
    ["an unknown alias", "a: *nobody", ["1:4 *nobody stands for nothing: no &nobody comes before it"]],
    ["an alias of itself", "a: &a [*a]", ["1:8 *a contains itself"]],
    ["two documents", "a: 1\n---\nb: 2", ["2:1 a config is one document; here '---' begins a second"]],
    ["a list as a key", "? [a]\n: b", ["1:3 a key must be a text"]],
    ["a poisoned key", "x:\n  __proto__: {a: 1}", ["2:3 __proto__ cannot be a key"]],
  ])("says what is wrong with %s, and where", (_, text, expected) => {
    expect(problemOf(text)).toEqual(expected);
  });

  it("tells all mistakes at once", () => {
    expect(problemOf("a: 1\na: 2\nb: *x\n").map((p) => p.slice(0, 3))).toEqual(["2:1", "3:4"]);
  });

  it("ends soon on hostile texts", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."bcdefgh".split("").map((c, i) => `${c}: &${c} [${Array<string>(9).fill(`*${"abcdefg"[i]}`).join(", ")}]`)].join("\n");
    expect(problemOf(bomb)[0]).toMatch(/aliases make this more than 100,000 values/);
    for (const deep of ["[".repeat(100_000), "- ".repeat(50_000), "{a: ".repeat(50_000), Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")]) {
      expect(problemOf(deep)[0]).toMatch(/nested deeper than 64 levels/);
    }
    expect(problemOf("a".repeat(250_001))[0]).toMatch(/250,001 characters/);
    const many = Array.from({ length: 8_000 }, (_, i) => `k${i}: {a: 1, b: [x, y]}`).join("\n");
    expect(Object.keys(parseDocument(many).value as object)).toHaveLength(8_000);
  });

  it("reads a nesting of 60 levels", () => {
    expect(parseDocument("[".repeat(60) + "]".repeat(60)).problems).toEqual([]);
    expect(parseDocument(`${"- ".repeat(60)}a`).problems).toEqual([]);
  });

  it("reads back whatever JSON a stringifier writes", () => {
    fc.assert(fc.property(fc.dictionary(fc.string().filter((k) => k !== "__proto__" && k !== "<<"), fc.jsonValue({ noUnicodeString: false, maxDepth: 4 })), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as unknown;
      fc.pre(!JSON.stringify(json).includes("__proto__") && !JSON.stringify(json).includes('"<<"'));
      expect(parseDocument(stringify(json)).value).toEqual(json);
    }));
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."ab:-# \n\t[]{},&*!|>'\"?%@`<0.".split("")), maxLength: 60 }), (text) => {
      const { problems } = parseDocument(text);
      for (const { line, column } of problems) expect([line! >= 1, column! >= 1, line! <= text.split("\n").length]).toEqual([true, true, true]);
    }), { numRuns: 2000 });
  });
});

describe("locate", () => {
  const document = parseDocument("# top\ninput_features:\n  - name: a\n    encoder:\n      type: dense\n      size: [1,\n        2]\ntrainer: {epochs: 3}\n");
  it.each([
    [["input_features", 0, "name"], "value", { line: 3, column: 11, endLine: 3 }],
    [["input_features", 0, "name"], "key", { line: 3, column: 5, endLine: 3 }],
    [["input_features", 0, "encoder"], "value", { line: 4, column: 5, endLine: 7 }],
    [["input_features", 0, "encoder", "size"], "value", { line: 6, column: 13, endLine: 7 }],
    [["input_features", 0], "value", { line: 3, column: 3, endLine: 7 }],
    [["input_features", 0, "type"], "value", { line: 3, column: 3, endLine: 7 }],
    [["trainer", "epochs"], "value", { line: 8, column: 19, endLine: 8 }],
    [["combiner", "type"], "value", { line: 2, column: 1, endLine: 8 }],
  ] as const)("finds %j (%s)", (path, part, place) => {
    expect(locate(document, path, part)).toEqual(place);
  });
});
