import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberReader, PLAIN, spellNumber, unitIn, writingOf, type NumberWriting } from "../../../src/engine/data/amounts.ts";
import { parseNumber } from "../../../src/engine/data/numbers.ts";

const as = (unit: string | null, decimal: "." | "," = ".", thousands: NumberWriting["thousands"] = null): NumberWriting => ({ unit, decimal, thousands });

describe("a cell", () => {
  test.each<readonly [string, NumberWriting, number]>([
    ["12 %", as("%"), 12], ["12%", as("%"), 12], ["−3.5 %", as("%"), -3.5], ["%12", as("%"), 12], ["0.5", as("%"), 0.5],
    ["$1,200.50", as("$"), 1200.5], ["-$5", as("$"), -5], ["$-5", as("$"), -5], ["($5.25)", as("$"), -5.25], ["5 $", as("$"), 5], ["$.5", as("$"), 0.5],
    ["1.200,50 €", as("€", ","), 1200.5], ["€ 1.200", as("€", ","), 1200], ["12,5 €", as("€", ","), 12.5], ["12.5 €", as("€", ","), 12.5],
    ["1 200,50 €", as("€", ","), 1200.5], ["1\u202f200,50\u00a0€", as("€", ","), 1200.5], ["CHF 1'200.50", as("CHF"), 1200.5], ["1’234’567 CHF", as("CHF"), 1234567],
    ["5.1 cm", as("cm"), 5.1], ["5.1cm", as("cm"), 5.1], ["12 000 km/h", as("km/h"), 12000], ["1e3 m", as("m"), 1000],
    ["12 500", as(null, ".", " "), 12500], ["950", as(null, ".", " "), 950], ["1 234.5", as(null, ".", " "), 1234.5],
    ["1.234,5", as(null, ","), 1234.5], ["1,234,567", as(null, ","), 1234567], ["-1.234", as(null, ","), -1234], ["1.234", as(null, ",", "'"), 1.234],
  ])("%j, written so, is a number", (cell, writing, value) => {
    expect(numberReader(writing)(cell)).toBe(value);
  });

  test.each<readonly [string, NumberWriting]>([
    ["12 lb", as("kg")], ["12 KG", as("kg")], ["kg", as("kg")], ["", as("kg")], ["12 kg kg", as("kg")], ["--5 kg", as("kg")], ["-(5 kg)", as("kg")], ["12 kg", PLAIN], ["€5", as("$")],
    ["1,20,0 kg", as("kg")], ["12 34 kg", as("kg")], ["1 234.567 890", as(null, ".", " ")],
    ["1e999 m", as("m")], ["12 % of it", as("%")], ["5 - 7 kg", as("kg")], [`${"1".repeat(2000)} kg`, as("kg")],
  ])("%j, written so, is none", (cell, writing) => {
    expect(numberReader(writing)(cell)).toBeNaN();
  });
});

const writings = fc.record({ unit: fc.constantFrom(null, "%", "$", "€", "kg", "km/h", "CHF"), decimal: fc.constantFrom(".", ","), thousands: fc.constantFrom(null, ",", ".", " ", "'") })
  .filter(({ decimal, thousands }) => decimal !== thousands) as fc.Arbitrary<NumberWriting>;

test("what a column writes is read back, whatever its unit, its signs and its blanks", () => {
  fc.assert(fc.property(writings, fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 999 }), fc.boolean(), fc.constantFrom("", " ", "\u00a0"), (writing, whole, thousandths, before, gap) => {
    const { unit, decimal, thousands } = writing;
    const between = thousands ?? (unit !== null ? " " : "");
    const digits = String(Math.abs(whole)).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, between) + (thousandths > 0 ? `${decimal}${String(thousandths).padStart(3, "0")}` : `${decimal}0`);
    const cell = `${whole < 0 ? "-" : ""}${unit === null ? digits : before ? `${unit}${gap}${digits}` : `${digits}${gap}${unit}`}`;
    expect(numberReader(writing)(cell)).toBeCloseTo(Math.sign(whole || 1) * (Math.abs(whole) + thousandths / 1000), 9);
  }));
});

test("the number that a form or another program hands over is read back exactly", () => {
  const short = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((hundredths) => hundredths / 100);
  fc.assert(fc.property(writings, fc.oneof(short, fc.double({ noNaN: true, noDefaultInfinity: true })), (writing, value) => {
    expect(numberReader(writing)(spellNumber(value, writing)) + 0).toBe(value + 0);
  }));
});

test("no text makes it throw or give an infinite number", () => {
  fc.assert(fc.property(writings, fc.string({ unit: fc.constantFrom(..."0123456789+-.,eE xkg%$()'\u00a0") }), (writing, text) => {
    expect([Infinity, -Infinity]).not.toContain(numberReader(writing)(text));
    expect(() => { unitIn(text); writingOf([text, text, text]); }).not.toThrow();
  }));
});

test("without a writing of its own a column is read as ever", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."0123456789+-.,eE x%") }), (text) => {
    expect(numberReader(PLAIN)(text)).toBe(parseNumber(text));
  }));
});

describe("the writing of a column", () => {
  test.each<readonly [string, readonly string[], NumberWriting | null]>([
    ["percent", ["12 %", "7%", "0.5 %", "100%"], as("%")],
    ["dollars", ["$1,200.50", "$3", "$12"], as("$")],
    ["euros", ["1.200,50 €", "3 €", "12,00 €"], as("€", ",")],
    ["whole euros in thousands", ["1.200 €", "13.000 €", "950 €"], as("€", ",")],
    ["whole dollars in thousands", ["$1,200", "$13,000", "$950"], as("$")],
    ["francs", ["CHF 1'200.50", "CHF 3.00", "CHF 12.10"], as("CHF")],
    ["kilograms to three decimals", ["1.234 kg", "0.950 kg", "13.100 kg"], as("kg")],
    ["a bare number among others", ["12 kg", "13 kg", ...Array.from({ length: 17 }, (_, i) => `${i} kg`), "14"], as("kg")],
    ["groups by blanks", ["12 500", "950", "1 250 000"], as(null, ".", " ")],
    ["groups by blanks, a comma for decimals", ["12 500,25", "950,5", "1 250 000,75"], as(null, ",", " ")],
    ["two units", ["12 kg", "12 lb", "13 kg", "9 lb"], null],
    ["two currencies", ["$12", "€12", "$3", "€4"], null],
    ["units that differ in their capitals alone", ["5 mW", "3 MW", "7 mW", "9 MW"], null],
    ["plain numbers", ["12", "13.5", "1,200"], null],
    ["numbers of three", ["100 200 300", "110 210 310", "120 220 320"], null],
    ["series of any length", ["120 130 140", "125 135", "90 110 120 130"], null],
    ["telephone numbers", ["555 123 456", "555 654 321", "555 111 222"], null],
    ["codes", ["a1", "b2", "c3"], null],
    ["too few", ["12 kg", "13 kg"], null],
    ["words", ["red", "green", "blue"], null],
  ])("%s", (_, values, writing) => {
    expect(writingOf(values)).toEqual(writing);
  });
});
