import { describe, expect, it } from "vitest";
import { inferColumns } from "../../../src/engine/advice/infer.ts";
import { likelyOutputs } from "../../../src/engine/advice/likely-outputs.ts";
import { profileOf } from "../../support/profiles.ts";

const numbers = Array.from({ length: 60 }, (_, i) => String(((i * 37) % 53) / 4));
const kinds = Array.from({ length: 60 }, (_, i) => ["oak", "elm", "ash"][i % 3]!);
const yesNo = Array.from({ length: 60 }, (_, i) => (i % 4 ? "no" : "yes"));
const keys = Array.from({ length: 60 }, (_, i) => String(i + 1));

function offered(table: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const profile = profileOf(table);
  return likelyOutputs(profile.columns, inferColumns(profile));
}

describe("what a model is likely to be wanted for", () => {
  it("is first what is called so, then the last column", () => {
    expect(offered({ kind: kinds, girth: numbers, Survived: yesNo, "Ticket Type": kinds, height: numbers })).toEqual(["Survived", "Ticket Type", "height"]);
    expect(offered({ girth: numbers, airline_sentiment: kinds, prices: numbers })).toEqual(["airline_sentiment", "prices"]);
  });
  it("is the last column or the first where none is called so; the one that shares the rows out is neither", () => {
    expect(offered({ kind: kinds, girth: numbers, height: numbers })).toEqual(["height", "kind"]);
    expect(offered({ kind: kinds, girth: numbers, split: Array.from({ length: 60 }, (_, i) => String(i % 3)) })).toEqual(["girth", "kind"]);
  });
  it("is named once, and at most three are", () => {
    expect(offered({ girth: numbers, species: kinds })).toEqual(["species"]);
    expect(offered({ class: kinds, target: numbers, quality: numbers, label: yesNo })).toEqual(["class", "target", "quality"]);
  });
  it("is nothing that only names rows, never changes, or has a value of its own in each row", () => {
    expect(offered({ id: keys, girth: numbers, site: Array.from({ length: 60 }, () => "park") })).toEqual([]);
    expect(offered({ site: Array.from({ length: 60 }, () => "park") })).toEqual([]);
  });
});
