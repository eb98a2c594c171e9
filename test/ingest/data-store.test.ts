import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf, tableFrom, type Table } from "../../src/engine/data/table.ts";
import { error, failure, success, type Outcome } from "../../src/engine/schema/problem.ts";
import type { DataSet } from "../../src/ingest/data-api.ts";
import { fitsBlobs, isKept, pack, unpack, type KeptDataSet } from "../../src/ingest/data-store.ts";
import { migrate } from "../../src/storage/migrations.ts";

const cell = fc.oneof(fc.constant(null), fc.string({ unit: "grapheme", maxLength: 6 }), fc.constantFrom("__proto__", "constructor", "\u202e", "x".repeat(300)));
const table = fc.integer({ min: 0, max: 6 }).chain((rows) => fc.dictionary(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("constructor", "toString")), fc.array(cell, { minLength: rows, maxLength: rows }), { minKeys: 1, maxKeys: 4 })).map(tableFrom);

type Packed = ReturnType<typeof pack>;

/** What of a kept data set matters here, after a trip through a store. */
const kept = ({ rows, columns }: Table, { packs, places }: Pick<Packed, "packs" | "places">): KeptDataSet => {
  const set = { name: "t", profile: { rows }, columns: columns.map(({ name, missing, decimal }) => ({ name, missing, decimal })) } as unknown as DataSet; // the rest is not read
  return JSON.parse(JSON.stringify({ set, packs, places })) as KeptDataSet;
};

const made = ({ blobs }: Packed): Readonly<Record<string, Uint8Array>> => Object.fromEntries(Object.entries(blobs).map(([name, make]) => [name, make().slice()])); // the next comes in its place
const readFrom = (blobs: Readonly<Record<string, Uint8Array>>) => async (name: string): Promise<Outcome<Uint8Array>> => {
  const bytes = Object.hasOwn(blobs, name) ? blobs[name] : undefined;
  return bytes ? success(bytes) : failure(error([], `${name} is gone`));
};
const texts = ({ columns }: Table) => columns.map((column) => [column.name, cellsOf(column)]);

test("whatever table is packed comes back, cell for cell, in packs of the size wanted wherever that cuts a column", async () => {
  await fc.assert(fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (given, size) => {
    const packed = pack(given, size);
    const blobs = made(packed);
    const lengths = Object.values(blobs).map(({ length }) => length);
    expect(lengths).toEqual(packed.packs);
    expect(lengths.slice(0, -1).every((length) => length === size) && (lengths.at(-1) ?? 0) <= size).toBe(true);
    const back = await unpack(kept(given, packed), readFrom(blobs));
    expect(back.ok && texts(back.value)).toEqual(texts(given));
  }));
});

test("one pack is read at a time", async () => {
  const given = tableFrom({ a: ["x".repeat(50), "yy"], b: ["z", null] });
  const packed = pack(given, 16);
  const read = readFrom(made(packed));
  let [reading, most] = [0, 0];
  await unpack(kept(given, packed), async (name) => {
    most = Math.max(most, ++reading);
    const got = await read(name);
    reading--;
    return got;
  });
  expect([packed.packs.length, most]).toEqual([5, 1]);
});

test("a pack of another length than was said is damaged, though what is wanted of it is there", async () => {
  const given = tableFrom({ a: ["x".repeat(50), "yy"] });
  const packed = pack(given, 16);
  const blobs = made(packed);
  const back = await unpack(kept(given, packed), readFrom({ ...blobs, pack_0: Uint8Array.from([...blobs["pack_0"]!, 0]) }));
  expect(back.ok ? "" : back.problems[0]!.message).toMatch(/damaged/);
});

test("whatever is damaged, a table or a sentence comes back, and never an exception", async () => {
  const wrong = fc.constantFrom(-1, 0, 1, 3, 1e9, 0.5, NaN, null, undefined, "x");
  await fc.assert(fc.asyncProperty(table, fc.nat(10), fc.constantFrom("packs", "at", "length"), wrong, fc.nat(400), fc.boolean(), async (given, at, key, value, length, cut) => {
    const packed = pack(given, 64);
    const places = packed.places.map((place, i) => (i === at % packed.places.length ? { ...place, [key]: value } : place));
    const packs = packed.packs.map((whole, i) => (key === "packs" && i === at % packed.packs.length ? (value as number) : whole)); // as a damaged disk may say
    const blobs = Object.fromEntries(Object.entries(made(packed)).map(([name, bytes]) => [name, cut ? bytes.slice(0, length) : bytes]));
    const damaged = kept(given, { packs, places });
    if (!isKept({ ...damaged, set: { ...set, ...damaged.set } }) || !fitsBlobs(damaged, new Map(Object.entries(blobs).map(([name, bytes]) => [name, bytes.length])))) return;
    const back = await unpack(damaged, readFrom(blobs));
    if (back.ok) for (const column of back.value.columns) expect(cellsOf(column)).toHaveLength(given.rows);
  }), { numRuns: 500 });
  expect((await unpack({ set: { name: "t", columns: [], profile: { rows: 0 } }, packs: [], places: [{ at: 0, length: 0 }] } as unknown as KeptDataSet, readFrom({}))).ok).toBe(false);
});

test("a data set that claims more bytes than lie there is not believed", () => {
  const claims = { packs: [5, 1e12] } as unknown as KeptDataSet;
  expect(fitsBlobs(claims, new Map([["pack_0", 5], ["pack_1", 7]]))).toBe(false);
  expect(fitsBlobs(claims, new Map([["pack_0", 5]]))).toBe(false);
  expect(fitsBlobs(claims, new Map([["pack_0", null], ["pack_1", 1e12]]))).toBe(true); // kept before lengths were
});

test("packs in which whole columns lay, as format 2 kept them, are read where they lie", async () => {
  const given = tableFrom({ a: ["x", "yy"], b: ["é", null], c: ["z", "z"] });
  const [a, b, c] = given.columns.map(({ ends, bytes }) => [...new Uint8Array(ends.buffer), ...bytes]);
  const blobs = { pack_0: Uint8Array.from([...a!, ...b!]), pack_1: Uint8Array.from(c!) };
  const { set } = kept(given, pack(given));
  const places = [{ pack: 0, ends: 0, bytes: 8, length: 3 }, { pack: 0, ends: 11, bytes: 19, length: 2 }, { pack: 1, ends: 0, bytes: 8, length: 2 }];
  const record = migrate("dataset", { format: 2, id: "d", name: "t", createdAt: 1, blobs: {}, meta: { set, places, pictures: [] } });
  const meta = record.ok ? record.value.meta : null;
  expect(meta).toMatchObject({ packs: [21, 10], pictures: [] });
  const back = await unpack(meta as KeptDataSet, readFrom(blobs));
  expect(back.ok && texts(back.value)).toEqual(texts(given));
});

test("nothing that an older format may hold keeps a data set from being looked at", () => {
  fc.assert(fc.property(fc.anything(), fc.anything(), (place, meta) => {
    for (const old of [meta, { places: [place] }, { places: place }]) expect(migrate("dataset", { format: 2, id: "d", name: "t", createdAt: 1, blobs: {}, meta: old }).ok).toBe(true);
  }));
});

const column = { name: "a", missing: [], decimal: "." as const, bytes: Uint8Array.of(49, 50), ends: Uint32Array.of(1, 2) };
const set = { id: "d", name: "Birds", fingerprint: "f", columns: [{ name: "a", missing: [], decimal: "." }], profile: { rows: 2, columns: [] } };
const keptBirds = { set, ...pack({ rows: 2, columns: [column] }) } as unknown as KeptDataSet; // what is looked at of a data set

test("what was packed is known again", () => {
  expect(isKept(keptBirds)).toBe(true);
});

test.each([
  [null], ["text"], [{}], [{ ...keptBirds, places: null }], [{ ...keptBirds, set: null }], [{ ...keptBirds, set: { ...set, columns: [null] } }], [{ ...keptBirds, set: { ...set, profile: {} } }],
  [{ ...keptBirds, places: [{ at: -4, length: 2 }] }], [{ ...keptBirds, places: [{ at: "__proto__", length: 2 }] }], [{ ...keptBirds, places: [{ at: 0 }] }], [{ ...keptBirds, packs: [0.5] }], [{ ...keptBirds, packs: null }],
])("what nobody packed is not taken for a data set: %j", (value: unknown) => {
  expect(isKept(value)).toBe(false);
});
