import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowParser, type Layout, type Row } from "../../src/ingest/rows.ts";

const COMMA: Layout = { delimiter: ",", quote: '"', escape: "double", newline: "\n" };

function parse(text: string, places: readonly number[], layout: Layout = COMMA) {
  const parser = new RowParser(layout);
  const rows: Row[] = [];
  let start = 0;
  for (const end of [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b)) {
    rows.push(...parser.push(text.slice(start, end)));
    start = end;
  }
  rows.push(...parser.end());
  return { rows, blankLines: parser.blankLines, odd: parser.oddQuotes.first, unclosed: parser.unclosedQuote };
}

// Made of what parsing turns on, so that quotes, delimiters and line ends meet in every order.
const csvLike = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", '"', '"', "\n", "\r\n", "\r", "'", "\\"), maxLength: 60 });
const places = fc.array(fc.nat(200), { maxLength: 8 });

describe("cutting the text never changes the rows", () => {
  test.each([
    ["quotes", COMMA],
    ["quotes escaped by a backslash", { ...COMMA, escape: "backslash" }],
    ["apostrophes", { ...COMMA, quote: "'" }],
    ["no quotes", { ...COMMA, quote: "" }],
    ["carriage returns only", { ...COMMA, newline: "\r" }],
  ] as const)("%s", (_, layout) => {
    fc.assert(fc.property(csvLike, places, (text, cutAt) => {
      expect(parse(text, cutAt, layout)).toEqual(parse(text, [], layout));
    }), { numRuns: 500 });
  });
});

test("a line feed ends rows with or without a carriage return before it", () => {
  expect(parse('a,b\r\n1,"x\r\ny"\n3,"4"\r\n', []).rows).toEqual([["a", "b"], ["1", "x\r\ny"], ["3", "4"]]);
});

test("blank lines are counted, not handed out, and no row number counts them", () => {
  expect(parse('a,b\n\n  \n"x"y,2\n', [])).toEqual({ rows: [["a", "b"], ['x"y,2\n']], blankLines: 2, odd: [1], unclosed: { row: 1, line: 4 } });
});

test("a cell may be very long, and its pieces are not read again and again", () => {
  const parser = new RowParser(COMMA);
  const piece = "x".repeat(100_000);
  parser.push('a,b\n"');
  const started = performance.now();
  for (let i = 0; i < 200; i++) expect(parser.push(piece)).toEqual([]);
  const rows = [...parser.push('",1\n'), ...parser.end()];
  expect(rows.map(([cell]) => cell?.length)).toEqual([20_000_000]);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(parser.runaway).toBe(false);
});
