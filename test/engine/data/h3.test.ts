import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseH3 } from "../../../src/engine/data/h3.ts";
import golden from "../../golden/h3_cells.json";

describe("cells of the H3 grid", () => {
  test.each(golden.cells)("$cell is taken apart as Uber's library does", ({ cell, integer, resolution, baseCell, digits }) => {
    const parts = { mode: 1, edge: 0, resolution, baseCell, digits };
    for (const spelt of [cell, integer, ` ${cell.toUpperCase()} `, `0x${cell}`, `0${cell}`]) expect(parseH3(spelt)).toEqual(parts);
  });

  test("indexes with one bit turned over are cells where the library says so", () => {
    for (const { cell, isCell } of golden.turned) expect([cell, parseH3(cell) !== null]).toEqual([cell, isCell]);
    expect(golden.turned.filter(({ isCell }) => isCell).length).toBeGreaterThan(10);
  });

  test.each(["", "8928308280ffff", "5.76495936675512E+17", "576495936675512320", "zz28308280fffff", "-576495936675512319", "37.77, -122.41"])("%j is none", (text) => {
    expect(parseH3(text)).toBeNull();
  });

  test("no text breaks it", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.bigInt({ min: 0n, max: 2n ** 64n }).map((n) => n.toString(16))), (text) => {
      const cell = parseH3(text);
      expect(cell === null || cell.digits.length === 15).toBe(true);
    }));
  });
});
