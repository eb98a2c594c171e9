import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateFormat } from "../../../src/engine/data/date-format.ts";
import { readNumber } from "../../../src/engine/data/date-numbers.ts";
import { dayOfYear, isoOf, looksLikeDate, orderShown, readWritten, weekday, type CalendarDate } from "../../../src/engine/data/dates.ts";

test.each([
  "2012-01-31", "2012/1/31", "2012.01.31", "2012-01", "2012-01-31 10:30", "2012-01-31T10:30:59.123Z", "2012-01-31T10:30:00+02:00",
  "31.01.2012", "1/31/2012", "31/01/12", "1-2-1999", "31 Jan 2012", "31-Jan-12", "January 31, 2012", "Jun 12 1998", "Tue, 31 Jan 2012 10:30:00 GMT",
  "1/31/2012 3:05 PM", "2015-02-24 11:35:52 -0800",
])("%j is a date", (text) => {
  expect(looksLikeDate(text)).toBe(true);
});

test.each(["", "2012", "20120131", "10:30", "2012-13-01", "2012-01-32", "13/13/2012", "1.2.3", "555-1234", "192.168.0.1", "March", "12 apples 2012", "2012-01-31 is a day", "1/2", "x".repeat(10_000)])(
  "%j is no date",
  (text) => {
    expect(looksLikeDate(text)).toBe(false);
  },
);

const PARTS = ["year", "month", "day", "hour", "minute", "second"] as const;
const parts = (date: CalendarDate | null) => date && PARTS.map((part) => date[part]);

describe("what a cell says", () => {
  test.each<[string, boolean, number[] | null]>([
    ["2012-01-31", false, [2012, 1, 31, 0, 0, 0]],
    ["2012-01", false, [2012, 1, 1, 0, 0, 0]],
    ["2012-01-31T23:59:59.9+02:00", false, [2012, 1, 31, 23, 59, 59]],
    ["2012-01-31T00:30:00Z", false, [2012, 1, 31, 0, 30, 0]],
    ["1/2/2012", false, [2012, 1, 2, 0, 0, 0]],
    ["1/2/2012", true, [2012, 2, 1, 0, 0, 0]],
    ["31/1/12", false, [2012, 1, 31, 0, 0, 0]],
    ["1/31/12", true, [2012, 1, 31, 0, 0, 0]],
    ["1.2.2012", false, [2012, 2, 1, 0, 0, 0]],
    ["Jan 5, 1999", false, [1999, 1, 5, 0, 0, 0]],
    ["5 January 69 12:05 AM", false, [1969, 1, 5, 0, 5, 0]],
    ["5 jan 68 12:05 pm", false, [2068, 1, 5, 12, 5, 0]],
    ["2016-12-31 23:59:60", false, [2016, 12, 31, 23, 59, 59]],
    ["2012-02-30", false, null],
    ["2100-02-29", false, null],
    ["2012-01-31 24:00", false, null],
    ["2012-01-31 13:05 PM", false, null],
  ])("%j, day first %s", (text, dayFirst, expected) => {
    expect(parts(readWritten(text, dayFirst))).toEqual(expected);
  });

  test.each([["13/1/2012", "day"], ["1/13/2012", "month"], ["1/2/2012", "either"], ["1.2.2012", null], ["2012-01-02", null], ["13/13/2012", null]])("%j shows %j first", (text, order) => {
    expect(orderShown(text)).toBe(order);
  });

  test("any day of the calendar, written in any usual way, is itself; weekday and day of the year are those of the calendar", () => {
    const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    fc.assert(fc.property(fc.date({ min: new Date("1000-01-01T00:00:00Z"), max: new Date("2999-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
      const [year, month, day, hour, minute, second] = date.toISOString().split(/[-T:.]/).map(Number);
      const written = { year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! };
      const full = String(year).padStart(4, "0");
      expect(readWritten(date.toISOString(), false)).toEqual(written);
      expect(readWritten(isoOf(written, true), false)).toEqual(written);
      for (const text of [`${full}/${month}/${day}`, `${day}.${month}.${full}`, `${names[month! - 1]} ${day}, ${full}`, `${day}-${names[month! - 1]!.slice(0, 3)}-${full}`]) {
        expect(readWritten(text, false)).toEqual({ ...written, hour: 0, minute: 0, second: 0 });
      }
      expect(weekday(written)).toBe((date.getUTCDay() + 6) % 7);
      expect(dayOfYear(written)).toBe(1 + Math.round((Date.UTC(year!, month! - 1, day) - Date.UTC(year!, 0, 1)) / 86_400_000));
    }));
  });

  test("no text breaks it", () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9/.:TJanuryZ +-]{0,30}$/), fc.boolean(), (text, dayFirst) => {
      const date = readWritten(text, dayFirst);
      expect(date === null || parts(date)!.every(Number.isInteger)).toBe(true);
    }));
  });
});

describe("numbers as dates", () => {
  test.each<[number, string | null]>([
    [1_400_000_000, "2014-05-13T16:53:20"], [1_400_000_000_123, "2014-05-13T16:53:20"], [1.4e15, "2014-05-13T16:53:20"], [1.4e18, "2014-05-13T16:53:20"],
    [20_120_131, "2012-01-31T00:00:00"], [20_120_231, null], [2012, "2012-01-01T00:00:00"], [12, null], [2012.5, null], [Number.NaN, null], [1e308, null], [-1e9, "1938-04-24T22:13:20"],
  ])("%d", (number, expected) => {
    const date = readNumber(number);
    expect(date && isoOf(date, true)).toBe(expected);
  });
});

describe("formats of strptime", () => {
  test.each<[string, string, string | null]>([
    ["%d/%m/%Y", "1/2/2012", "2012-02-01T00:00:00"],
    ["%Y%m%d %H%M", "20120131 2359", "2012-01-31T23:59:00"],
    ["%a, %d %b %Y %H:%M:%S %z", "Tue, 31 Jan 2012 10:30:05 +0200", "2012-01-31T10:30:05"],
    ["%B %d, %Y, %I:%M %p", "January 31, 2012, 12:05 a.m.", "2012-01-31T00:05:00"],
    ["%j of %Y", "60 of 2012", "2012-02-29T00:00:00"],
    ["%y week-day %w [%%]", "99 week-day 3 [%]", "1999-01-01T00:00:00"],
    ["%x %X", "01/31/12 10:30:05", "2012-01-31T10:30:05"],
    ["%H:%M", "10:30", "1900-01-01T10:30:00"],
    ["%Y-%m-%d", "2012-02-30", null],
    ["%Y-%m-%d", "2012-01-31 and more", null],
    ["%j of %Y", "366 of 2011", null],
  ])("%j reads %j", (format, text, expected) => {
    const made = dateFormat(format);
    if ("wrong" in made) throw new Error(made.wrong);
    const date = made.read(text);
    expect(date && isoOf(date, true)).toBe(expected);
  });

  test.each([["%Y-%q", "%q"], ["%Y %y", "%y"], ["100%", "%"], ["%U", "%U"]])("%j has %j, which is refused", (format, wrong) => {
    expect(dateFormat(format)).toEqual({ wrong });
  });

  test("no format and no text breaks it", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (format, text) => {
      const made = dateFormat(format);
      if ("read" in made) made.read(text);
    }));
  });
});
