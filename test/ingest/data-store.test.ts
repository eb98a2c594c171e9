import { expect, test } from "vitest";
import { isKept, pack, type KeptDataSet } from "../../src/ingest/data-store.ts";

const column = { name: "a", missing: [], decimal: "." as const, bytes: Uint8Array.of(49, 50), ends: Uint32Array.of(1, 2) };
const set = { id: "d", name: "Birds", fingerprint: "f", columns: [{ name: "a", missing: [], decimal: "." }], profile: { rows: 2, columns: [] } };
const kept = { set, places: pack({ rows: 2, columns: [column] }).places } as unknown as KeptDataSet; // what is looked at of a data set

test("what was packed is known again", () => {
  expect(isKept(kept)).toBe(true);
});

test.each([
  [null], ["text"], [{}], [{ ...kept, places: null }], [{ ...kept, set: null }], [{ ...kept, set: { ...set, columns: [null] } }], [{ ...kept, set: { ...set, profile: {} } }],
  [{ ...kept, places: [{ pack: 0, ends: 0, bytes: 7, length: 2 }] }], [{ ...kept, places: [{ pack: 0, ends: -4, bytes: 0, length: 2 }] }], [{ ...kept, places: [{ pack: "__proto__", ends: 0, bytes: 8, length: 2 }] }],
])("what nobody packed is not taken for a data set: %j", (value: unknown) => {
  expect(isKept(value)).toBe(false);
});
