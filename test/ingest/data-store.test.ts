import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf, tableFrom } from "../../src/engine/data/table.ts";
import type { DataSet } from "../../src/ingest/data-api.ts";
import { isKept, pack, unpack, type KeptDataSet } from "../../src/ingest/data-store.ts";

const cell = fc.oneof(fc.constant(null), fc.string({ unit: "grapheme", maxLength: 6 }), fc.constantFrom("__proto__", "constructor", "\u202e", "x".repeat(300)));
const table = fc.integer({ min: 0, max: 6 }).chain((rows) => fc.dictionary(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("constructor", "toString")), fc.array(cell, { minLength: rows, maxLength: rows }), { minKeys: 1, maxKeys: 4 })).map(tableFrom);

/** What of a kept data set matters here, after a trip through a store. */
const kept = ({ rows, columns }: ReturnType<typeof tableFrom>, places: KeptDataSet["places"]): KeptDataSet => {
  const set = { profile: { rows }, columns: columns.map(({ name, missing, decimal }) => ({ name, missing, decimal })) } as unknown as DataSet; // the rest is not read
  return JSON.parse(JSON.stringify({ set, places })) as KeptDataSet;
};

/** All of it at once. */
const packed = (given: ReturnType<typeof tableFrom>) => {
  const { places, blobs } = pack(given);
  return { places, blobs: Object.fromEntries(Object.entries(blobs).map(([name, make]) => [name, make()])) };
};

test("whatever table is packed comes back, cell for cell", () => {
  fc.assert(fc.property(table, (given) => {
    const { places, blobs } = packed(given);
    const back = unpack(kept(given, places), blobs);
    expect(back?.columns.map((column) => [column.name, cellsOf(column)])).toEqual(given.columns.map((column) => [column.name, cellsOf(column)]));
  }));
});

test("whatever is damaged, a table or nothing comes back, and never an exception", () => {
  const wrong = fc.constantFrom(-1, 0, 1, 3, 1e9, 0.5, NaN, null, undefined, "x");
  fc.assert(fc.property(table, fc.nat(10), fc.constantFrom("pack", "ends", "bytes", "length"), wrong, fc.nat(400), fc.boolean(), (given, at, key, value, length, cut) => {
    const { places, blobs } = packed(given);
    const damaged = places.map((place, i) => (i === at % places.length ? { ...place, [key]: value } : place));
    const short = Object.fromEntries(Object.entries(blobs).map(([name, bytes]) => [name, cut ? bytes.slice(0, length) : bytes]));
    const back = unpack(kept(given, damaged), short);
    if (back) for (const column of back.columns) expect(cellsOf(column)).toHaveLength(given.rows);
  }), { numRuns: 500 });
  expect(unpack({ set: {}, places: [] } as unknown as KeptDataSet, {})).toBeNull();
});

const column = { name: "a", missing: [], decimal: "." as const, bytes: Uint8Array.of(49, 50), ends: Uint32Array.of(1, 2) };
const set = { id: "d", name: "Birds", fingerprint: "f", columns: [{ name: "a", missing: [], decimal: "." }], profile: { rows: 2, columns: [] } };
const keptBirds = { set, places: pack({ rows: 2, columns: [column] }).places } as unknown as KeptDataSet; // what is looked at of a data set

test("what was packed is known again", () => {
  expect(isKept(keptBirds)).toBe(true);
});

test.each([
  [null], ["text"], [{}], [{ ...keptBirds, places: null }], [{ ...keptBirds, set: null }], [{ ...keptBirds, set: { ...set, columns: [null] } }], [{ ...keptBirds, set: { ...set, profile: {} } }],
  [{ ...keptBirds, places: [{ pack: 0, ends: 0, bytes: 7, length: 2 }] }], [{ ...keptBirds, places: [{ pack: 0, ends: -4, bytes: 0, length: 2 }] }], [{ ...keptBirds, places: [{ pack: "__proto__", ends: 0, bytes: 8, length: 2 }] }],
])("what nobody packed is not taken for a data set: %j", (value: unknown) => {
  expect(isKept(value)).toBe(false);
});
