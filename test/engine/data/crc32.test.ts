import fc from "fast-check";
import { crc32 as zlibs } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "../../../src/engine/data/crc32.ts";

test("the standard's own value, and that of nothing", () => {
  expect(crc32(0, new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(0, new Uint8Array(0))).toBe(0);
});

test("zlib's, however the bytes are cut", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(50), (bytes, cut) => {
    expect(crc32(crc32(0, bytes.subarray(0, cut)), bytes.subarray(cut))).toBe(zlibs(bytes));
  }));
});
