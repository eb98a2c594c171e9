import { describe, expect, test } from "vitest";
import { columnFrom } from "../../../src/engine/data/table.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import type { Likeness } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { profileColumn } from "../../../src/ingest/profile.ts";

/** Every type's likeness to a column, best first. */
const likest = (cells: Cells, name = "c"): readonly (Likeness & { readonly type: string })[] => {
  const profile = profileColumn(columnFrom(name, cells));
  return Object.values(features)
    .map((f) => ({ type: f.type, ...f.likeness(profile) }))
    .sort((a, b) => b.score - a.score);
};
const repeated = (values: readonly string[], rows: number): string[] =>
  Array.from({ length: rows }, (_, i) => values[i % values.length]!);

describe("the type of a column", () => {
  test.each<[string, Cells, string]>([
    ["Male and Female", repeated(["Male", "Female"], 60), "binary"],
    ["0 and 1", repeated(["0", "1"], 60), "binary"],
    ["two words of no known pair", repeated(["red", "blue"], 60), "category"],
    ["yes and blanks", [...repeated(["yes"], 20), ...new Array<null>(40).fill(null)], "binary"],
    ["three species", repeated(["Adelie", "Gentoo", "Chinstrap"], 90), "category"],
    ["class codes 1 to 5", repeated(["1", "2", "3", "4", "5"], 90), "category"],
    ["codes with a gap", repeated(["3", "4", "5", "6", "8"], 90), "number"],
    ["measures", Array.from({ length: 90 }, (_, i) => (30 + Math.sin(i) * 5).toFixed(1)), "number"],
    ["measures with some words", [...Array.from({ length: 90 }, (_, i) => String(i * 1.5)), "n.k."], "number"],
    ["sentences", Array.from({ length: 90 }, (_, i) => `my card number ${i} was charged twice, please help`), "text"],
    ["a few sentences again and again", repeated(["it works", "it does not work", "no idea"], 90), "category"],
    ["one value", repeated(["x"], 30), "category"],
  ])("%s", (_, cells, type) => {
    expect(likest(cells)[0]!.type).toBe(type);
  });

  test("says why, in sentences", () => {
    const [binary] = likest(["Male", "Female", "Male", "Male"]);
    expect(binary).toMatchObject({ type: "binary", reasons: ["Two values in 4 cells", "Male and Female are a known pair"], doubts: [] });
    const [category, number] = likest(repeated(["1", "2", "3"], 90));
    expect(category!.doubts).toEqual(["Read as classes, their order is lost"]);
    expect(number!.doubts).toEqual(["Only 3 different whole numbers, without a gap: they may be codes of classes"]);
  });

  test("doubts a column that only names the rows", () => {
    const rows = Array.from({ length: 50 }, (_, i) => i);
    expect(likest(rows.map((i) => String(i + 1)))[0]!.doubts[0]).toMatch(/may only name the rows/);
    expect(
      likest(
        rows.map((i) => String(7919 * i * i)),
        "tweet_id",
      )[0]!.doubts[0],
    ).toMatch(/may only name the rows/);
    expect(likest(rows.map((i) => `${i * 7}-ABC`))[0]!.doubts[0]).toMatch(/may only name the rows/);
    expect(
      likest(
        rows.map((i) => String(7919 * i * i)),
        "price",
      )[0]!.doubts,
    ).toEqual([]);
  });

  test("every type gives a score from 0 to 1, and text or category takes anything", () => {
    for (const cells of [[], [null], [""], ["a"], ["1"], ["1", "a"], repeated(["2020-01-01", "2021-05-06"], 40)] as Cells[]) {
      for (const { score } of likest(cells)) expect(score >= 0 && score <= 1).toBe(true);
      expect(likest(cells)[0]!.score).toBeGreaterThan(0);
    }
  });
});
