import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, columnFrom, textAt } from "../../src/engine/data/table.ts";
import { CellCursor } from "../../src/ingest/cell-bytes.ts";
import { shapeOf } from "../../src/engine/data/number-shape.ts";
import { runAll } from "../../src/ingest/pace.ts";
import { settling } from "../../src/ingest/settle.ts";

const settled = (cells: readonly string[], usual: "." | "," = ".") => runAll(settling(columnFrom("x", cells), usual));
const many = (cell: string, times: number): string[] => Array.from({ length: times }, () => cell);

describe("missing spellings", () => {
  test.each([
    ["NA among numbers", ["1", "NA", "3"], ["NA"]],
    ["several, trimmed", ["a", " NaN ", "null", "n/a", "b"], ["n/a", "NaN", "null"]],
    ["None, as in pandas", ["None", "red", "None"], ["None"]],
    ["a dot for the sex of a penguin", [...many("male", 20), ...many("female", 20), "."], ["."]],
    ["question marks among few numbers", ["?", "?", "?", "3"], ["?"]],
    ["a dash in place of a number", ["1", "-", "2", "--"], ["-", "--"]],
  ])("%s", (_, cells, missing) => {
    expect(settled(cells).missing).toEqual(missing);
  });

  test.each([
    ["a common dash is a value", [...many("-", 10), ...many("x", 10)]],
    ["plus and minus", [...many("+", 19), "-"]],
    ["punctuation of sentences", [...many("NN", 20), ",", "."]],
    ["words that only begin alike", ["Nan Goldin", "NAT", "nullify", "none"]],
    ["blanks are missing without a name", ["", "  ", "x"]],
    ["nothing but dashes", ["-", "-"]],
  ])("none: %s", (_, cells) => {
    expect(settled(cells).missing).toEqual([]);
  });
});

describe("the decimal sign", () => {
  test.each([
    [",", ["1,5", "2,25", "3"]],
    [",", ["1.234,5", "2,5"]],
    [",", ["0,123", "0,456"]],
    [",", [...many("1,5", 19), "unbekannt"]],
    [".", ["1.5", "2,345"]],
    [".", ["1,234", "2,345"]],
    [".", ["1,234,567", "2,5"]],
    [".", ["1,5", "2.5"]],
    [".", ["a,b", "c,d"]],
    [".", ["1,5", "words", "more words"]],
    [".", []],
  ] as const)("%j: %j", (sign, cells) => {
    expect(settled(cells).decimal).toBe(sign);
  });

  test("the table's own sign decides what cells leave open", () => {
    expect(cellsOf(settled(["1,234", "2,345"], ","))).toEqual(["1.234", "2.345"]);
    expect(cellsOf(settled(["1.234", "2.345"], ","))).toEqual(["1234", "2345"]);
    expect(settled(["1.234", "2.345"], ".").decimal).toBe(".");
  });
});

test.each([
  ["whole", ["0", "-12", "+3", "1e5", "1E-5"]],
  ["point", ["1.5", ".5", "5.", "-0.123", "1,234.5", "1,234,567", "1.2345", "1.5e3"]],
  ["comma", ["1,5", ",5", "0,123", "1.234,5", "1.234.567", "1234,567"]],
  ["point?", ["1.234", "-12.345"]],
  ["comma?", ["1,234"]],
  ["none", ["", "-", ".", "a", "1a", "1,2,3", "1.2.3", "1,23.4", "1.234,567.8", "1e", "e5", "12:30", "2020-01-01", "1 2"]],
] as const)("%s: %j", (shape, cells) => {
  expect(cells.map(shapeOf)).toEqual(cells.map(() => shape));
});

test("cells are trimmed as strings are, whatever the blanks", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", "😀", " ", "\t", "\n", "\u00a0", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "\ufeff", "\u200b", "\u0085"), maxLength: 8 });
  fc.assert(fc.property(fc.array(cell, { maxLength: 5 }), (cells) => {
    const column = columnFrom("x", cells);
    const cursor = new CellCursor(column);
    const trimmed = cells.map((_, row) => {
      cursor.move(row);
      return textAt(column.bytes, cursor.start, cursor.end);
    });
    expect(trimmed).toEqual(cells.map((text) => text.trim()));
  }));
});
