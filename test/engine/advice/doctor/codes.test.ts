import fc from "fast-check";
import { expect, test } from "vitest";
import { codesOf } from "../../../../src/engine/advice/doctor/codes.ts";
import { cellOf, columnFrom, type Column } from "../../../../src/engine/data/table.ts";

const cell = fc.oneof(fc.constantFrom("", " ", "a", " a", "a ", "NA", "1,5", "1.5", "é", " é", "１"), fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 5000 }).map(String));

test("each row has the code of its value, blanks around it aside; missing cells have none", () => {
  fc.assert(fc.property(fc.array(cell, { maxLength: 3000 }), fc.constantFrom(".", ","), (cells, decimal) => {
    const column: Column = { ...columnFrom("x", cells), missing: ["NA"], decimal };
    const { of, values, counts } = codesOf(column, cells.length);
    const wanted = cells.map((_, row) => cellOf(column, row)?.trim() ?? null);
    expect(Array.from(of, (code) => (code < 0 ? null : values[code]))).toEqual(wanted);
    expect(new Set(values).size).toBe(values.length);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(wanted.filter((value) => value !== null).length);
  }), { numRuns: 60 });
});
