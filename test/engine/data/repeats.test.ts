import { expect, test } from "vitest";
import { MANY_CELLS } from "../../../src/engine/data/repeats.ts";
import { cellOf, cellsOf, columnFrom } from "../../../src/engine/data/table.ts";

const count = MANY_CELLS + 1000;
const rows = Uint32Array.from({ length: count }, (_, i) => count - 1 - i);

test("of many cells those that read alike are read once, and each says what it says alone", () => {
  const few = { ...columnFrom("few", Array.from({ length: count }, (_, i) => ["1,5", "ü", "", "–", "2.000,25", "n/a"][i % 6]!)), missing: ["n/a"], decimal: "," as const };
  let read = 0;
  const cells = cellsOf(few, rows, (cell) => { read += 1; return cell === "–" ? null : cell; });
  expect(read).toBe(6);
  expect(cells).toEqual(Array.from(rows, (row) => (cellOf(few, row) === "–" ? null : cellOf(few, row))));
});

test("cells of ever new texts, short and long, are not taken for one another", () => {
  const many = columnFrom("many", Array.from({ length: count }, (_, i) => (i % 3 === 0 ? `${"a long text that goes on for more than".repeat(1 + (i % 2))} ${i}` : `${i * 7919}`)));
  const cells = cellsOf(many);
  expect(cells.findIndex((cell, i) => cell !== (i % 3 === 0 ? `${"a long text that goes on for more than".repeat(1 + (i % 2))} ${i}` : `${i * 7919}`))).toBe(-1);
});
