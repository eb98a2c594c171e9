import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTable } from "../../../src/engine/config/check-table.ts";
import { estimatedCells } from "../../../src/engine/config/estimate.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import { profileOf } from "../../support/profiles.ts";

const times = (n: number, ...values: (string | null)[]): Cells => Array.from({ length: n }, (_, i) => values[i % values.length]!);
const numbers = (n: number): Cells => Array.from({ length: n }, (_, i) => String((i * 7919) % 1000));
const TABLE = { age: numbers(100), "Beak (mm)": numbers(100), city: times(100, "Rome", "Oslo", "Bonn"), bought: times(100, "yes", "no") };
const check = (cells: Readonly<Record<string, Cells>>, config: object): string[] => {
  const { opened, problems } = openConfig({ input_features: [{ name: "age", type: "number" }], output_features: [{ name: "bought", type: "binary" }], ...config });
  if (!opened) throw new Error(JSON.stringify(problems));
  return checkTable(opened, profileOf(cells)).map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);
};
const input = (feature: object): object => ({ input_features: [feature] });
const output = (feature: object): object => ({ output_features: [feature] });

describe("a config beside a table", () => {
  it("has nothing to say when they fit", () => {
    expect(check(TABLE, { input_features: [{ name: "age", type: "number" }, { name: "city", type: "category" }] })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, Cells>>, object, string[]]>([
    ["a misspelt column", TABLE, input({ name: "aeg", type: "number" }), ["error input_features.0.name: the table has no column 'aeg'; did you mean 'age'?"]],
    ["a column of another name", TABLE, input({ name: "age", column: "years", type: "number" }), ["error input_features.0.column: the table has no column 'years'; known are: age, Beak (mm), city, bought"]],
    ["a name as Ludwig writes it", TABLE, input({ name: "Beak _mm_", type: "number" }), ["error input_features.0.name: the table has no column 'Beak _mm_'; did you mean 'Beak (mm)'?"]],
    ["text as a number", TABLE, input({ name: "city", type: "number" }), ["error input_features.0.type: 'city' does not look like number: cells such as 'Rome', 'Oslo', 'Bonn' cannot be read as one"]],
    ["a few odd cells", { ...TABLE, age: times(100, "1", "2", "3", "n.k.") }, {}, ["note input_features.0.type: 25 of 100 cells of 'age' cannot be read as number and count as missing: 'n.k.' (row 4)"]],
    ["an empty target", { ...TABLE, bought: times(100, null) }, {}, ["error output_features.0: every cell of 'bought' is missing"]],
    ["an empty input", { ...TABLE, age: times(100, null) }, {}, ["note input_features.0: every cell of 'age' is missing"]],
    ["an unknown target", TABLE, output({ name: "one", type: "category" }), ["error output_features.0.name: the table has no column 'one'; known are: age, Beak (mm), city, bought"]],
    ["a target of one class", { ...TABLE, bought: times(100, "yes", null) }, output({ name: "bought", type: "category" }), ["error output_features.0: bought: a category to predict needs at least 2 classes in the training rows; all are 'yes'"]],
    ["a constant number", { ...TABLE, price: times(100, "5") }, output({ name: "price", type: "number" }), ["note output_features.0: price: every training row has the same value, 5: the column says nothing"]],
    ["a class for each row", { ...TABLE, id: Array.from({ length: 100 }, (_, i) => `id-${i}`) }, output({ name: "id", type: "category" }), ["error output_features.0: 'id' has 100 classes in 100 rows: none occurs twice, so none can be learnt"]],
    ["nearly so", { ...TABLE, id: Array.from({ length: 100 }, (_, i) => `id-${i % 60}`) }, output({ name: "id", type: "category" }), ["note output_features.0: 'id' has 60 classes in 100 rows: most occur too rarely to be learnt"]],
    ["a set of many items, none of which is a class of its own", { ...TABLE, tags: Array.from({ length: 100 }, (_, i) => `t${i % 30}, t${i % 29}`) }, output({ name: "tags", type: "set", preprocessing: { tokenizer: "comma" } }), []],
    ["more than two labels", TABLE, output({ name: "city", type: "binary" }), ["error output_features.0: city: a binary column has two labels, this one has 3: 'Rome', 'Oslo', 'Bonn'; use type category, or name the odd ones as missing"]],
    ["a few pictures that came with the table, as its profile does not say", { picture: Array.from({ length: 40 }, (_, i) => `pets/${i}.jpg`), bought: times(40, "yes", "no") }, input({ name: "picture", type: "image" }), ["note : the table has 40 rows: what is learnt and measured on so few is rough"]],
    ["a table of few rows", { age: numbers(10), bought: times(10, "yes", "no") }, {}, ["note : the table has 10 rows: what is learnt and measured on so few is rough"]],
    ["no rows", { age: [], bought: [] }, {}, ["error : the table has no rows"]],
    ["a split column unused", { ...TABLE, split: times(100, "0", "1", "2") }, {}, ["note preprocessing.split: the column 'split' seems to say which rows train, validate and test, and is not asked"]],
    ["a split column absent", TABLE, { preprocessing: { split: { type: "fixed", column: "ctiy" } } }, ["error preprocessing.split.column: the table has no column 'ctiy' to split by; did you mean 'city'?"]],
    ["a split column of words", TABLE, { preprocessing: { split: { type: "fixed", column: "city" } } }, ["error preprocessing.split.column: a fixed split expects 0 or train, 1 or validation, 2 or test in 'city'; it has 'Rome', 'Oslo', 'Bonn'"]],
    ["a split column with gaps", { ...TABLE, part: times(100, "0", "1", null, "2") }, { preprocessing: { split: { type: "fixed", column: "part" } } }, ["error preprocessing.split.column: 'part' is missing in 25 rows; a fixed split needs a part (0, 1 or 2, or its name) in each"]],
    ["strata without end", TABLE, { preprocessing: { split: { type: "stratify", column: "Beak (mm)" } } }, ["error preprocessing.split.column: 'Beak (mm)' has 100 different values in 100 rows: a stratified split needs a few classes"]],
    ["strata of one row", { ...TABLE, kind: ["alone", ...times(99, "a", "b", "c")] }, { preprocessing: { split: { type: "stratify", column: "kind" } } }, ["note preprocessing.split.column: 1 class of 'kind' with a single row: 'alone'; such a row trains, and none is left to validate or test its class"]],
    ["a split in time without times", TABLE, { preprocessing: { split: { type: "datetime", column: "city" } } }, ["error preprocessing.split.column: a split in time reads dates in 'city'; it has 'Rome', 'Oslo', 'Bonn'"]],
    ["a split in time with gaps", { ...TABLE, day: times(100, "2020-01-01", "2021-02-03", null, "soon") }, { preprocessing: { split: { type: "datetime", column: "day" } } }, ["note preprocessing.split.column: 50 rows have no date in 'day'; they train"]],
    ["a split by hash with gaps", { ...TABLE, id: times(100, "a", "b", "c", null) }, { preprocessing: { split: { type: "hash", column: "id" } } }, ["note preprocessing.split.column: 'id' is missing in 25 rows: all of them go to the same part"]],
  ])("%s", (_, cells, config, expected) => {
    expect(check(cells, config)).toEqual(expected);
  });
});

describe("estimatedCells", () => {
  const sorted = (cells: Cells): Cells => cells.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));

  it("are the column's own where it has few values", () => {
    fc.assert(fc.property(fc.array(fc.option(fc.constantFrom("a", "b", "c d", "1", "2.5"), { freq: 5 }), { maxLength: 200 }), (cells) => {
      const { cells: made, exact } = estimatedCells(profileOf({ c: cells }).columns[0]!);
      expect(exact).toBe(true);
      expect(sorted(made)).toEqual(sorted(cells));
    }));
  });

  it("keep the number of rows, of gaps, and the spread of numbers where it has many", () => {
    const values = Array.from({ length: 3000 }, (_, i) => (i % 10 === 0 ? null : String(((i * 7919) % 30011) / 10)));
    const { cells, exact } = estimatedCells(profileOf({ c: values }).columns[0]!);
    const mean = (all: Cells): number => all.flatMap((c) => (c === null ? [] : [Number(c)])).reduce((a, b, _, { length }) => a + b / length, 0);
    expect([exact, cells.length, cells.filter((c) => c === null).length]).toEqual([false, 3000, 300]);
    expect(mean(cells) / mean(values)).toBeCloseTo(1, 1);
  });

  it("are lists of as many numbers as the column's, also where a profile shows them in part", () => {
    const vector = (size: number, i: number): string => Array.from({ length: size }, (_, k) => Math.sin(i + k).toFixed(4)).join(" ");
    for (const size of [3, 784]) {
      const { cells } = estimatedCells(profileOf({ c: Array.from({ length: 200 }, (_, i) => vector(size, i)) }).columns[0]!);
      expect(cells).toHaveLength(200);
      const sizes = cells.map((cell) => cell!.split(" ").length);
      expect(Math.abs(Math.max(...sizes) - size) / size).toBeLessThan(0.05);
      expect(Math.abs(Math.min(...sizes) - size) / size).toBeLessThan(0.05);
    }
  });

  it("are made of the words that the column's own return to", () => {
    const tags = Array.from({ length: 3000 }, (_, i) => Array.from({ length: 6 + (i % 5) }, (_, k) => ["O", "B-a", "I-a", "B-b"][(i * (k + 1) + (i >> 3)) % 4]!).join(" "));
    const { cells } = estimatedCells(profileOf({ c: tags }).columns[0]!);
    expect(new Set(cells.flatMap((cell) => cell!.split(" ")))).toEqual(new Set(["O", "B-a", "I-a", "B-b"]));
  });

  it("are thinned out in a long column, with as many words", () => {
    const column = { ...profileOf({ c: Array.from({ length: 200 }, (_, i) => `text number ${i} here`) }).columns[0]!, rows: 200_000, distinct: 200_000 };
    const { cells } = estimatedCells(column);
    expect(cells.length).toBeGreaterThan(15_000);
    expect(cells.length).toBeLessThan(25_000);
    expect(cells.at(-1)!.split(" ")).toHaveLength(4);
  });
});
