import { expect, test } from "vitest";
import { looksLikeDate } from "../../../src/engine/data/dates.ts";

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
