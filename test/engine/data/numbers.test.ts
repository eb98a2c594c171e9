import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber } from "../../../src/engine/data/numbers.ts";

test.each([
  ["0", 0], ["-5", -5], ["+3", 3], [" 1.5 ", 1.5], [".5", 0.5], ["5.", 5], ["1e3", 1000], ["1E-2", 0.01],
  ["1,234", 1234], ["1,234,567.8", 1234567.8], ["-12,345", -12345], ["\u22125", -5], ["007", 7],
])("%j reads as %d", (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each(["", " ", "abc", "1e999", "-1e999", "Infinity", "NaN", "0x10", "1_000", "12,34", "1,2345", ",123", "1,234,", "1.2.3", "5%", "$5", "1 000", "--5", "+-5", "1e", "e5", "."])(
  "%j is no number",
  (text) => {
    expect(parseNumber(text)).toBeNaN();
  },
);

test("every finite number that JavaScript prints is read back exactly", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    expect(parseNumber(String(value))).toBe(value === 0 && Object.is(value, -0) ? 0 : value);
  }));
});

test("no text makes it throw or give an infinite number", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."0123456789+-.,eE x") }), (text) => {
    expect([Infinity, -Infinity]).not.toContain(parseNumber(text));
  }));
});
