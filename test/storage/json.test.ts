import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, fromJson, toJson } from "../../src/storage/json.ts";

const cloneable = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: false, withNullPrototype: false });

test("whatever can be stored is the same after it was JSON", () => {
  fc.assert(fc.property(cloneable, (value) => {
    expect(fromJson(toJson(value))).toStrictEqual(value);
  }));
});

test.each([[{ $number: "NaN" }], [{ $: 1 }], [{ $$undefined: "" }], [JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')], [[NaN, -0, Infinity, undefined]]])("keys and values that look like our own marks are not taken for them: %j", (value: unknown) => {
  expect(fromJson(toJson(value))).toStrictEqual(value);
  expect(Object.getPrototypeOf({})).not.toHaveProperty("a");
});

test("the canonical text does not know the order of keys, and knows everything else", () => {
  expect(canonical({ a: 1, b: { c: NaN, d: [1, 2] } })).toBe(canonical({ b: { d: [1, 2], c: NaN }, a: 1 }));
  expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }));
  expect(canonical({ a: NaN })).not.toBe(canonical({ a: null }));
});
