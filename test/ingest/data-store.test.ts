import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf, tableFrom } from "../../src/engine/data/table.ts";
import type { DataSet } from "../../src/ingest/data-api.ts";
import { pack, unpack, type KeptDataSet } from "../../src/ingest/data-store.ts";

const cell = fc.oneof(fc.constant(null), fc.string({ unit: "grapheme", maxLength: 6 }), fc.constantFrom("__proto__", "constructor", "\u202e", "x".repeat(300)));
const table = fc.integer({ min: 0, max: 6 }).chain((rows) => fc.dictionary(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("constructor", "toString")), fc.array(cell, { minLength: rows, maxLength: rows }), { minKeys: 1, maxKeys: 4 })).map(tableFrom);

/** What of a kept data set matters here, after a trip through a store. */
const kept = ({ rows, columns }: ReturnType<typeof tableFrom>, places: KeptDataSet["places"]): KeptDataSet => {
  const set = { profile: { rows }, columns: columns.map(({ name, missing, decimal }) => ({ name, missing, decimal })) } as unknown as DataSet; // the rest is not read
  return JSON.parse(JSON.stringify({ set, places })) as KeptDataSet;
};

test("whatever table is packed comes back, cell for cell", () => {
  fc.assert(fc.property(table, (given) => {
    const { places, blobs } = pack(given);
    const back = unpack(kept(given, places), blobs);
    expect(back?.columns.map((column) => [column.name, cellsOf(column)])).toEqual(given.columns.map((column) => [column.name, cellsOf(column)]));
  }));
});

test("whatever is damaged, a table or nothing comes back, and never an exception", () => {
  const wrong = fc.constantFrom(-1, 0, 1, 3, 1e9, 0.5, NaN, null, undefined, "x");
  fc.assert(fc.property(table, fc.nat(10), fc.constantFrom("pack", "ends", "bytes", "length"), wrong, fc.nat(400), fc.boolean(), (given, at, key, value, length, cut) => {
    const { places, blobs } = pack(given);
    const damaged = places.map((place, i) => (i === at % places.length ? { ...place, [key]: value } : place));
    const short = Object.fromEntries(Object.entries(blobs).map(([name, bytes]) => [name, cut ? bytes.slice(0, length) : bytes]));
    const back = unpack(kept(given, damaged), short);
    if (back) for (const column of back.columns) expect(cellsOf(column)).toHaveLength(given.rows);
  }), { numRuns: 500 });
  expect(unpack({ set: {}, places: [] } as unknown as KeptDataSet, {})).toBeNull();
});
