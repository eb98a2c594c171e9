import { describe, expect, it } from "vitest";
import { inferColumns } from "../../../src/engine/advice/infer.ts";
import type { ColumnVerdict } from "../../../src/engine/api.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import { eventOf } from "../../../src/engine/features/binary/words.ts";
import { profileOf } from "../../support/profiles.ts";

const of = (n: number, make: (i: number) => string | null): Cells => Array.from({ length: n }, (_, i) => make(i));
const WORDS = "the driver was late and my package never came though paid for express".split(" ");
const sentence = (i: number): string => Array.from({ length: 9 }, (_, k) => WORDS[(i * 7 + k * k * (i + 1)) % WORDS.length]!).concat(String(i)).join(" ");
const TABLE = {
  id: of(200, (i) => String(i + 1)),
  order_id: of(200, (i) => `A-${i}`),
  age: of(200, (i) => String(20 + ((i * 37) % 61))),
  price: of(200, (i) => ((i * 7919) % 997 / 10).toFixed(1)),
  city: of(200, (i) => ["Rome", "Oslo", "Bonn"][i % 3]!),
  smoker: of(200, (i) => (i % 4 === 0 ? "yes" : "no")),
  survived: of(200, (i) => (i % 3 === 0 ? "1" : "0")),
  review: of(200, sentence),
  country: of(200, () => "Norway"),
  nothing: of(200, () => null),
  rarely: of(200, (i) => (i % 50 === 0 ? String(i) : null)),
  split: of(200, (i) => String(i % 3)),
  name: of(200, (i) => `Ann Smith${i}`),
  day: of(200, (i) => `2024-0${1 + (i % 9)}-${10 + (i % 17)}`),
  genres: of(200, (i) => ["Drama", "Comedy", "War"].filter((_, k) => ((i + 1) >> k) % 2 === 1).join(", ") || "Short"),
  place: of(200, (i) => `${i * 1.5},${100 - i}`),
  cell: of(200, (i) => ((0x8928308280fffffn & ~(0o777n << 18n)) | (BigInt(`0o${i.toString(7)}`) << 18n)).toString(16)),
  month: of(200, (i) => `2024-0${1 + (i % 9)}-01`),
};
const verdicts = new Map(inferColumns(profileOf(TABLE)).map((v) => [v.column, v]));
const verdict = (name: string): ColumnVerdict => verdicts.get(name)!;

describe("inferColumns", () => {
  it.each([["age", "number"], ["price", "number"], ["city", "category"], ["smoker", "binary"], ["survived", "binary"], ["review", "text"], ["month", "date"], ["day", "date"], ["genres", "set"], ["place", "vector"], ["cell", "h3"]])("%s is an input of type %s", (name, type) => {
    expect(verdict(name)).toMatchObject({ type, suggested: "input", why: "" });
    expect(verdict(name).reasons.length).toBeGreaterThan(0);
    expect(verdict(name).alternatives[0]).toBe(type);
  });

  it.each([
    ["id", "it names the rows: every row has a value of its own"],
    ["order_id", "it names the rows: every row has a value of its own"],
    ["country", "every cell is the same"],
    ["nothing", "every cell is missing"],
    ["rarely", "98% of the cells are missing"],
    ["split", "it says which rows train, validate and test"],
    ["name", "short texts that hardly repeat: they name the rows more than they describe them"],
  ])("%s is left out: %s", (name, why) => {
    expect(verdict(name)).toMatchObject({ suggested: "off", why });
  });

  it("says once that a column names the rows", () => {
    const [id] = inferColumns(profileOf({ PassengerId: of(200, (i) => String(i + 1)) }));
    expect(id).toMatchObject({ type: "number", suggested: "off", why: "it names the rows: every row has a value of its own", doubts: [] });
  });

  it("leaves texts out that are too few to learn words from", () => {
    const [few] = inferColumns(profileOf({ review: of(60, sentence) }));
    expect(few).toMatchObject({ type: "text", suggested: "off", why: "60 texts are too few to learn what their words mean" });
  });

  describe("by what its values mean", () => {
    const repeated = (...values: string[]) => of(200, (i) => values[i % values.length]!);
    const said = (column: string, cells: Cells): ColumnVerdict => inferColumns(profileOf({ [column]: cells }))[0]!;
    const digits = (i: number, length: number): string => String((i * 7_919 + 104_729) % 10 ** length).padStart(length, "0");

    it.each<readonly [string, string, Cells, string, string | null, RegExp]>([
      ["web addresses", "page", of(200, (i) => `https://example.org/a/${i}?q=1`), "text", "off", /Web addresses: nothing is fetched/],
      ["web addresses of pictures", "photo", of(200, (i) => `https://example.org/${i}.jpg`), "text", "off", /Web addresses/],
      ["web addresses that return", "site", repeated("https://a.org", "https://b.org/x", "www.c.com"), "category", "input", /Web addresses/],
      ["e-mail addresses", "contact", of(200, (i) => `ann.${i}@example.org`), "text", "off", /E-mail addresses/],
      ["telephone numbers", "contact", of(200, (i) => `+44 20 7946 ${digits(i, 4)}`), "text", "off", /Telephone numbers/],
      ["telephone numbers with brackets", "call", of(200, (i) => `(555) 123-${digits(i, 4)}`), "text", "off", /Telephone numbers/],
      ["telephone numbers that are but digits", "mobile_phone", of(200, (i) => `7${digits(i, 9)}`), "text", "off", /Telephone numbers/],
      ["random identifiers", "key", of(200, (i) => `0a1b2c3d-0000-4000-8000-${digits(i, 12)}`), "text", "off", /Random identifiers/],
      ["postal codes", "zip_code", repeated("10115", "80331", "20095", "50667"), "category", "input", /Postal codes: their size says nothing/],
      ["codes with leading zeros", "region_nr", repeated("0115", "8033", "0095", "5066"), "category", "input", /begin with a zero, such as 0115/],
      ["amounts of money", "paid", of(200, (i) => `£${(i * 37) % 991}.${10 + (i % 89)}`), "number", "input", /£0.10 is read as 0.1.*All 200 cells are numbers, from 0.1 to/],
      ["amounts with their currency behind", "paid", of(200, (i) => `${(i * 37) % 991},${10 + (i % 89)} €`), "number", "input", /0,10 € is read as 0.1/],
      ["percentages", "growth", of(200, (i) => `${(i * 7) % 93}.${i % 10}%`), "number", "input", /% is read as/],
      ["numbers with a unit", "mass", of(200, (i) => `${i + 3} kg`), "number", "input", /kg is read as .*All 200 cells are whole numbers, from 3 to 202/],
      ["numbers with a unit, and some with another", "mass", of(200, (i) => `${i + 3} ${i % 25 === 24 ? "lb" : "kg"}`), "number", "input", /96% of the cells.* 8 other cells would be read as missing, such as \d+ lb: nothing is converted to kg/],
      ["numbers of two units", "mass", of(200, (i) => `${i + 3} ${i % 2 ? "lb" : "kg"}`), "text", "off", /Numbers in different units \(kg and lb\)/],
      ["a few numbers with a unit", "dose", repeated("10 mg", "20 mg", "40 mg"), "number", "input", /10 mg is read as 10/],
      ["numbers in groups", "people", of(200, (i) => String(i * 977).replace(/(?<=\d)(?=(?:\d{3})+$)/g, " ")), "number", "input", /is read as/],
      ["sound files", "clip", of(200, (i) => `clips/${i}.wav`), "text", "off", /Names of sound files/],
      ["text files", "file", repeated(...Array.from({ length: 40 }, (_, i) => `${i}.txt`)), "category", "off", /Names of text files/],
      ["other files", "scan", of(200, (i) => `scans/${i}.dcm`), "text", "off", /Names of files that are no pictures/],
      ["times of day", "at", of(200, (i) => `${String(i % 24).padStart(2, "0")}:${i % 2 ? "00" : "30"}`), "category", "input", /Times of day/],
      ["JSON objects", "payload", of(200, (i) => `{"id": ${i}, "kind": "a"}`), "text", "off", /JSON objects/],
      ["words in an order", "level", repeated("high", "low", "medium"), "category", "input", /Words in an order: low < medium < high/],
      ["sizes", "size", repeated("M", "S", "XL", "L"), "category", "input", /S < M < L < XL/],
      ["years", "year", repeated("2009", "2008", "2007"), "number", "input", /Years, from 2007 to 2009/],
      ["years, in a name of two words", "birthYear", of(200, (i) => String(1950 + (i % 50))), "number", "input", /Years, from 1950 to 1999/],
      ["identifiers that return", "bike_id", repeated("33571", "29477", "26301", "31000"), "category", "input", /codes of classes/],
      ["a place in one cell", "where", of(200, (i) => `${(48 + i / 100).toFixed(2)}, ${(11 + i / 50).toFixed(2)}`), "vector", "input", /Latitude and longitude in one cell/],
    ])("%s", (_, name, cells, type, suggested, sentence) => {
      const found = said(name, cells);
      expect({ type: found.type, suggested: found.suggested }).toEqual({ type, suggested });
      expect([...found.reasons, ...found.doubts, found.why].join(" ")).toMatch(sentence);
    });

    it.each<readonly [string, string, Cells, string]>([
      ["fractions in a column of years", "year", of(200, (i) => String(2000 + i / 10)), "number"],
      ["ranges", "span", repeated("10-20", "20-30", "30-40"), "category"],
      ["dates that could be telephone numbers", "day", of(200, (i) => `2024-0${1 + (i % 9)}-${10 + (i % 17)}`), "date"],
      ["codes of letters and digits", "grade", repeated("a1", "b1", "c1", "d2"), "category"],
      ["amounts that are paid, by their column's name", "paid", of(200, (i) => String(i % 150)), "number"],
      ["zero and one", "flag", repeated("0", "1"), "binary"],
    ])("nothing is read into %s", (_, name, cells, type) => {
      const found = said(name, cells);
      expect({ type: found.type, suggested: found.suggested }).toEqual({ type, suggested: "input" });
      expect(found.reasons.join(" ")).not.toMatch(/Years|Telephone|unit|codes of classes|zero, such/);
    });

    it.each([["Latitude", "Longitude"], ["start_lat", "start_lng"], ["pickupLat", "pickupLon"], ["lat", "long"]])("%s and %s are a pair of numbers", (latitude, longitude) => {
      const [first, second] = inferColumns(profileOf({ [latitude]: of(200, (i) => String(40 + i / 300)), [longitude]: of(200, (i) => String(-74 - i / 300)) }));
      expect(first).toMatchObject({ type: "number", suggested: "input" });
      expect(first!.reasons[0]).toBe(`Latitude of a pair with “${longitude}”: kept as two numbers, since near places have near numbers`);
      expect(second!.reasons[0]).toContain(`Longitude of a pair with “${latitude}”`);
      expect(first!.doubts[0]).toContain("type h3");
    });

    it("a latitude alone, or one beyond the poles, is no half of a pair", () => {
      for (const columns of [{ lat: of(200, (i) => String(i / 5)) }, { lat: of(200, (i) => String(i)), lon: of(200, (i) => String(i / 5)) }, { start_lat: of(200, (i) => String(i / 5)), end_lon: of(200, (i) => String(i / 5)) }]) {
        expect(inferColumns(profileOf(columns)).flatMap(({ reasons }) => reasons).join(" ")).not.toContain("pair");
      }
    });

    it.each([["ja", "nein"], ["oui", "non"], ["sí", "no"], ["да", "нет"], ["はい", "いいえ"], ["WAHR", "FALSCH"]])("%s and %s are yes and no", (yes, no) => {
      const found = said("answer", repeated(yes, no));
      expect(found).toMatchObject({ type: "binary", doubts: [] });
      expect(eventOf(no, yes)).toBe(yes.toLowerCase());
    });

    it("titles of a few words that return are texts to learn from; names are not", () => {
      const title = (i: number): string => `${WORDS[i % 13]!} ${WORDS[(i * 3) % 13]!} ${WORDS[(i * 5) % 11]!} ${i}`;
      const columns = { title: of(400, (i) => title(i % 300)), name: of(400, title), b: of(400, String), c: of(400, String) };
      const [returning, unique] = inferColumns(profileOf(columns));
      expect(returning).toMatchObject({ type: "text", suggested: "input" });
      expect(unique).toMatchObject({ type: "text", suggested: "off" });
    });
  });

  it("gives every column a verdict, whatever it holds", () => {
    for (const cells of [[], [null], [""], ["x"], ["1", "x"]]) expect(inferColumns(profileOf({ c: cells }))).toHaveLength(1);
  });
});
