import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateField } from "../../../src/app/controls/date-field.ts";
import { cellOf, itemsIn, withItem } from "../../../src/app/controls/items.ts";

const comma = { separator: ", ", single: false, repeats: false };

describe("items of a cell", () => {
  test("are read as the column writes them, and written back", () => {
    expect(itemsIn("a,b , c,", comma)).toEqual(["a", "b", "c"]);
    expect(itemsIn("a  b", { separator: " ", single: false })).toEqual(["a", "b"]);
    expect(itemsIn("ab", { separator: "", single: false })).toEqual(["a", "b"]);
    expect(itemsIn("a, b", { separator: "", single: true })).toEqual(["a, b"]);
    expect(itemsIn(null, comma)).toEqual([]);
    expect(cellOf([], comma)).toBeNull();
  });

  test("gain what is typed, several at once too, and twice only where that counts", () => {
    expect(withItem("a", "b, a", comma)).toBe("a, b");
    expect(withItem("a", "a", { ...comma, repeats: true })).toBe("a, a");
    expect(withItem("a", "b", { ...comma, single: true })).toBe("b");
    expect(withItem(null, " ", comma)).toBeNull();
  });

  test("any items come back", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,3})?$/), { minLength: 1 }), (items) => {
      expect(itemsIn(cellOf(items, comma), comma)).toEqual(items);
    }));
  });
});

test("a field of dates shows a cell as its column means it", () => {
  const field = (cell: string | null, day_first: boolean, datetime_format: string | null = null) => dateField(cell, { time: false, writing: { day_first, datetime_format } });
  expect(field("1/2/2012", true)).toBe("2012-02-01");
  expect(field("1/2/2012", false)).toBe("2012-01-02");
  expect(field("12|2012", false, "%m|%Y")).toBe("2012-12-01");
  expect([field(null, false), field("no date", false)]).toEqual(["", ""]);
});
