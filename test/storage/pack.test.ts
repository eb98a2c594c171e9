import fc from "fast-check";
import { expect, test } from "vitest";
import { fromJson, toJson } from "../../src/storage/json.ts";
import { packedRecord, unpacked } from "../../src/storage/pack.ts";

const numbers = fc.oneof(fc.array(fc.nat(), { maxLength: 80 }), fc.array(fc.double(), { maxLength: 80 }), fc.array(fc.constantFrom(0, -0, NaN, Infinity, 2 ** 32 - 1, 2 ** 32, -1, 0.5), { minLength: 30, maxLength: 80 }));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, numbers, fc.string(), fc.constantFrom(null, undefined, true), fc.array(fc.option(fc.nat()), { maxLength: 60 }), fc.array(tie("tree")), fc.dictionary(fc.string(), tie("tree")), fc.constant(new Float32Array([1, 2])), fc.constant(new Map([[1, [2]]]))),
}));

test("what is packed comes back as it was, through a clone and through a backup", () => {
  fc.assert(fc.property(tree, (value) => {
    const record = { id: "a", value };
    const kept = packedRecord(record);
    expect(unpacked(structuredClone(kept))).toEqual(record);
    expect(unpacked(fromJson(toJson(kept)))).toEqual(record);
  }), { numRuns: 300 });
});

test("long lists of numbers are kept as bytes: rows in four each, whatever is no whole number in eight", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => i);
  const kept = packedRecord({ id: "a", rows, shares: rows.map((i) => i / 3), few: [1, 2], gaps: [...rows, null] });
  expect(kept).toEqual({ id: "a", rows: { $list: Uint32Array.from(rows) }, shares: { $list: Float64Array.from(rows, (i) => i / 3) }, few: [1, 2], gaps: [...rows, null] });
});
