import { describe, expect, test } from "vitest";
import { features } from "../../../src/engine/features/index.ts";
import { input, numbers } from "./open.ts";

const cells = ["2012-01-31", "2014-03-01 18:00", null, "no date"];
const PARTS = ["month", "day", "weekday", "yearday", "hour", "minute", "second"];

describe("date", () => {
  test("what goes round counts from 1, and is 0 for no date", () => {
    const { feature } = input("date", cells);
    const read = (cell: string | null) => PARTS.map((part) => numbers(feature, part, [cell])[0]);
    expect(read("2012-12-31T23:59:58Z")).toEqual([12, 31, 1, 366, 24, 60, 59]);
    expect(read("2012-02-30")).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(read(null)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(["year", "clock"].map((part) => numbers(feature, part, [null])[0])).toEqual([0, 0]);
    expect(numbers(feature, "waves", [null])).toEqual(new Array(16).fill(0));
  });

  test("the year is standardised, the time of day and the rounds are waves", () => {
    const { feature } = input("date", cells);
    expect(numbers(feature, "year", ["2012-06-01", "2013-06-01"])).toEqual([Math.fround(-1 / Math.SQRT2), 0]);
    expect(numbers(feature, "clock", ["2012-06-01", "2012-06-01 12:00"]).map((v) => Math.round(v * 1e6) / 1e6)).toEqual([1, -1]);
    const [march, november] = ["2013-03-16", "2013-11-16"].map((cell) => numbers(feature, "waves", [cell]));
    expect(march![0]).toBeCloseTo(november![0]!, 6); // the cosine of the month
    expect(march![1]).toBeCloseTo(-november![1]!, 6); // its sine
  });

  test("an order that the column shows is read throughout; one that it does not show is told", () => {
    const days = input("date", ["13/1/2012", "1/2/2012"]);
    expect(numbers(days.feature, "month", ["1/2/2012", "1/13/2012"])).toEqual([2, 1]);
    expect(days.complaints).toEqual([]);
    expect(numbers(input("date", ["1/13/2012", "1/2/2012"]).feature, "month", ["1/2/2012"])).toEqual([1]);
    expect(input("date", ["1/2/2012"]).complaints).toEqual([expect.stringMatching(/can be read two ways: the month is taken to come first; datetime_format: "%d\/%m\/%Y"/)]);
    expect(input("date", ["13/1/2012", "1/13/2012"]).complaints).toEqual([expect.stringMatching(/^note: the day comes first in 1 date/)]);
  });

  test("datetime_format is obeyed; what does not match it is missing, but for what a form writes", () => {
    const { feature } = input("date", ["31-2012-01"], { datetime_format: "%d-%Y-%m" });
    expect(numbers(feature, "day", ["05-2013-02", "2013-02-05", "5 Feb 2013", "1400000000"])).toEqual([5, 5, 0, 0]);
    const configured = features["date"].openInput({ name: "d", type: "date", preprocessing: { datetime_format: "%d-%Y-%m" } }, [], () => {});
    expect(["05-2013-02", "5 Feb 2013"].map((cell) => configured.isMissing(cell))).toEqual([false, true]);
    expect(input("date", cells, { datetime_format: "%Q" }).complaints[0]).toMatch(/^error: datetime_format '%Q' has %Q/);
  });

  test("a fill value is a date, and an impossible one is refused", () => {
    expect(numbers(input("date", cells, { fill_value: "2013-05-01" }).feature, "month", [null, "no date"])).toEqual([5, 5]);
    expect(input("date", cells, { fill_value: "2013-13-01" }).complaints).toEqual([expect.stringMatching(/^error: fill_value '2013-13-01' is no date/)]);
  });

  test("a form offers the span that was seen, with a time of day where any has one", () => {
    expect(input("date", cells).feature.control).toEqual({ kind: "date", min: "2012-01-31T00:00:00", max: "2014-03-01T18:00:00", typical: "2012-01-31T00:00:00", time: true, writing: { datetime_format: null, day_first: false } });
    expect(input("date", ["1.2.2012"]).feature.control).toMatchObject({ min: "2012-02-01", time: false });
    expect(input("date", [null]).complaints).toEqual([expect.stringMatching(/^note: no cell of the training rows is a date/)]);
  });
});
