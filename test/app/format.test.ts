import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, counted, duration, number, percent, plain, readNumber } from "../../src/app/messages/format.ts";

describe("figures", () => {
  it("say a count with the right word", () => {
    expect(counted(1, "row", "rows")).toBe("1 row");
    expect(counted(1461, "row", "rows")).toBe("1,461 rows");
  });

  it("keep four digits of a measured value", () => {
    expect(number(5192.34)).toBe("5,192");
    expect(number(0.031234)).toBe("0.03123");
    expect(number(0.000000123)).toBe("1.23E-7");
    expect(number(Number.NaN)).toBe("–");
  });

  it("say spans of time in their largest units", () => {
    expect([0.42, 4.13, 42, 125, 3800].map(duration)).toEqual(["420 ms", "4.1 sec", "42 sec", "2 min 5 sec", "1 hr 3 min"]);
  });

  it("say sizes and shares", () => {
    expect([3300, 9_400_000].map(bytes)).toEqual(["3.3 kB", "9.4 MB"]);
    expect(percent(0.9734)).toBe("97.3%");
  });

  it("read back every number as it was written to be typed", () => {
    fc.assert(fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
      expect(readNumber(plain(value))).toBeCloseTo(value, 10);
    }));
    expect(["1,234.5", " 12 ", "-3e-4", ".5"].map(readNumber)).toEqual([1234.5, 12, -0.0003, 0.5]);
    expect(["", "x", "1,2", "1.2.3", "0x10", "Infinity"].map(readNumber)).toEqual([null, null, null, null, null, null]);
  });
});
