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
    ["category", repeated(["0", "3", "4", "12", "40", "7"], 90), "category"],
    ["measures", Array.from({ length: 90 }, (_, i) => (30 + Math.sin(i) * 5).toFixed(1)), "number"],
    ["measures with some words", [...Array.from({ length: 90 }, (_, i) => String(i * 1.5)), "n.k."], "number"],
    ["sentences", Array.from({ length: 90 }, (_, i) => `my card number ${i} was charged twice, please help`), "text"],
    ["a few sentences again and again", repeated(["it works", "it does not work", "no idea"], 90), "category"],
    ["one value", repeated(["x"], 30), "category"],
    ["genres", Array.from({ length: 90 }, (_, i) => ["Drama", "Comedy", "War", "Crime"].filter((_, k) => (i >> k) % 2 === 1).join(", ") || "Short"), "set"],
    ["genres between bars", repeated(["Drama|War", "Comedy", "Drama", "Comedy|War|Drama", "War"], 90), "set"],
    ["tags as JSON", Array.from({ length: 60 }, (_, i) => JSON.stringify(["a b", "c", "d", "e"].slice(i % 3, (i % 3) + 1 + (i % 2)))), "set"],
    ["baskets", repeated(["egg; egg; milk", "milk", "bread; bread", "egg; milk", "bread; egg; bread"], 60), "bag"],
    ["towns with their country", Array.from({ length: 60 }, (_, i) => `Town${i % 29}, ${["France", "Spain", "Italy"][i % 3]!}`), "text"],
    ["names", Array.from({ length: 60 }, (_, i) => `Smith${i}, Ann`), "text"],
    ["places", Array.from({ length: 60 }, (_, i) => `${48 + i / 7}, ${11 - i / 9}`), "vector"],
    ["vectors as JSON", Array.from({ length: 60 }, (_, i) => JSON.stringify([i, i / 3, -i])), "vector"],
    ["long vectors, which a profile cuts", Array.from({ length: 60 }, (_, i) => Array.from({ length: 400 }, (_, k) => Math.sin(i + k).toFixed(4 + ((i + k) % 3))).join(" ")), "vector"],
    ["vectors with slips", Array.from({ length: 60 }, (_, i) => (i % 10 === 3 ? "1 2" : `${i} ${i / 3} -${i}`)), "vector"],
    ["emotions between blanks", Array.from({ length: 90 }, (_, i) => ["joy", "fear", "joy love", "anger", "love", "anger fear", "joy fear"][i % 7]!), "set"],
    ["two words again and again", repeated(["New York", "New Orleans", "York", "Boston"], 90), "category"],
    ["courses of numbers", Array.from({ length: 60 }, (_, i) => Array.from({ length: 3 + (i % 5) }, (_, k) => String(i * k)).join(" ")), "timeseries"],
    ["tags of tokens", Array.from({ length: 60 }, (_, i) => ["O O B-city I-city", "B-city O O", "O O O O"][i % 3]! + (i % 2 === 0 ? " B-day" : "")), "sequence"],
    ["telephone numbers", Array.from({ length: 60 }, (_, i) => `030 ${5551000 + 37 * i}`), "text"],
    ["days", Array.from({ length: 60 }, (_, i) => `2024-0${1 + (i % 9)}-${10 + (i % 17)}`), "date"],
    ["the same few days", repeated(["1.2.2024", "15.3.2024"], 60), "date"],
    ["seconds since 1970, so named", Array.from({ length: 60 }, (_, i) => String(1_400_000_000 + 86_400 * i)), "date"],
    ["cells of the H3 grid", repeated(["8928308280fffff", "85283473fffffff", "617700169958293503"], 60), "h3"],
  ])("%s", (name, cells, type) => {
    expect(likest(cells, name.includes("1970") ? "created_at" : name === "category" ? "sub_category1" : "c")[0]!.type).toBe(type);
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
