import { describe, expect, it } from "vitest";
import { inferColumns } from "../../../src/engine/advice/infer.ts";
import type { ColumnVerdict } from "../../../src/engine/api.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
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

  it("leaves texts out that are too few to learn words from", () => {
    const [few] = inferColumns(profileOf({ review: of(60, sentence) }));
    expect(few).toMatchObject({ type: "text", suggested: "off", why: "60 texts are too few to learn what their words mean" });
  });

  it("gives every column a verdict, whatever it holds", () => {
    for (const cells of [[], [null], [""], ["x"], ["1", "x"]]) expect(inferColumns(profileOf({ c: cells }))).toHaveLength(1);
  });
});
